// SPDX-License-Identifier: Apache-2.0
public import Core

/// What whoever runs the site has decided and modules keep to.
public struct SiteRules: Sendable {
    /// How long a deleted account can be had back by logging in; nothing for at once.
    public var deletionGrace: Duration
    /// How long it is told what people did.
    public var activityLife: Duration
    /// Whether the site reads pages of the web that its members link to.
    public var readsWeb: Bool

    /// Rules; those that are not given are the usual ones.
    public init(
        deletionGrace: Duration = .days(30),
        activityLife: Duration = .days(90),
        readsWeb: Bool = true
    ) {
        (self.deletionGrace, self.activityLife, self.readsWeb) = (deletionGrace, activityLife, readsWeb)
    }
}
