// SPDX-License-Identifier: Apache-2.0
import GroupsAPI
import PostsAPI

/// One thing that somebody does. What is done to something that is not there (any more) is passed over, so that steps
/// can be left out of a history to find the shortest one that fails.
struct PlainStep: CustomStringConvertible, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case publish, edit, delete, like, unlike, repost, unrepost
        case comment, editComment, deleteComment, likeComment, unlikeComment
        case follow, unfollow, removeFollower, accept, decline, block, unblock, mute, unmute
        case goPrivate, goPublic, hide, unhide
        case join, leave, invite, admit, refuse, ban, unban, promote, demote
        case readAll
    }

    var kind: Kind
    /// Its place in the history: the name of what it writes.
    let number: Int
    let by: Int
    /// Whom it is about or names.
    var other: Int
    /// The post or comment that it is about.
    var post = 0
    var comment: Int?
    var group: Int?
    var visibility: Visibility = .everyone
    var word = 0
    var isTagged = false
    var mentions = false

    var mention: Int? { mentions ? other : nil }

    /// Whether it writes something whose place in feeds depends on when it came.
    var isActing: Bool { kind == .publish || kind == .repost || kind == .comment }

    var description: String {
        var parts = ["\(number): \(by) \(kind.rawValue)"]
        switch kind {
        case .publish, .edit:
            parts.append("post \(kind == .publish ? number : post) \(visibility) word \(word)")
            if isTagged { parts.append("#tag") }
        case .comment: parts.append("on \(post)")
        case .delete, .like, .unlike, .repost, .unrepost: parts.append("post \(post)")
        case .goPrivate, .goPublic, .hide, .unhide, .readAll, .join, .leave: break
        default: if comment == nil { parts.append("\(other)") }
        }
        if let comment { parts.append("comment \(comment)") }
        if let group { parts.append("in group \(group)") }
        if let mention { parts.append("@\(mention)") }
        return parts.joined(separator: " ")
    }
}
