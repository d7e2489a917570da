// SPDX-License-Identifier: Apache-2.0
import { community } from "./community"
import { core } from "./core"
import { groups } from "./groups"
import { search } from "./search"
import { writing } from "./writing"

export const en = { ...community, ...core, ...groups, ...search, ...writing } as const
