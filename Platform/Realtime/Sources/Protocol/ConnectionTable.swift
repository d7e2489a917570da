// SPDX-License-Identifier: Apache-2.0

/// Where one client stands with each namespace. A value: packets in, decisions out.
struct ConnectionTable {
    /// The stages of one namespace.
    private enum Stage {
        case connecting, connected
        /// Was in, is out. What was on its way when it left is ignored.
        case left
    }

    /// What to do about a packet for a namespace.
    enum Decision: Equatable {
        case admit
        case refuse(String)
        case deliver
        case leave
        case ignore
        /// The client speaks to a namespace it never joined.
        case close
    }

    private var stages: [(namespace: Int, stage: Stage)] = []

    /// The namespaces that the client is in.
    var connected: [Int] { stages.filter { $0.stage == .connected }.map(\.namespace) }
    var isUnused: Bool { stages.allSatisfy { $0.stage == .left } }

    /// A CONNECT for a namespace that exists.
    mutating func connect(_ namespace: Int, maxNamespaces: Int) -> Decision {
        switch stage(of: namespace) {
        case .connecting, .connected: return .refuse("Already connected")
        case .left: break
        case nil:
            guard stages.count < maxNamespaces else { return .refuse("Too many namespaces") }
        }
        set(namespace, .connecting)
        return .admit
    }

    /// The namespace let the client in; false when it left meanwhile.
    mutating func admitted(_ namespace: Int) -> Bool {
        guard stage(of: namespace) == .connecting else { return false }
        set(namespace, .connected)
        return true
    }

    /// The namespace refused, or the server put the client out.
    mutating func removed(_ namespace: Int) {
        set(namespace, .left)
    }

    /// An event or acknowledgement.
    func receive(_ namespace: Int?) -> Decision {
        switch namespace.flatMap(stage) {
        case .connected: .deliver
        case .left: .ignore
        case .connecting, nil: .close
        }
    }

    /// A DISCONNECT.
    mutating func disconnect(_ namespace: Int?) -> Decision {
        guard let namespace else { return .ignore }
        switch stage(of: namespace) {
        case .connected, .connecting:
            set(namespace, .left)
            return .leave
        case .left, nil: return .ignore
        }
    }

    private func stage(of namespace: Int) -> Stage? {
        stages.first { $0.namespace == namespace }?.stage
    }

    private mutating func set(_ namespace: Int, _ stage: Stage) {
        if let index = stages.firstIndex(where: { $0.namespace == namespace }) {
            stages[index].stage = stage
        } else {
            stages.append((namespace, stage))
        }
    }
}
