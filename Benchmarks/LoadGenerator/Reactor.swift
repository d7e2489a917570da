// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// What happens on connections, told to whoever drives them.
protocol ConnectionEvents: AnyObject {
    /// The connection is established.
    func opened(_ connection: Connection) throws
    /// Bytes have come; returns how many were used. The rest is kept and comes again with more behind it.
    func received(_ bytes: UnsafeRawBufferPointer, on connection: Connection) throws -> Int
    /// The server has closed the connection, or refused it.
    func closed(_ connection: Connection)
}

/// A non-blocking TCP connection, known by its place in the reactor's list.
final class Connection {
    let index: Int
    fileprivate var descriptor: Int32
    fileprivate var isOpening = true
    /// The start of something that has not come whole.
    fileprivate var partial: [UInt8] = []
    /// What the kernel did not take yet.
    fileprivate var unsent: [UInt8] = []

    fileprivate init(index: Int, descriptor: Int32) {
        (self.index, self.descriptor) = (index, descriptor)
    }
}

/// One thread, one epoll set, many connections.
final class Reactor {
    private let epoll: Int32
    private var connections: [Connection] = []
    private var address: sockaddr_in
    private var events = [epoll_event](repeating: epoll_event(), count: 512)
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)

    /// Whom to tell; set before the first connection is opened.
    weak var owner: (any ConnectionEvents)?

    init(url: String) throws {
        address = try Self.address(of: url)
        epoll = epoll_create1(0)
        guard epoll >= 0 else { throw BenchError.system("epoll_create1", code: errno) }
        Self.allowManyDescriptors()
    }

    deinit {
        for connection in connections where connection.descriptor >= 0 { Glibc.close(connection.descriptor) }
        Glibc.close(epoll)
        buffer.deallocate()
    }

    /// Starts to open another connection.
    func open() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw BenchError.system("socket", code: errno) }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 || errno == EINPROGRESS else { throw BenchError.system("connect", code: errno) }
        let connection = Connection(index: connections.count, descriptor: descriptor)
        connections.append(connection)
        try watch(connection, EPOLL_CTL_ADD, writable: true)
    }

    /// Sends bytes; what the kernel does not take at once follows when it does.
    func send(_ bytes: UnsafeRawBufferPointer, on connection: Connection) throws {
        guard connection.descriptor >= 0 else { return }
        guard connection.unsent.isEmpty else {
            connection.unsent.append(contentsOf: bytes)
            return
        }
        let sent = max(
            0,
            Glibc.send(connection.descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        )
        if sent < bytes.count {
            connection.unsent.append(contentsOf: bytes.dropFirst(sent))
            try watch(connection, EPOLL_CTL_MOD, writable: true)
        }
    }

    /// Sends bytes.
    func send(_ bytes: [UInt8], on connection: Connection) throws {
        try bytes.withUnsafeBytes { try send($0, on: connection) }
    }

    /// Ends a connection from our side.
    func close(_ connection: Connection) {
        guard connection.descriptor >= 0 else { return }
        Glibc.close(connection.descriptor)
        connection.descriptor = -1
    }

    /// Handles what happens until `isDone` says so, and asks it at least every millisecond.
    func run(until isDone: () throws -> Bool) throws {
        while try !isDone() {
            let count = epoll_wait(epoll, &events, Int32(events.count), 1)
            guard count >= 0 || errno == EINTR else { throw BenchError.system("epoll_wait", code: errno) }
            for index in 0..<max(0, Int(count)) {
                try handle(events[index], connections[Int(events[index].data.u32)])
            }
        }
    }

    private func handle(_ event: epoll_event, _ connection: Connection) throws {
        guard connection.descriptor >= 0 else { return }
        if event.events & EPOLLOUT.rawValue != 0 {
            try becameWritable(connection)
        }
        if event.events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
            try becameReadable(connection)
        }
    }

    private func becameWritable(_ connection: Connection) throws {
        if connection.isOpening {
            var failure: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(connection.descriptor, SOL_SOCKET, SO_ERROR, &failure, &size)
            guard failure == 0 else { return lost(connection) }
            connection.isOpening = false
            try watch(connection, EPOLL_CTL_MOD, writable: false)
            try owner?.opened(connection)
            return
        }
        let rest = connection.unsent
        connection.unsent = []
        try watch(connection, EPOLL_CTL_MOD, writable: false)
        try send(rest, on: connection)
    }

    private func becameReadable(_ connection: Connection) throws {
        guard connection.descriptor >= 0 else { return }
        let count = recv(connection.descriptor, buffer.baseAddress, buffer.count, 0)
        guard count > 0 else {
            if count == 0 || errno != EAGAIN { lost(connection) }
            return
        }
        let fresh = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        guard let owner else { return }
        guard !connection.partial.isEmpty else {
            let used = try owner.received(fresh, on: connection)
            if used < count { connection.partial.append(contentsOf: fresh[used...]) }
            return
        }
        var whole = connection.partial
        connection.partial = []
        whole.append(contentsOf: fresh)
        let used = try whole.withUnsafeBytes { try owner.received($0, on: connection) }
        if used < whole.count { connection.partial = Array(whole[used...]) }
    }

    private func lost(_ connection: Connection) {
        close(connection)
        owner?.closed(connection)
    }

    private func watch(_ connection: Connection, _ operation: Int32, writable: Bool) throws {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | (writable ? EPOLLOUT.rawValue : 0)
        event.data.u32 = UInt32(connection.index)
        guard epoll_ctl(epoll, operation, connection.descriptor, &event) == 0 else {
            throw BenchError.system("epoll_ctl", code: errno)
        }
    }

    private static func address(of url: String) throws -> sockaddr_in {
        let parts = url.split(separator: "/").dropFirst().first?.split(separator: ":") ?? []
        let name = parts.first == "localhost" ? "127.0.0.1" : parts.first.map(String.init) ?? ""
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = (parts.count > 1 ? UInt16(parts[1]) ?? 0 : 80).bigEndian
        guard url.hasPrefix("http://"), inet_pton(AF_INET, name, &address.sin_addr) == 1 else {
            throw BenchError.badAddress(url)
        }
        return address
    }

    private static func allowManyDescriptors() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
