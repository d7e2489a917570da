// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import NIOCore
import Synchronization

// A form on its way from the event loop to the disk. The loop parses; a thread of the spool writes, one piece of one
// form at a time. What the disk has not taken yet waits here, and when that is much, the connection is not read, so a
// client is as fast as the disk and a form costs half a megabyte of memory, whatever its size.
//
//     receiving → (body complete) finishing → done        in the usual order
//     any → failed                                         a problem of the form or of the disk

/// What all forms share: the threads that write and the places that may be taken.
final class FormSpool: Sendable {
    private let places: Mutex<Int>
    let threads: BlockingThreads
    let folder: String

    /// Writes files into a folder, for so many forms at once.
    init(folder: String, places: Int) {
        self.folder = folder
        self.places = Mutex(places)
        threads = BlockingThreads(name: "roost-forms", count: 2, queueLimit: places * 2)
    }

    /// Takes a place; nil when there are as many forms as there may be.
    func takePlace() -> FormPlace? {
        let isFree = places.withLock { places in
            guard places > 0 else { return false }
            places -= 1
            return true
        }
        return isFree ? FormPlace(spool: self) : nil
    }

    fileprivate func givePlaceBack() { places.withLock { $0 += 1 } }
}

/// A form's place among those that are received; given back when the last reference goes.
final class FormPlace: Sendable {
    fileprivate let spool: FormSpool

    fileprivate init(spool: FormSpool) { self.spool = spool }

    deinit { spool.givePlaceBack() }
}

/// Receives one form.
///
/// `@unchecked Sendable`: everything that changes is touched on `loop` only. The thread that writes gets bytes and the
/// file, and reports to the loop.
final class FormReceiver: @unchecked Sendable {
    /// The most bytes that wait for the disk before the connection is held.
    private static let highWater = 524_288
    /// The most bytes of all texts of a form.
    private static let textBytes = 65_536

    /// What happened, for the exchange.
    enum Change {
        case hold, release
        case done(FormBody)
        case failed(any Error)
    }

    private let place: FormPlace
    private let loop: any EventLoop
    private let wantsFingerprint: Bool
    private let report: (Change) -> Void

    private var parser: MultipartParser
    private var texts: [String: String] = [:]
    private var files: [String: UploadedFile] = [:]
    private var textBytes = 0
    /// The text that is being read.
    private var text: (name: String, bytes: [UInt8])?
    /// The file that is being written.
    private var file: (name: String, file: SpoolFile)?
    private var waiting: [UInt8] = []
    private var isWriting = false
    private var isHeld = false
    private var isComplete = false
    private var isOver = false

    init(
        boundary: String,
        place: FormPlace,
        loop: any EventLoop,
        wantsFingerprint: Bool,
        report: @escaping (Change) -> Void
    ) {
        parser = MultipartParser(boundary: boundary)
        (self.place, self.loop, self.wantsFingerprint, self.report) = (place, loop, wantsFingerprint, report)
    }

    /// Takes a part of the body.
    func receive(_ part: ByteBuffer) {
        guard !isOver else { return }
        do {
            try parser.feed(part.readableBytesView) { try take($0) }
            write()
        } catch {
            fail(error)
        }
    }

    /// The body is complete.
    func finish() {
        guard !isOver else { return }
        isComplete = true
        conclude()
    }

    /// The client is gone, or was refused.
    func cancel() { isOver = true }

    private func take(_ finding: MultipartParser.Finding) throws {
        switch finding {
        case .begin(let name, isFile: true):
            // A second file would have to wait for the first one to be written; no endpoint wants two.
            guard file == nil, files.isEmpty else {
                throw MultipartProblem(field: name, message: "Must be the only file.")
            }
            file = (name, SpoolFile(in: place.spool.folder, wantsFingerprint: wantsFingerprint))
        case .begin(let name, isFile: false): text = (name, [])
        case .bytes(let bytes):
            guard text != nil else {
                waiting += bytes
                return
            }
            textBytes += bytes.count
            guard textBytes <= Self.textBytes else {
                throw MultipartProblem.body("Has texts that are too long.")
            }
            text?.bytes += bytes
        case .end:
            guard let (name, bytes) = text else { return }
            guard let value = String(validating: bytes, as: UTF8.self) else {
                throw MultipartProblem(field: name, message: "Must be UTF-8.")
            }
            texts[name] = value
            text = nil
        }
    }

    private func write() {
        if !isHeld, waiting.count > Self.highWater {
            isHeld = true
            report(.hold)
        }
        guard !isWriting, !waiting.isEmpty, let file = file?.file else { return }
        isWriting = true
        let bytes = waiting
        waiting = []
        Task { [self, threads = place.spool.threads] in
            do {
                try await threads.run { try file.append(bytes) }
                loop.execute { self.wrote(nil) }
            } catch {
                loop.execute { self.wrote(error) }
            }
        }
    }

    private func wrote(_ error: (any Error)?) {
        isWriting = false
        guard !isOver else { return }
        if let error { return fail(error) }
        write()
        if isHeld, waiting.count <= Self.highWater / 2 {
            isHeld = false
            report(.release)
        }
        conclude()
    }

    private func conclude() {
        guard isComplete, !isWriting, waiting.isEmpty, !isOver else { return }
        guard parser.isOver else { return fail(MultipartProblem.body("Ends before its last boundary.")) }
        var fingerprint = RequestFingerprint()
        if let (name, spooled) = file {
            do {
                files[name] = try spooled.finished()
            } catch {
                return fail(error)
            }
            fingerprint.add(name.utf8)
            fingerprint.add(withUnsafeBytes(of: spooled.fingerprint.littleEndian, Array.init))
        }
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            fingerprint.add(name.utf8)
            fingerprint.add(text.utf8)
        }
        isOver = true
        report(.done(FormBody(texts: texts, files: files, fingerprint: fingerprint.value)))
    }

    private func fail(_ error: any Error) {
        guard !isOver else { return }
        isOver = true
        report(.failed((error as? MultipartProblem)?.failure ?? error))
    }
}

/// A file that is being written, under no name.
///
/// `@unchecked Sendable`: one thread at a time touches it, as pieces are written one after the other.
private final class SpoolFile: @unchecked Sendable {
    private let folder: String
    private let wantsFingerprint: Bool
    private var descriptor: Int32 = -1
    private var size: Int64 = 0
    private(set) var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325

    init(in folder: String, wantsFingerprint: Bool) {
        (self.folder, self.wantsFingerprint) = (folder, wantsFingerprint)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func append(_ bytes: [UInt8]) throws {
        if descriptor < 0 { try open() }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure() }
            done += count
        }
        size += Int64(bytes.count)
        if wantsFingerprint { mix(bytes) }
    }

    /// Hands the file over.
    func finished() throws -> UploadedFile {
        if descriptor < 0 { try open() }
        let file = UploadedFile(descriptor: descriptor, size: size)
        descriptor = -1
        return file
    }

    private func open() throws {
        let path = "\(folder)/form-\(UUID().uuidString)"
        descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure() }
        unlink(path)
    }

    /// Eight bytes at a time: it tells whether a request is sent again, and guards nothing.
    private func mix(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var place = 0
            while place + 8 <= buffer.count {
                let word = buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                fingerprint = (fingerprint ^ word) &* 0x9E37_79B9_7F4A_7C15
                fingerprint ^= fingerprint >> 29
                place += 8
            }
            for byte in buffer[place...] { fingerprint = (fingerprint ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
    }

    private static func failure() -> Failure {
        .unavailable("Files cannot be stored now.", internal: "errno \(errno) while a form was written")
    }
}
