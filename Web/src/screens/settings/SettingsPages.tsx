// SPDX-License-Identifier: Apache-2.0
import type { User } from "../../api/types"
import { EditProfileScreen } from "../profile/EditProfileScreen"
import { PasswordScreen } from "./PasswordScreen"
import { SessionsScreen } from "./SessionsScreen"
import { SettingsScreen } from "./SettingsScreen"

interface SettingsPagesProps {
    page: "settings" | "sessions" | "password" | "editProfile"
    me: User
}

/** The settings and the pages below them, loaded as one part. */
export function SettingsPages({ page, me }: SettingsPagesProps) {
    switch (page) {
        case "settings":
            return <SettingsScreen me={me} />
        case "sessions":
            return <SessionsScreen />
        case "password":
            return <PasswordScreen />
        case "editProfile":
            return <EditProfileScreen me={me} />
    }
}
