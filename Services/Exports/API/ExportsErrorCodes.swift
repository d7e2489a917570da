// SPDX-License-Identifier: Apache-2.0
public import Core

extension ErrorCode {
    /// There is no such export, or it is somebody else's, or it is removed.
    public static let exportNotFound: ErrorCode = "exports.not_found"
    /// One is being made already.
    public static let exportUnderWay: ErrorCode = "exports.under_way"
    /// As many were asked for today as may be.
    public static let exportTooMany: ErrorCode = "exports.too_many"
    /// It is not ready yet, or could not be made.
    public static let exportNotReady: ErrorCode = "exports.not_ready"
}
