// SPDX-License-Identifier: Apache-2.0
import Core

/// Which modules a process runs.
public enum ModuleSelection {
    /// A name that stands for nothing here.
    public struct Unknown: Error, CustomStringConvertible {
        /// The name.
        public let name: String
        /// The names there are.
        public let known: [String]

        public var description: String { "There is no \(name); there are \(known.joined(separator: ", "))." }
    }

    /// The modules of the given names, in the order of `all`.
    public static func named(
        _ names: [String],
        among all: [any ServiceModule.Type]
    ) throws -> [any ServiceModule.Type] {
        let known = Set(all.map { $0.name })
        for name in names where !known.contains(ModuleName(name)) {
            throw Unknown(name: "module \"\(name)\"", known: all.map { $0.name.description })
        }
        return all.filter { names.contains($0.name.description) }
    }

    /// The modules so ordered that each comes after those it calls. Calls to modules that run elsewhere do not count;
    /// a circle is a mistake in the modules and is named.
    static func inStartOrder(_ modules: [any ServiceModule.Type]) throws -> [any ServiceModule.Type] {
        var ordered: [any ServiceModule.Type] = []
        var waiting = modules
        while !waiting.isEmpty {
            let names = Set(waiting.map { $0.name })
            guard let next = waiting.firstIndex(where: { names.isDisjoint(with: $0.calls) }) else {
                throw Failure(
                    .internalError,
                    .internalError,
                    "The modules call each other in a circle.",
                    internal: "circle among \(names.sorted())"
                )
            }
            ordered.append(waiting.remove(at: next))
        }
        return ordered
    }
}
