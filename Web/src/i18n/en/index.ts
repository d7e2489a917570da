// SPDX-License-Identifier: Apache-2.0
import { community } from "./community"
import { core } from "./core"
import { writing } from "./writing"

export const en = { ...community, ...core, ...writing } as const
