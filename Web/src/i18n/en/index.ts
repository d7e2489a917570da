// SPDX-License-Identifier: Apache-2.0
import { core } from "./core"

export const en = { ...core } as const
