// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Chat.
enum ChatLimits {
    /// The most members of a group or channel.
    static let members = 10_000
    /// The most chats one person may be in; a socket joins a room for each.
    static let chatsOfOnePerson = 4000
    /// The most people named in one message.
    static let mentions = 50
    /// The most tags read from one message.
    static let hashtags = 30
}
