// SPDX-License-Identifier: Apache-2.0
/** The screens of groups: one part, loaded when the first of them is opened. */
export { GroupFormScreen } from "../screens/groups/GroupFormScreen"
export { GroupInviteScreen } from "../screens/groups/GroupInviteScreen"
export { GroupScreen } from "../screens/groups/GroupScreen"
export { GroupsScreen } from "../screens/groups/GroupsScreen"
