// SPDX-License-Identifier: Apache-2.0
public import Core

extension ErrorCode {
    /// One cannot follow, block or mute oneself.
    public static let connectionsWithOneself: ErrorCode = "connections.with_oneself"
    /// One blocks the person; unblock them first.
    public static let connectionsBlocking: ErrorCode = "connections.blocking"
    /// One has as many follows, requests, blocks or mutes as one may have.
    public static let connectionsTooMany: ErrorCode = "connections.too_many"
    /// The person shows this list to nobody, or to followers alone.
    public static let connectionsListHidden: ErrorCode = "connections.list_hidden"
    /// There is no such request to follow.
    public static let followRequestNotFound: ErrorCode = "connections.request_not_found"
}
