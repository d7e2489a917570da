// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import NIOConcurrencyHelpers

/// Finds the addresses of a name.
public protocol NameLookup: Sendable {
    /// All addresses, the best first; none for a name that nobody knows.
    func addresses(of name: String) async throws -> [NetworkAddress]
}

/// Asks the system, on threads of its own, as it may take its time.
public struct SystemLookup: NameLookup {
    private let threads: BlockingThreads
    private let ask: @Sendable (String) -> [NetworkAddress]

    /// - Parameters:
    ///   - threads: How many names are looked for at once.
    ///   - waiting: How many more may wait; one more is refused.
    public init(threads: Int = 4, waiting: Int = 32) {
        self.init(threads: threads, waiting: waiting) { Self.find($0) }
    }

    /// With a way to find addresses of one's own, for tests.
    init(threads: Int, waiting: Int, ask: @escaping @Sendable (String) -> [NetworkAddress]) {
        self.threads = BlockingThreads(name: "names", count: threads, queueLimit: waiting)
        self.ask = ask
    }

    /// A question whose asker has given up meanwhile is not asked when its turn comes.
    public func addresses(of name: String) async throws -> [NetworkAddress] {
        let (ask, question) = (ask, Self.question(for: name))
        let isGivenUp = NIOLockedValueBox(false)
        return try await withTaskCancellationHandler {
            try await threads.run {
                guard !isGivenUp.withLockedValue({ $0 }) else { throw CancellationError() }
                return ask(question)
            }
        } onCancel: {
            isGivenUp.withLockedValue { $0 = true }
        }
    }

    /// The name as it is asked for: the dot at its end says that it is whole, so that the system does not also try it within
    /// the domains of the network around this machine.
    static func question(for name: String) -> String {
        name.isEmpty || name.hasSuffix(".") || NetworkAddress(name) != nil ? name : name + "."
    }

    private static func find(_ name: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_flags = AI_ADDRCONFIG
        #if os(Linux)
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var entry = list
        while let current = entry {
            if let address = Self.address(current.pointee), !found.contains(address) { found.append(address) }
            entry = current.pointee.ai_next
        }
        return found
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        guard let socket = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { four in
                withUnsafeBytes(of: four.pointee.sin_addr) { NetworkAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { six in
                withUnsafeBytes(of: six.pointee.sin6_addr) { NetworkAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}
