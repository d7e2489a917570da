// SPDX-License-Identifier: Apache-2.0
import type { User } from "../../api/types"
import { EditProfileScreen } from "../profile/EditProfileScreen"
import { AccountScreen } from "./AccountScreen"
import { DataScreen } from "./DataScreen"
import { HiddenPeopleScreen } from "./HiddenPeopleScreen"
import { NotifyScreen } from "./NotifyScreen"
import { PasswordScreen } from "./PasswordScreen"
import { PrivacyScreen } from "./PrivacyScreen"
import { SessionsScreen } from "./SessionsScreen"
import { SettingsScreen } from "./SettingsScreen"
import { ShortcutsScreen } from "./ShortcutsScreen"

interface SettingsPagesProps {
    page: "settings" | "privacy" | "notify" | "account" | "data" | "blocked" | "muted" | "sessions" | "password" | "editProfile" | "shortcuts"
    me: User
}

/** The settings and the pages below them, loaded as one part. */
export function SettingsPages({ page, me }: SettingsPagesProps) {
    switch (page) {
        case "settings":
            return <SettingsScreen me={me} />
        case "privacy":
            return <PrivacyScreen />
        case "account":
            return <AccountScreen me={me} />
        case "data":
            return <DataScreen />
        case "notify":
            return <NotifyScreen />
        case "blocked":
        case "muted":
            return <HiddenPeopleScreen kind={page} />
        case "shortcuts":
            return <ShortcutsScreen />
        case "sessions":
            return <SessionsScreen />
        case "password":
            return <PasswordScreen />
        case "editProfile":
            return <EditProfileScreen me={me} />
    }
}
