// SPDX-License-Identifier: Apache-2.0
import Archives
import Core
import Foundation
import Testing

/// Archives, as another program reads them.
struct ZipWriterTests {
    private static let time = Timestamp(seconds: 1_767_225_599)  // 2025-12-31 23:59:59

    /// What Python's reader says: it checks every checksum and lists name, method, length and time.
    private func read(_ archive: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).zip")
        try Data(archive).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // A temporary file.
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                print(archive.testzip())
                for one in archive.infolist():
                    content = archive.read(one)
                    print(one.filename, one.compress_type, one.file_size, *one.date_time, sum(content) % 65521)
            """
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, file.path]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        return text
    }

    private func sum(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 + Int($1) } % 65521 }

    @Test func `another program reads what was written`() throws {
        let text = Array(String(repeating: "Grüße, 世界. ", count: 20_000).utf8)
        let noise = (0..<300_000).map { _ in UInt8.random(in: 0...255) }
        var zip = ZipWriter()
        var archive = try zip.begin("README.txt", .deflated, at: Self.time)
        for start in stride(from: 0, to: text.count, by: 7_001) {
            archive += try zip.append(Array(text[start..<min(start + 7_001, text.count)]))
        }
        archive += try zip.end()
        archive += try zip.begin("bilder/größe.webp", .stored, at: Self.time)
        archive += try zip.append(noise)
        archive += try zip.end()
        archive += try zip.begin("noise.bin", .deflated, at: Self.time)
        archive += try zip.append(noise)
        archive += try zip.end()
        archive += try zip.begin("empty.json", .deflated, at: Self.time)
        archive += try zip.end()
        archive += zip.finish()

        #expect(Int(zip.size) == archive.count)
        #expect(archive.count < text.count / 20 + 2 * noise.count + 2_000)
        #expect(
            try read(archive) == """
                None
                README.txt 8 \(text.count) 2025 12 31 23 59 58 \(sum(text))
                bilder/größe.webp 0 300000 2025 12 31 23 59 58 \(sum(noise))
                noise.bin 8 300000 2025 12 31 23 59 58 \(sum(noise))
                empty.json 8 0 2025 12 31 23 59 58 0

                """
        )
    }

    @Test func `an archive of nothing is one`() throws {
        var zip = ZipWriter()
        #expect(try read(zip.finish()) == "None\n")
    }

    @Test func `more entries than the old form has numbers for are read`() throws {
        var zip = ZipWriter()
        var archive: [UInt8] = []
        for number in 0..<66_000 {
            archive += try zip.begin("\(number)", .stored, at: Self.time)
            archive += try zip.end()
        }
        archive += zip.finish()
        let lines = try read(archive).split(separator: "\n")
        #expect(lines.count == 66_001)
        #expect(lines.first == "None")
        #expect(lines.last?.hasPrefix("65999 0 0 ") == true)
    }
}
