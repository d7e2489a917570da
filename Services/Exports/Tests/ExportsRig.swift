// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
@testable import Exports
import ExportsAPI
import Foundation
import Modules
import Testing
import Testkit

/// An archive as another program reads it.
struct ReadArchive {
    /// The texts of its files by their names; of pictures, how long they are.
    let files: [String: String]

    init(_ bytes: [UInt8]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).zip")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // A temporary file.
        let script = """
            import json, sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                text = lambda name: archive.read(name).decode() if not name.endswith(".webp") else str(len(archive.read(name)))
                print(json.dumps({name: text(name) for name in archive.namelist()}))
            """
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, file.path]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        files = try JSONDecoder().decode([String: String].self, from: data)
    }

    /// The records of a file.
    func records(_ name: String) throws -> [[String: Any]] {
        try (files[name] ?? "").split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }
}

extension FileReply {
    /// Everything, read in pieces as the HTTP server does.
    func readAll() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while Int64(bytes.count) < size {
            bytes += try await read(Int64(bytes.count)..<min(size, Int64(bytes.count) + 100_000))
        }
        return bytes
    }
}

extension TestMember {
    /// Asks for an export and waits until it is made.
    func makeExport() async throws -> DataExport {
        let asked = try await call(CreateExport())
        return try await waited(for: asked.id)
    }

    /// Waits until an export is not made any more.
    func waited(for id: ExportID) async throws -> DataExport {
        try await eventually("the export is made") { try await call(GetExport(id)).state != .building }
        return try await call(GetExport(id))
    }

    /// What is in an export.
    func archive(_ export: DataExport) async throws -> ReadArchive {
        try ReadArchive(try await call(GetExportFile(export.id)).readAll())
    }
}

extension TestServer {
    /// The module under test.
    var module: ExportsModule {
        get throws { try #require(site.module(ExportsModule.self)) }
    }

    var exports: ExportsService { get throws { try module.exports } }

    /// The files of exports.
    func exportFiles() async throws -> [BlobKey] {
        try await module.builder.blobs.list(area: "exports", after: nil, limit: 100).items.map(\.key)
    }

    /// Waits until every file of an export is gone.
    func requireNoExportFiles() async throws {
        try await eventually("no file is left") { try await exportFiles().isEmpty }
    }
}
