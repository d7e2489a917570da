// SPDX-License-Identifier: Apache-2.0
import type { Catalog } from "../catalog"
import { account } from "./account"
import { activity } from "./activity"
import { community } from "./community"
import { core } from "./core"
import { groups } from "./groups"
import { media } from "./media"
import { search } from "./search"
import { writing } from "./writing"

export const ar: Catalog = { ...account, ...activity, ...community, ...core, ...groups, ...media, ...search, ...writing }
