// SPDX-License-Identifier: Apache-2.0
import type { Catalog } from "../catalog"
import { community } from "./community"
import { core } from "./core"

export const es: Catalog = { ...core, ...community }
