// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// The id of an export.
public typealias ExportID = ID<DataExport>

/// Everything one has on the site, as a file.
public struct DataExport: Codable, Sendable, Equatable {
    public var id: ExportID
    public var state: State
    /// How far it is, in percent.
    public var progress: Int
    /// The length of the file in bytes; nil until it is ready.
    public var size: Int64?
    public var createdAt: Timestamp
    /// When it was ready.
    public var readyAt: Timestamp?
    /// When the file is removed.
    public var expiresAt: Timestamp?

    /// How an export stands.
    public enum State: String, Sendable, APIEnum {
        case building = "BUILDING"
        case ready = "READY"
        case failed = "FAILED"
    }

    /// An export.
    public init(
        id: ExportID,
        state: State,
        progress: Int,
        size: Int64?,
        createdAt: Timestamp,
        readyAt: Timestamp?,
        expiresAt: Timestamp?
    ) {
        self.id = id
        self.state = state
        self.progress = progress
        self.size = size
        self.createdAt = createdAt
        self.readyAt = readyAt
        self.expiresAt = expiresAt
    }
}

/// Asks for everything one has.
public struct CreateExport: Endpoint {
    public static let route: Route = .post("/exports")
    public static let summary = "Ask for everything one has, as a zip file that is made in the background"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .conflict(.exportUnderWay), .limited(.exportTooMany),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = DataExport

    /// Asks for an export.
    public init() {}
}

/// One's exports.
public struct ListExports: Endpoint {
    public static let route: Route = .get("/exports")
    public static let summary = "List one's exports that are not removed yet, newest first"
    public static let access: Access = .member
    public typealias Reply = Page<DataExport>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page of exports.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// One export.
public struct GetExport: Endpoint {
    public static let route: Route = .get("/exports/{id}")
    public static let summary = "Tell how one's export stands"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.exportNotFound)]
    public typealias Reply = DataExport

    public var id: ExportID

    /// Asks for an export.
    public init(_ id: ExportID) { self.id = id }
}

/// Removes an export, its file with it.
public struct DeleteExport: Endpoint {
    public static let route: Route = .delete("/exports/{id}")
    public static let summary = "Remove one's export and its file, or stop making it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.exportNotFound)]
    public typealias Reply = NoReply

    public var id: ExportID

    /// Removes an export.
    public init(_ id: ExportID) { self.id = id }
}

/// An address for a browser, which sends no token with a download.
public struct CreateExportAddress: Endpoint {
    public static let route: Route = .post("/exports/{id}/address")
    public static let summary = "Get an address for one's export that works for an hour, and alone"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.exportNotFound), .conflict(.exportNotReady),
    ]
    public typealias Reply = ExportAddress

    public var id: ExportID

    /// Asks for an address.
    public init(_ id: ExportID) { self.id = id }
}

/// Where an export can be downloaded for a while, without a token.
public struct ExportAddress: Codable, Sendable, Equatable {
    public var url: String
    public var expiresAt: Timestamp

    /// An address.
    public init(url: String, expiresAt: Timestamp) { (self.url, self.expiresAt) = (url, expiresAt) }
}

/// The file of an export.
public struct GetExportFile: Endpoint {
    public static let route: Route = .get("/exports/{id}/file")
    public static let summary = "Download one's export, with a token or the key in its address"
    public static let access: Access = .everyone
    public static let failures: [DeclaredFailure] = [.notFound(.exportNotFound)]
    public static let fileType = "application/zip"
    public typealias Reply = FileReply

    public var id: ExportID
    /// What the address carries.
    public var key: ExportKey?

    /// Asks for the file.
    public init(_ id: ExportID, key: ExportKey? = nil) { (self.id, self.key) = (id, key) }
}

/// The proof in an export's address that its owner was given it.
public struct ExportKey: Codable, Sendable, Equatable, SchemaProviding {
    /// 64 hexadecimal digits.
    public let text: String

    public static var schema: Schema { .text(64...64, pattern: "^[0-9a-f]{64}$") }

    /// A key as it stands in an address; whether it is one is found out when it is used.
    public init(_ text: String) { self.text = text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try container.decode(String.self)
        let isHexadecimal = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard text.utf8.count == 64, isHexadecimal else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be the key of an export's address."
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
