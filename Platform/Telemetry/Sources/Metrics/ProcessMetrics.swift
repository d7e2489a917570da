// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// What the system knows of this process, under the names that Prometheus clients share. Linux only.
struct ProcessMetrics: Equatable {
    var residentBytes: Double
    var virtualBytes: Double
    var cpuSeconds: Double
    var threads: Double
    var openFiles: Double
    var mostFiles: Double
    /// Seconds since 1970.
    var startedAt: Double

    /// Reads the present numbers; nil where there is no `/proc`.
    static func current() -> ProcessMetrics? {
        guard let stat = contents("/proc/self/stat"), let system = contents("/proc/stat") else { return nil }
        var metrics = ProcessMetrics(
            stat: stat,
            systemStat: system,
            ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK))),
            pageSize: Double(sysconf(Int32(_SC_PAGESIZE)))
        )
        metrics?.openFiles = Double(countOpenFiles())
        #if os(Linux)
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            metrics?.mostFiles = Double(limit.rlim_cur)
        }
        #endif
        return metrics
    }

    /// Reads the text of `/proc/self/stat`, whose fields proc(5) numbers from 1, and the boot time of `/proc/stat`.
    init?(stat: String, systemStat: String, ticksPerSecond: Double, pageSize: Double) {
        // The name of the program, field 2, is in parentheses and may hold anything, also parentheses.
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[end...].split(whereSeparator: \.isWhitespace).dropFirst().map { Double($0) ?? 0 }
        guard fields.count > 21 else { return nil }
        let bootLine = systemStat.split(separator: "\n").first { $0.hasPrefix("btime ") }
        let bootedAt = bootLine.flatMap { Double($0.dropFirst("btime ".count)) } ?? 0
        func field(_ number: Int) -> Double { fields[number - 3] }
        cpuSeconds = (field(14) + field(15)) / ticksPerSecond
        threads = field(20)
        startedAt = bootedAt + field(22) / ticksPerSecond
        virtualBytes = field(23)
        residentBytes = field(24) * pageSize
        (openFiles, mostFiles) = (0, 0)
    }

    func add(to text: inout MetricsText) {
        text.add("process_resident_memory_bytes", .gauge, residentBytes, help: "Memory in RAM, in bytes.")
        text.add("process_virtual_memory_bytes", .gauge, virtualBytes, help: "Address space, in bytes.")
        text.add("process_cpu_seconds_total", .counter, cpuSeconds, help: "Processor time used, in seconds.")
        text.add("process_threads", .gauge, threads, help: "Threads.")
        text.add("process_open_fds", .gauge, openFiles, help: "Open file descriptors.")
        text.add("process_max_fds", .gauge, mostFiles, help: "The most file descriptors that may be open.")
        text.add(
            "process_start_time_seconds",
            .gauge,
            startedAt,
            help: "When the process started, in seconds since 1970."
        )
    }

    private static func contents(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func countOpenFiles() -> Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without `.`, `..` and the folder itself.
        return max(0, count - 3)
    }
}
