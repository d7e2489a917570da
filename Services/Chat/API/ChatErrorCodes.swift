// SPDX-License-Identifier: Apache-2.0
public import Core

extension ErrorCode {
    /// There is no such chat, or one is not a member.
    public static let chatNotFound: ErrorCode = "chat.not_found"
    /// One's role in the chat does not allow this.
    public static let chatForbidden: ErrorCode = "chat.forbidden"
    /// A chat of two people cannot be changed like that.
    public static let chatIsPrivate: ErrorCode = "chat.is_private"
    /// The chat is that of a group: its name and members change with the group alone.
    public static let chatFollowsGroup: ErrorCode = "chat.follows_group"
    /// The chat has as many members as it may have.
    public static let chatIsFull: ErrorCode = "chat.is_full"
    /// There is no such message, or one may not see it.
    public static let messageNotFound: ErrorCode = "chat.message_not_found"
    /// The message was deleted.
    public static let messageDeleted: ErrorCode = "chat.message_deleted"
    /// One blocks the other person of the PRIVATE chat; unblock them first.
    public static let chatBlocking: ErrorCode = "chat.blocking"
    /// The other person of the PRIVATE chat cannot be reached.
    public static let chatUnreachable: ErrorCode = "chat.unreachable"
    /// A message of this type needs a file, and files are not part of this site yet.
    public static let mediaNeeded: ErrorCode = "chat.media_needed"
}
