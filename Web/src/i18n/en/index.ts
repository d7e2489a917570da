// SPDX-License-Identifier: Apache-2.0
import { community } from "./community"
import { core } from "./core"

export const en = { ...core, ...community } as const
