// SPDX-License-Identifier: Apache-2.0
/** The screens that are opened now and then: one part, loaded when the first of them is. */
export { ChatDetailsScreen } from "../screens/group/ChatDetailsScreen"
export { NewChatScreen } from "../screens/new/NewChatScreen"
export { NewGroupScreen } from "../screens/new/NewGroupScreen"
export { SettingsPages } from "../screens/settings/SettingsPages"
