// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI
import Testing
import Testkit

@testable import Media

struct UploadTests {
    @Test(arguments: TestDatabase.all)
    func `a picture is made in sizes that are not larger than it`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let picture = try await rig.upload(
                Sample.png(width: 700, height: 350),
                alt: "Stripes",
                by: rig.ada
            )

            #expect((picture.width, picture.height) == (700, 350))
            #expect(picture.alt == "Stripes")
            #expect(picture.blurHash.count == 28)
            for (url, width) in [
                (picture.urls.small, 320), (picture.urls.medium, 640), (picture.urls.large, 700),
            ] {
                let file = try await rig.open(url)
                let bytes = try await file.all()
                #expect(file.contentType == "image/webp")
                #expect(try PictureHead.read(UploadedFile(bytes)).width == width)
            }
            let usage = try await rig.ada.call(GetMediaUsage())
            #expect(usage.count == 1)
            #expect(usage.bytes > 0)
        }
    }

    @Test func `a small picture has one size`() async throws {
        try await MediaRig.run(.sqlite) { rig in
            let picture = try await rig.upload(by: rig.ada)
            #expect((picture.width, picture.height) == (40, 30))
            #expect(picture.urls.small == picture.urls.large)
            let large = try await rig.ada.call(GetPictureFile(picture.id, .large))
            #expect(try PictureHead.read(UploadedFile(try await large.all())).width == 40)
        }
    }

    @Test func `where a photo was taken is nowhere in what is sent out`() async throws {
        try await MediaRig.run(.sqlite) { rig in
            let photo = try Sample.jpegWithPlace(width: 400, height: 200)
            #expect(photo.contains(Sample.place))

            let picture = try await rig.upload(photo, by: rig.ada)

            // It was turned upright before what said so was cut off.
            #expect((picture.width, picture.height) == (200, 400))
            for url in [picture.urls.small, picture.urls.medium] {
                let bytes = try await rig.open(url).all()
                #expect(!bytes.contains(Sample.place))
                for mark in ["EXIF", "Exif", "XMP ", "ICCP", "secret"] {
                    #expect(!bytes.contains(Array(mark.utf8)), "\(mark)")
                }
                #expect(bytes.contains(Array("VP8".utf8)))
            }
        }
    }

    @Test(arguments: ["jpg", "webp", "gif", "png"])
    func `the formats there are`(_ format: String) async throws {
        let bytes = try Sample.converted(Sample.png(width: 50, height: 20), to: format)
        let made = try await PictureMaker().picture(of: UploadedFile(bytes))
        #expect((made.width, made.height) == (50, 20))
        #expect(made.largest == .small)
    }

    @Test func `a large photo is turned upright and made smaller like any other`() async throws {
        // It is to be turned by 90 degrees.
        let bytes = try Sample.jpegWithPlace(width: 2_600, height: 130)
        let made = try await PictureMaker().picture(of: UploadedFile(bytes))
        #expect((made.width, made.height) == (64, 1_280))
        #expect(Set(made.sizes.keys) == [.small, .medium, .large])
        for bytes in made.sizes.values { #expect(!bytes.contains(Sample.place)) }
        #expect(made.blurHash.count == 28)
    }

    @Test func `a photo of twelve megapixels is no problem`() async throws {
        let plain = Sample.png(width: 40, height: 30)
        let photo = try Sample.converted(plain, to: "jpg", size: "4000x3000")
        let made = try await PictureMaker().picture(of: UploadedFile(photo))
        #expect((made.width, made.height) == (1_280, 960))
    }

    @Test func `pixels are averages of what they cover`() {
        let bytes: [UInt8] = [0, 255, 0, 40, 255, 0, 80, 255, 0, 120, 255, 0, 160, 255, 0, 200, 255, 0]
        let small = Bitmap(width: 6, height: 1, bytes: bytes).fitted(4)
        // One and a half pixels each: (0 + 20) / 1.5, (20 + 80) / 1.5, …
        #expect(small.bytes == [13, 255, 0, 67, 255, 0, 133, 255, 0, 187, 255, 0])
        #expect(Bitmap(width: 6, height: 1, bytes: bytes).fitted(6).bytes == bytes)
    }

    @Test func `of an animation the first picture is shown`() async throws {
        let made = try await PictureMaker().picture(of: UploadedFile(Sample.gif))
        #expect((made.width, made.height) == (1, 1))
    }

    @Test func `hostile files are refused by name`() async throws {
        let png = Sample.png(width: 40, height: 30)
        let jpeg = try Sample.converted(png, to: "jpg")
        let archive = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        let files: [(String, [UInt8], PictureProblem)] = [
            ("empty", [], .empty),
            ("one byte", [0xFF], .unknown),
            ("svg", Sample.svg, .unknown),
            ("text", Array("hello".utf8), .unknown),
            ("bomb", Sample.bomb(width: 50_000, height: 50_000), .tooLarge),
            ("wide bomb", Sample.bomb(width: 60_000, height: 1), .tooLarge),
            ("no pixels", Sample.bomb(width: 0, height: 10), .damaged),
            ("huge numbers", Sample.bomb(width: Int(UInt32.max), height: Int(UInt32.max)), .tooLarge),
            ("short png", Array(png.dropLast(40)), .damaged),
            ("png without data", Sample.bomb(width: 100, height: 100), .damaged),
            ("short jpeg", Array(jpeg.prefix(jpeg.count / 2)), .damaged),
            ("jpeg head alone", [0xFF, 0xD8, 0xFF, 0xE0], .damaged),
            ("short gif", Array(Sample.gif.dropLast()), .damaged),
            ("png and more", png + Array("more".utf8), .ambiguous),
            ("gif and more", Sample.gif + [0], .ambiguous),
            ("jpeg and archive", jpeg + archive, .ambiguous),
            ("page in a gif", Self.gif(saying: "<script>alert(1)</script>"), .ambiguous),
            ("document in a gif", Self.gif(saying: "%PDF-1.4"), .ambiguous),
        ]
        let maker = PictureMaker()
        for (name, bytes, problem) in files {
            do {
                _ = try await maker.picture(of: UploadedFile(bytes))
                Issue.record("\(name) was taken")
            } catch MediaError.unreadable(let found) {
                #expect(found == problem, "\(name)")
            }
        }
    }

    @Test func `a refusal names the file`() async throws {
        try await MediaRig.run(.sqlite) { rig in
            let form = PictureForm(file: try UploadedFile(Sample.svg))
            let refusal = try await rig.ada.refusal(of: UploadPicture(form))
            #expect(refusal.kind == .invalid)
            #expect(refusal.code == .mediaUnreadable)
            #expect(refusal.problems.map(\.field) == ["file"])
            #expect(try await rig.server.refusalOfStranger(UploadPicture(form)).kind == .unauthenticated)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `uploads at the same time cannot pass the limit together`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let half = MediaLimits.bytes / 2 - 10
            let owner = rig.eve.id
            let taken = try await withThrowingTaskGroup(of: Bool.self) { tasks in
                for _ in 0..<6 {
                    tasks.addTask {
                        try await rig.media.database.write { db in try PictureStore(db).take(half, of: owner)
                        }
                    }
                }
                return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 2)
            #expect(try await rig.eve.refusalOfUpload(rig)?.code == .mediaQuotaExceeded)
            try await rig.media.database.write { db in
                #expect(try !PictureStore(db).take(21, of: owner))
                #expect(try PictureStore(db).take(20, of: owner))
                try PictureStore(db).forgetUsage(of: owner)
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `so many unused pictures and no more`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            for _ in 0..<MediaLimits.unused { _ = try await rig.stored(by: rig.ada) }
            #expect(try await rig.ada.refusalOfUpload(rig)?.code == .mediaTooManyUnused)
            #expect(try await rig.grace.refusalOfUpload(rig) == nil)
        }
    }

    @Test func `more work than may wait is refused, and told when to come back`() async throws {
        let maker = PictureMaker(workers: 1, waiting: 1)
        let file = try UploadedFile(Sample.png(width: 40, height: 30))
        let outcomes = await withTaskGroup(of: Failure?.self) { tasks in
            for _ in 0..<8 {
                tasks.addTask {
                    do {
                        _ = try await maker.picture(of: file)
                        return nil
                    } catch {
                        return (error as? MediaError)?.failure
                    }
                }
            }
            return await tasks.reduce(into: [Failure?]()) { $0.append($1) }
        }
        let refused = outcomes.compactMap(\.self)
        #expect(!refused.isEmpty)
        #expect(refused.count < 8)
        #expect(refused.allSatisfy { $0.kind == .unavailable && $0.retryAfter != nil })
    }

    @Test func `a site without the program says so`() async throws {
        let maker = PictureMaker(program: nil)
        await #expect(throws: MediaError.self) { try await maker.picture(of: UploadedFile(Sample.gif)) }
        #expect(!maker.isAvailable)
    }

    /// A GIF with a comment in front of its picture.
    private static func gif(saying text: String) -> [UInt8] {
        let comment: [UInt8] = [0x21, 0xFE, UInt8(text.utf8.count)] + Array(text.utf8) + [0]
        return Array(Sample.gif[..<19]) + comment + Sample.gif[19...]
    }
}

extension TestMember {
    /// Why an upload of theirs is refused; nil when it is not.
    fileprivate func refusalOfUpload(_ rig: MediaRig) async throws -> Failure? {
        do {
            _ = try await rig.upload(by: self)
            return nil
        } catch let failure as Failure {
            return failure
        }
    }
}
