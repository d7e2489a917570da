// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// An export is ready, or could not be made: whoever asked for it is told.
public struct ExportEnded: Event {
    public static let name: EventName = "export.ended"
    /// Who asked for it.
    public let user: UserID
    /// The export as it is now.
    public let export: DataExport
    public var orderingKey: String { user.description }

    /// The end of the making of an export.
    public init(user: UserID, export: DataExport) { (self.user, self.export) = (user, export) }
}
