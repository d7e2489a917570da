// SPDX-License-Identifier: Apache-2.0
/** The screens that are not needed to read and write: one part, loaded when the first of them is opened. */
export { ChatDetailsScreen } from "../screens/group/ChatDetailsScreen"
export { NewChatScreen } from "../screens/new/NewChatScreen"
export { NewGroupScreen } from "../screens/new/NewGroupScreen"
export { PersonScreen } from "../screens/profile/PersonScreen"
export { SettingsPages } from "../screens/settings/SettingsPages"
