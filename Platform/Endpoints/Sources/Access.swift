// SPDX-License-Identifier: Apache-2.0
public import Core

/// The id of a person's account, the same in every service.
public typealias UserID = ID<Member>
/// The id of one login of one person on one device.
public typealias SessionID = ID<Session>
/// The kind of thing a `SessionID` names.
public enum Session {}

/// What a person may do on the site, beyond what membership in a chat or group gives.
public enum Role: String, Sendable, CaseIterable, APIEnum {
    case user = "USER"
    case creator = "CREATOR"
    case moderator = "MODERATOR"
    case admin = "ADMIN"
}

/// A person who proved who they are.
public struct Member: Sendable, Hashable {
    /// Their account.
    public let id: UserID
    /// The login the proof belongs to.
    public let session: SessionID
    /// Their roles on the site.
    public let roles: Set<Role>

    /// A member with the given roles.
    public init(id: UserID, session: SessionID, roles: Set<Role> = [.user]) {
        (self.id, self.session, self.roles) = (id, session, roles)
    }

    /// Whether they may act for the whole site.
    public var isAdmin: Bool { roles.contains(.admin) }
}

/// Who asks, and from where.
public struct Caller: Sendable {
    /// The person, when they proved who they are.
    public var member: Member?
    /// Whether another process of this site asks, for itself.
    public var isService: Bool
    /// The address the request came from, behind the trusted proxies.
    public var address: String
    /// What the client calls itself.
    public var userAgent: String?
    /// The id of the request, for the log.
    public var requestID: String

    /// A caller.
    public init(
        member: Member? = nil,
        isService: Bool = false,
        address: String = "",
        userAgent: String? = nil,
        requestID: String = ""
    ) {
        self.member = member
        self.isService = isService
        self.address = address
        self.userAgent = userAgent
        self.requestID = requestID
    }
}

/// Who may call an endpoint.
public enum Access: Sendable, Hashable {
    /// Anybody.
    case everyone
    /// Anybody who is logged in.
    case member
    /// Whoever has one of the roles.
    case roles(Set<Role>)
    /// Other services of this site only; not part of the public API.
    case service

    /// Lets the caller through or says why not.
    public func check(_ caller: Caller) throws {
        switch self {
        case .everyone: return
        case .member:
            guard caller.member != nil else {
                throw Failure.unauthenticated(.unauthenticated, "Log in first.")
            }
        case .roles(let roles):
            guard let member = caller.member else {
                throw Failure.unauthenticated(.unauthenticated, "Log in first.")
            }
            guard !roles.isDisjoint(with: member.roles) else {
                throw Failure.forbidden(.forbidden, "You may not do this.")
            }
        case .service:
            guard caller.isService else { throw Failure.notFound(.notFound, "There is nothing here.") }
        }
    }
}

/// The family of requests whose budget a call draws on.
public enum RateClass: String, Sendable, CaseIterable {
    /// Attempts to prove who one is.
    case login
    /// Changes.
    case write
    /// Look-ups.
    case read
    /// Sockets and what comes through them.
    case realtime
    /// Large bodies.
    case upload
}
