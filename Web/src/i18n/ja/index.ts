// SPDX-License-Identifier: Apache-2.0
import type { Catalog } from "../catalog"
import { community } from "./community"
import { core } from "./core"
import { groups } from "./groups"
import { search } from "./search"
import { writing } from "./writing"

export const ja: Catalog = { ...community, ...core, ...groups, ...search, ...writing }
