// SPDX-License-Identifier: Apache-2.0
import type { PostVisibility } from "../../api/types"
import type { IconName } from "../../ui/Icon"

export const visibilities: readonly PostVisibility[] = ["PUBLIC", "FOLLOWERS", "PRIVATE"]

export const visibilityIcons: Record<PostVisibility, IconName> = {
    PUBLIC: "globe",
    FOLLOWERS: "group",
    PRIVATE: "lock",
}
