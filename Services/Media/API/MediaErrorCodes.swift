// SPDX-License-Identifier: Apache-2.0
public import Core

extension ErrorCode {
    /// There is no such picture, or one may not see it.
    public static let mediaNotFound: ErrorCode = "media.not_found"
    /// The file is no picture that this site reads.
    public static let mediaUnreadable: ErrorCode = "media.unreadable"
    /// One's pictures take as much space as they may.
    public static let mediaQuotaExceeded: ErrorCode = "media.quota_exceeded"
    /// One has as many pictures that are not used yet as one may have.
    public static let mediaTooManyUnused: ErrorCode = "media.too_many_unused"
    /// The picture is used, or used elsewhere.
    public static let mediaInUse: ErrorCode = "media.in_use"
}
