// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import ConnectionsAPI
import Core
public import Database
import Endpoints
public import Modules
import PresenceAPI
import UsersAPI

/// Who is there: connected, away, not to be disturbed, and when they were last seen.
public struct PresenceModule: ServiceModule {
    public static let name: ModuleName = "presence"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = PresenceMigrations.all

    let presence: PresenceService
    private let expiry = GraceTimer()

    public init(_ platform: Platform) throws { presence = PresenceService(platform) }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        let presence = presence
        module.handle(GetPresence.self, by: presence.presence)
        module.onArrival(presence.arrived)
        module.onDeparture(presence.departed)
        module.on("presence:watch", WatchEvent.self) { event, member, socket in
            try await presence.watch(event.userIds, by: member, on: socket)
        }
        module.on("user:status-change", StatusEvent.self) { event, member, _ in
            try await presence.choose(event.status, member)
        }
        module.on("user:online", NoFields.self) { _, member, _ in try await presence.choose(.online, member) }
        module.on("user:offline", NoFields.self) { _, member, _ in try await presence.choose(.offline, member)
        }
        module.whenCommitted(UserUpdated.self) { presence.updated($0) }
        module.whenCommitted(UserDeleted.self) { presence.deleted($0) }
        module.whenCommitted(BlockStarted.self) { presence.blocked($0) }
        module.atCommit(ProfilePrivacyChanged.self) { presence.forgetChoice(of: $0.user) }
        module.atCommit(UserDeleted.self) { presence.forgetChoice(of: $0.user) }
        module.whenCommitted(ProfilePrivacyChanged.self) { try await presence.chose($0) }
        module.whenCommitted(FollowStarted.self) { try await presence.followStarted($0) }
        module.whenCommitted(FollowEnded.self) { try await presence.followEnded($0) }
        module.subscribe(RecordActivityOfSender())
        module.subscribe(ForgetDeletedUser())
    }

    public func start() async throws { expiry.start { [presence] in try await presence.expire() } }

    public func stop() async { await expiry.stop() }
}

/// What `presence:watch` carries: up to 500 people.
private struct WatchEvent: Decodable, Sendable {
    let userIds: [UserID]

    private enum CodingKeys: String, CodingKey { case userIds }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        userIds = try container.decode([UserID].self, forKey: .userIds)
        guard userIds.count <= PresenceLimits.watched else {
            throw DecodingError.dataCorruptedError(
                forKey: .userIds,
                in: container,
                debugDescription: "Must have at most \(PresenceLimits.watched) people."
            )
        }
    }
}

/// What `user:status-change` carries.
private struct StatusEvent: Decodable, Sendable { let status: Availability }

/// An event that carries nothing of interest.
private struct NoFields: Decodable, Sendable {}
