// SPDX-License-Identifier: Apache-2.0
/** What the composer is about, beside a new message. */
import type { Message } from "../../api/types"

export type Editing = { kind: "edit"; message: Message } | { kind: "reply"; message: Message }
