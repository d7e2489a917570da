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
    /// How long profiles are kept beside messages before they are asked for again.
    static let profileLifetime: Duration = .minutes(5)
    /// How many profiles are kept: about 20 MB.
    static let profiles = 50_000
}
