// SPDX-License-Identifier: Apache-2.0
import type { Catalog } from "../catalog"
import { community } from "./community"
import { core } from "./core"
import { search } from "./search"
import { writing } from "./writing"

export const ja: Catalog = { ...community, ...core, ...search, ...writing }
