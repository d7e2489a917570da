// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// The id of a picture.
public typealias MediaID = ID<Picture>

/// A picture that somebody uploaded, ready to be shown to one viewer.
public struct Picture: Codable, Sendable, Equatable {
    public var id: MediaID
    /// Where it is, in three sizes. The addresses are the viewer's own and stop working after some hours.
    public var urls: PictureURLs
    /// The width of the largest size, in pixels.
    public var width: Int
    /// The height of the largest size, in pixels.
    public var height: Int
    /// What to show until it is loaded: a blur hash (https://blurha.sh).
    public var blurHash: String
    /// What it shows, in words; empty when nobody said.
    public var alt: String

    /// A picture.
    public init(id: MediaID, urls: PictureURLs, width: Int, height: Int, blurHash: String, alt: String) {
        self.id = id
        self.urls = urls
        self.width = width
        self.height = height
        self.blurHash = blurHash
        self.alt = alt
    }
}

/// The addresses of one picture. A picture is never enlarged: of a small one, several are the same.
public struct PictureURLs: Codable, Sendable, Equatable {
    /// At most 320 pixels wide and high.
    public var small: String
    /// At most 640 pixels wide and high.
    public var medium: String
    /// At most 1,280 pixels wide and high.
    public var large: String

    /// The addresses of one picture.
    public init(small: String, medium: String, large: String) {
        (self.small, self.medium, self.large) = (small, medium, large)
    }
}

/// What a picture shows, in words: up to 1,500 characters.
public struct AltText: TextValue {
    public static let length = 0...1500
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// The sizes a picture is kept in: the most pixels of its width and height.
public enum PictureSize: String, Sendable, APIEnum {
    case small = "320"
    case medium = "640"
    case large = "1280"

    /// The most pixels of width and height.
    public var pixels: Int {
        switch self {
        case .small: 320
        case .medium: 640
        case .large: 1280
        }
    }
}

/// The form that a picture is sent in.
public struct PictureForm: Codable, Sendable {
    /// A JPEG, PNG, GIF or WebP file.
    public var file: UploadedFile
    /// What it shows, in words.
    public var alt: AltText?

    /// A file and what it shows.
    public init(file: UploadedFile, alt: AltText? = nil) { (self.file, self.alt) = (file, alt) }
}

/// Uploads a picture, to be shown in a post or comment within a day.
public struct UploadPicture: Endpoint {
    public static let route: Route = .post("/media")
    public static let summary = "Upload a picture, to be shown in a post or comment within a day"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .invalid(.mediaUnreadable), .conflict(.mediaQuotaExceeded), .conflict(.mediaTooManyUnused),
    ]
    public static let success: SuccessStatus = .created
    public static let rateClass: RateClass = .upload
    public static let bodyKind: BodyKind = .form
    /// 20 MiB for the file, more than any phone makes of a photo, and something for the form around it.
    public static let bodyLimit = 20 << 20 | 65_536
    public typealias Reply = Picture

    public var body: PictureForm

    /// Uploads a picture.
    public init(_ body: PictureForm) { self.body = body }
}

/// One picture.
public struct GetPicture: Endpoint {
    public static let route: Route = .get("/media/{id}")
    public static let summary = "Get a picture one may see, with new addresses"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.mediaNotFound)]
    public typealias Reply = Picture

    public var id: MediaID

    /// Asks for a picture.
    public init(_ id: MediaID) { self.id = id }
}

/// Changes what is said of one's picture.
public struct UpdatePicture: Endpoint {
    public static let route: Route = .patch("/media/{id}")
    public static let summary = "Say what one's picture shows"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.mediaNotFound)]
    public typealias Reply = Picture

    public var id: MediaID
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var alt: AltText?
    }

    /// Says what a picture shows.
    public init(_ id: MediaID, alt: AltText) { (self.id, body) = (id, Changes(alt: alt)) }
}

/// Throws one's picture away before it is used.
public struct DeletePicture: Endpoint {
    public static let route: Route = .delete("/media/{id}")
    public static let summary = "Throw away a picture that is not used"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.mediaNotFound), .conflict(.mediaInUse)]
    public typealias Reply = NoReply

    public var id: MediaID

    /// Throws a picture away.
    public init(_ id: MediaID) { self.id = id }
}

/// The bytes of a picture. An `<img>` cannot send a token, so the address itself says for whom it is.
public struct GetPictureFile: Endpoint {
    public static let route: Route = .get("/media/{id}/{size}")
    public static let summary = "Get the bytes of a picture, as WebP, with a token or the key in its address"
    public static let access: Access = .everyone
    public static let failures: [DeclaredFailure] = [.notFound(.mediaNotFound)]
    public typealias Reply = FileReply

    public var id: MediaID
    public var size: PictureSize
    /// What the addresses in `urls` carry.
    public var key: PictureKey?

    /// Asks for a picture's bytes.
    public init(_ id: MediaID, _ size: PictureSize, key: PictureKey? = nil) {
        (self.id, self.size, self.key) = (id, size, key)
    }
}

/// The proof in a picture's address that a viewer was given it.
public struct PictureKey: Codable, Sendable, Equatable, SchemaProviding {
    /// The proof as it stands in the address.
    public let text: String

    public static var schema: Schema { .text(1...100, pattern: "^[A-Za-z0-9_-]+$") }

    /// A proof as it stands in an address; whether it is one is found out when it is used.
    public init(_ text: String) { self.text = text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try container.decode(String.self)
        let isPlain = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard (1...100).contains(text.utf8.count), isPlain else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be the key of a picture's address."
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// How much of one's space is used.
public struct GetMediaUsage: Endpoint {
    public static let route: Route = .get("/media/usage")
    public static let summary = "Tell how much space one's pictures take, and how much there is"
    public static let access: Access = .member
    public typealias Reply = MediaUsage

    /// Asks for one's usage.
    public init() {}
}

/// How much space somebody's pictures take, and how much there is.
public struct MediaUsage: Codable, Sendable, Equatable {
    public var bytes: Int64
    public var byteLimit: Int64
    public var count: Int
    public var countLimit: Int

    /// Some usage.
    public init(bytes: Int64, byteLimit: Int64, count: Int, countLimit: Int) {
        self.bytes = bytes
        self.byteLimit = byteLimit
        self.count = count
        self.countLimit = countLimit
    }
}
