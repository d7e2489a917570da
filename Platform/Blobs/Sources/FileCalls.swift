// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Foundation

/// A call to the operating system failed in a way that nobody can help by waiting.
struct FileCallFailed: Error, CustomStringConvertible {
    let call: String
    let code: Int32

    var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// The operating system's file calls, with errors thrown and interruptions retried.
enum FileCalls {
    /// How bytes are written, replaceable to try a full disk.
    typealias Write = @Sendable (Int32, UnsafeRawBufferPointer) -> Int

    static let write: Write = { Foundation.write($0, $1.baseAddress, $1.count) }

    /// The error that the last failed call left, as callers should see it.
    static func failure(_ call: String) -> any Error {
        let code = errno
        switch code {
        case ENOSPC, EDQUOT:
            return Failure.unavailable("There is no room to store files.", internal: "\(call): disk full")
        case EMFILE, ENFILE, EIO, EROFS:
            return Failure.unavailable(
                "Files cannot be stored now.",
                internal: FileCallFailed(call: call, code: code).description
            )
        default:
            return FileCallFailed(call: call, code: code)
        }
    }

    /// Opens a file; nil when there is none.
    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws -> Int32? {
        while true {
            let descriptor = Foundation.open(path, flags | O_CLOEXEC, mode)
            if descriptor >= 0 { return descriptor }
            if errno == ENOENT || errno == ENOTDIR { return nil }
            guard errno == EINTR else { throw failure("open") }
        }
    }

    static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, with write: Write) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest))
            if count < 0 {
                guard errno == EINTR else { throw failure("write") }
            } else {
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Reads up to `count` bytes at `offset`; fewer only at the end of the file.
    static func read(_ descriptor: Int32, count: Int, at offset: Int64) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let part = pread(
                    descriptor,
                    buffer.baseAddress?.advanced(by: filled),
                    count - filled,
                    off_t(offset) + off_t(filled)
                )
                if part == 0 { return }
                if part > 0 {
                    filled += part
                } else {
                    guard errno == EINTR else { throw failure("read") }
                }
            }
        }
    }

    static func size(_ descriptor: Int32) throws -> Int64 {
        var status = Foundation.stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("fstat") }
        return Int64(status.st_size)
    }

    static func sync(_ descriptor: Int32) throws {
        guard fsync(descriptor) == 0 else { throw failure("fsync") }
    }

    /// Makes the entries of a folder durable: new, renamed and removed names.
    static func syncFolder(_ path: String) throws {
        guard let descriptor = try open(path, O_RDONLY | O_DIRECTORY) else { return }
        defer { close(descriptor) }
        try sync(descriptor)
    }

    /// Creates a folder, durably, unless it is there.
    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return }
            throw failure("mkdir")
        }
        try syncFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    }

    /// The names in a folder, sorted, the hidden ones left out; none when there is no such folder.
    static func names(in path: String) throws -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw failure("opendir")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
