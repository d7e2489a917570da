// SPDX-License-Identifier: Apache-2.0
import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Percentiles of a duration, in milliseconds.
struct Latency: Encodable {
    let p50, p95, p99, max: Double

    init(_ histogram: Histogram) {
        p50 = Self.milliseconds(histogram.percentile(0.50))
        p95 = Self.milliseconds(histogram.percentile(0.95))
        p99 = Self.milliseconds(histogram.percentile(0.99))
        max = Self.milliseconds(histogram.longest)
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> Double {
        (Double(nanoseconds) / 1_000).rounded() / 1_000
    }
}

/// The JSON object a command prints; what a command has no figure for is left out.
struct Report: Encodable {
    var seconds: Double?
    var count: Int?
    var perSecond: Double?
    var statuses: [String: Int]?
    var errors: Int?
    var latency: Latency?
    var sockets: Int?
    var residentBefore: Int?
    var residentAfter: Int?
    var bytesPerSocket: Int?
    /// Share of one core that the generator itself used.
    var generatorCores: Double?

    func print() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}

/// Returns nanoseconds of a clock that only goes forward and that all processes of the machine share.
func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Returns the CPU seconds this process has used.
func ownCPUSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Returns the resident bytes of another process, or nil when it cannot be seen.
func residentBytes(of process: Int) -> Int? {
    // A process that has ended has no status file; the figure is then left out of the report.
    guard let status = try? textFile("/proc/\(process)/status") else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first.map { $0 * 1_024 }
}

/// Returns the text of a file.
func textFile(_ path: String) throws -> String {
    // Not String(contentsOf:): files in /proc say that their size is 0.
    guard let file = fopen(path, "r") else { throw BenchError.system("open \(path)", code: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 {
        bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}
