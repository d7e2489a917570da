// SPDX-License-Identifier: Apache-2.0
import { community } from "./community"
import { core } from "./core"
import { search } from "./search"
import { writing } from "./writing"

export const en = { ...community, ...core, ...search, ...writing } as const
