// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import MediaAPI
import Sandbox

// What a stranger sent is decoded once, by a confined program that may only use the decoders libvips trusts, turned
// upright, made as small as the largest size and written as bare pixels. All sizes are made of those. Whatever stood
// beside the picture in the file (place, camera, preview, comments) has no way to get through.

/// A picture in all its sizes, as it is kept.
struct MadePicture: Sendable {
    /// WebP files; sizes that would be as large as a smaller one are left out.
    var sizes: [PictureSize: [UInt8]]
    var width: Int
    var height: Int
    var blurHash: String

    var bytes: Int64 { sizes.values.reduce(0) { $0 + Int64($1.count) } }
    /// The largest size there is.
    var largest: PictureSize { [.large, .medium].first { sizes[$0] != nil } ?? .small }
}

/// Makes the sizes of pictures out of what people send.
struct PictureMaker: Sendable {
    private static let quality = "[Q=80,strip,effort=2]"

    private let decoder: ConfinedProgram?
    /// Turns a large photo upright while it decodes an eighth to a half of it; nil where it is not installed.
    private let opener: ConfinedProgram?
    private let resizer: ConfinedProgram?
    private let threads: BlockingThreads
    private let folder: String

    /// Uses the program at a path; nil where it is not installed.
    init(
        program path: String? = ConfinedProgram.find("vipsthumbnail"),
        folder: String = NSTemporaryDirectory(),
        workers: Int = MediaLimits.workers,
        waiting: Int = MediaLimits.waiting
    ) {
        var limits = ConfinedLimits()
        limits.time = MediaLimits.makingTime
        limits.memory = 1_500 << 20
        // Nowhere to look for modules means not to load them: half the time of a start, and no decoder too many.
        let environment = [
            "VIPS_CONCURRENCY": "1", "VIPSHOME": "/nowhere", "PATH": "/nowhere", "LC_ALL": "C",
        ]
        let guarded = environment.merging(["VIPS_BLOCK_UNTRUSTED": "1"]) { $1 }
        decoder = path.map { ConfinedProgram(path: $0, environment: guarded, limits: limits) }
        let beside = path.map { String($0.dropLast("vipsthumbnail".count)) + "vips" }
        opener = beside.flatMap { access($0, X_OK) == 0 ? $0 : nil }.map {
            ConfinedProgram(path: $0, environment: guarded, limits: limits)
        }
        resizer = path.map { ConfinedProgram(path: $0, environment: environment, limits: limits) }
        self.folder = folder
        threads = BlockingThreads(name: "roost-pictures", count: workers, queueLimit: waiting, niceness: 5)
    }

    /// Whether pictures can be made here.
    var isAvailable: Bool { decoder != nil }

    /// Makes a picture in all its sizes.
    func picture(of file: UploadedFile) async throws -> MadePicture {
        try await work { [self] folder in
            if let made = try photo(file, in: folder) { return made }
            try decode(file, ["-s", "1280x1280>"], in: folder)
            let (width, height) = try Self.extent(of: folder + "/full.v")
            var made = MadePicture(sizes: [:], width: width, height: height, blurHash: "")
            for size in [PictureSize.small, .medium, .large] where Self.isNeeded(size, max(width, height)) {
                let box = "\(size.pixels)x\(size.pixels)>"
                made.sizes[size] = try resize(["-s", box], to: "\(size.rawValue).webp", in: folder)
            }
            made.blurHash = BlurHash.make(of: try tiny(in: folder))
            return made
        }
    }

    /// A large photo in all its sizes, or nil when the file is something else.
    ///
    /// What cameras make is decoded to the nearest half, quarter or eighth of its size at least as large as the largest
    /// we keep, which costs a fraction. The sizes are averaged here, each from the next larger one, and one program
    /// writes them all: two starts instead of five.
    private func photo(_ file: UploadedFile, in folder: String) throws -> MadePicture? {
        let head = try PictureHead.read(file)
        let largest = PictureSize.large.pixels
        guard let opener, head.isPlainPhoto,
            let factor = [8, 4, 2].first(where: { max(head.width, head.height) >= largest * $0 })
        else { return nil }
        try run(
            opener,
            ["autorot", "stdin[shrink=\(factor),fail_on=truncated]", "full.v"],
            in: folder,
            input: file.descriptor
        )
        let pixels = try Self.contents(of: folder + "/full.v", limit: MediaLimits.photoBytes)
        guard let full = Bitmap(barePixels: pixels) else { return nil }
        let large = full.fitted(largest)
        let medium = large.fitted(PictureSize.medium.pixels)
        let small = medium.fitted(PictureSize.small.pixels)
        let bitmaps: [PictureSize: Bitmap] = [.large: large, .medium: medium, .small: small]
        for (size, bitmap) in bitmaps {
            let file = URL(fileURLWithPath: folder + "/\(size.rawValue).ppm")
            try Data(bitmap.portablePixmap).write(to: file)
        }
        let names = bitmaps.keys.map { "\($0.rawValue).ppm" }
        try run(
            resizer,
            names + ["-s", "\(largest)x\(largest)>", "-o", "%s.webp\(Self.quality)"],
            in: folder
        )
        var made = MadePicture(sizes: [:], width: large.width, height: large.height, blurHash: "")
        for size in bitmaps.keys { made.sizes[size] = try bare("\(size.rawValue).webp", in: folder) }
        made.blurHash = BlurHash.make(of: small.fitted(32))
        return made
    }

    /// Cuts a picture to shapes, from its middle.
    func shapes(
        _ shapes: [(name: String, size: String)],
        of file: UploadedFile
    ) async throws -> [String: [UInt8]] {
        try await work { [self] folder in
            guard let first = shapes.first else { return [:] }
            try decode(file, ["-s", first.size, "-m", "centre"], in: folder)
            var made: [String: [UInt8]] = [:]
            for (name, size) in shapes {
                made[name] = try resize(["-s", size, "-m", "centre"], to: "\(name).webp", in: folder)
            }
            return made
        }
    }

    /// A size is worth a file of its own when the one below is smaller than the picture.
    private static func isNeeded(_ size: PictureSize, _ longest: Int) -> Bool {
        switch size {
        case .small: true
        case .medium: longest > PictureSize.small.pixels
        case .large: longest > PictureSize.medium.pixels
        }
    }

    private func work<Value: Sendable>(
        _ body: @escaping @Sendable (String) throws -> Value
    ) async throws -> Value {
        guard isAvailable else { throw MediaError.noProgram }
        do {
            return try await threads.run { [folder] in
                let place = folder + "/roost-picture-" + UUID().uuidString
                try FileManager.default.createDirectory(
                    atPath: place,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
                defer {
                    // What cannot be removed is the system's to clean up.
                    try? FileManager.default.removeItem(atPath: place)
                }
                return try body(place)
            }
        } catch let problem as PictureProblem {
            throw MediaError.unreadable(problem)
        } catch let failure as Failure
            where failure.kind == .unavailable && failure.internalText == "work queue full"
        {
            throw MediaError.busy
        }
    }

    private func decode(_ file: UploadedFile, _ size: [String], in folder: String) throws {
        _ = try PictureHead.read(file)
        try run(
            decoder,
            ["stdin[fail_on=truncated]"] + size + ["-e", "srgb", "-o", "full.v"],
            in: folder,
            input: file.descriptor
        )
    }

    private func resize(_ arguments: [String], to name: String, in folder: String) throws -> [UInt8] {
        try run(resizer, ["full.v"] + arguments + ["-o", "\(name)\(Self.quality)"], in: folder)
        return try bare(name, in: folder)
    }

    private func bare(_ name: String, in folder: String) throws -> [UInt8] {
        guard let bare = BareWebP.make(of: try Self.contents(of: folder + "/" + name)) else {
            throw Failure.unavailable(
                "This site cannot prepare pictures now.",
                internal: "\(name) is no WebP"
            )
        }
        return bare
    }

    private func tiny(in folder: String) throws -> Bitmap {
        try run(resizer, ["full.v", "-s", "32x32", "-o", "tiny.ppm"], in: folder)
        return try Bitmap(portablePixmap: try Self.contents(of: folder + "/tiny.ppm"))
    }

    private func run(
        _ program: ConfinedProgram?,
        _ arguments: [String],
        in folder: String,
        input: Int32? = nil
    ) throws {
        guard let program else { throw MediaError.noProgram }
        let (end, words) = try program.run(arguments, in: folder, input: input)
        switch end {
        case .exited(0): break
        case .tookTooLong: throw PictureProblem.tooLong
        case .exited, .signalled:
            // Only what a stranger sent can be at fault for the first step.
            guard input == nil else { throw PictureProblem.damaged }
            throw Failure.unavailable("This site cannot prepare pictures now.", internal: "\(end): \(words)")
        }
    }

    private static func contents(of path: String, limit: Int = MediaLimits.fileBytes) throws -> [UInt8] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        guard data.count <= limit else { throw PictureProblem.tooLarge }
        return Array(data)
    }

    /// Width and height in the head of a file of bare pixels, which this machine wrote in its own order of bytes.
    private static func extent(of path: String) throws -> (width: Int, height: Int) {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer {
            // Read only: nothing is lost when it cannot be closed.
            try? handle.close()
        }
        let head = Array(try handle.read(upToCount: 12) ?? Data())
        guard head.count == 12 else { throw PictureProblem.damaged }
        func number(_ place: Int) -> Int {
            Int(head.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Int32.self) })
        }
        return (number(4), number(8))
    }
}

extension Bitmap {
    /// Reads a binary portable pixmap, in colour (P6) or grey (P5): width, height and 255 between white space and
    /// comments, then the pixels.
    init(portablePixmap file: [UInt8]) throws {
        var (place, numbers) = (2, [Int]())
        let isGrey = file.starts(with: Array("P5".utf8))
        guard isGrey || file.starts(with: Array("P6".utf8)) else { throw PictureProblem.damaged }
        while numbers.count < 3, place < file.count {
            switch file[place] {
            case UInt8(ascii: "#"):
                while place < file.count, file[place] != 10 { place += 1 }
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                var number = 0
                while place < file.count, (0x30...0x39).contains(file[place]), number < 100_000 {
                    number = number * 10 + Int(file[place] - 0x30)
                    place += 1
                }
                numbers.append(number)
            default: place += 1
            }
        }
        place += 1
        guard numbers.count == 3, numbers[2] == 255, numbers[0] > 0, numbers[1] > 0,
            file.count - place == numbers[0] * numbers[1] * (isGrey ? 1 : 3)
        else { throw PictureProblem.damaged }
        let pixels = isGrey ? file[place...].flatMap { [$0, $0, $0] } : Array(file[place...])
        self.init(width: numbers[0], height: numbers[1], bytes: pixels)
    }
}
