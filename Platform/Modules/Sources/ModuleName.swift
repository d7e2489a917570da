// SPDX-License-Identifier: Apache-2.0

/// The name of a module, as in `--modules chat,users`, as its database schema and in the log.
public struct ModuleName: Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible
{
    /// The name in lower case.
    public let description: String

    /// A name that came from outside; whether there is such a module is not checked.
    public init(_ text: String) { description = text }
    public init(stringLiteral text: String) { description = text }

    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
