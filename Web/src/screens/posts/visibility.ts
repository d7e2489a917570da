// SPDX-License-Identifier: Apache-2.0
import type { PostVisibility } from "../../api/types"
import type { IconName } from "../../ui/Icon"

/** Those one chooses from; what is posted in a group has no choice. */
export const visibilities: readonly Exclude<PostVisibility, "GROUP">[] = ["PUBLIC", "FOLLOWERS", "PRIVATE"]

export const visibilityIcons: Record<PostVisibility, IconName> = {
    PUBLIC: "globe",
    FOLLOWERS: "group",
    PRIVATE: "lock",
    GROUP: "people",
}
