// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Endpoints
import Foundation
import FoundationNetworking
import GroupsAPI
import Testkit
import UsersAPI

/// A server in a process of its own, over HTTP. What a kill cut off is sent again.
struct ProcessStage: Stage {
    let server: ServerProcess
    private let credentials: [Credentials]
    let groups: [GroupID]

    var people: [User] { credentials.map(\.user) }
    var canHide: Bool { false }
    var patience: Duration { .seconds(30) }

    init(_ server: ServerProcess, name: String, people: Int, groups kinds: [GroupKind]) async throws {
        self.server = server
        var credentials: [Credentials] = []
        for number in 0..<people {
            let form = try Register.Application.cast("\(name)_\(number)")
            let request = Register(
                email: form.email,
                username: form.username,
                password: form.password,
                displayName: form.displayName
            )
            credentials.append(try await Self.send(request, to: server, token: nil, isDelicate: true))
        }
        self.credentials = credentials
        var groups: [GroupID] = []
        for (number, kind) in kinds.enumerated() {
            let slug = GroupSlug(trusted: "\(name)-\(number)")
            let request = CreateGroup(GroupName(trusted: "Group \(number)"), slug: slug, kind: kind)
            let token = credentials[0].accessToken
            groups.append(try await Self.send(request, to: server, token: token, isDelicate: true).id)
        }
        self.groups = groups
    }

    /// Events carry milliseconds.
    func passTime() async throws {
        let start = ContinuousClock.now
        try await eventually("the next millisecond") { ContinuousClock.now - start > .milliseconds(1) }
    }

    /// What is not handled yet is waited for by looking again.
    func settle() async throws {}

    func setHidden(_ isHidden: Bool, _ person: Int) async throws {}

    func call<Request: Endpoint>(_ request: Request, as person: Int) async throws -> Request.Reply {
        let method = Request.route.method
        let isDelicate = method != .get && !Self.repeatable.contains(Request.name)
        return try await Self.send(
            request,
            to: server,
            token: credentials[person].accessToken,
            isDelicate: isDelicate
        )
    }

    /// What may be done twice without being done differently.
    private static let repeatable: Set<String> = [
        "LikePost", "UnlikePost", "RepostPost", "UnrepostPost", "EditPost", "LikeComment", "UnlikeComment",
        "FollowUser", "UnfollowUser", "RemoveFollower", "BlockUser", "UnblockUser", "MuteUser", "UnmuteUser",
        "UpdateConnectionSettings",
    ]

    private static func send<Request: Endpoint>(
        _ request: Request,
        to server: ServerProcess,
        token: String?,
        isDelicate: Bool
    ) async throws -> Request.Reply {
        let parts = try EncodedEndpoint(request)
        let query = parts.query.isEmpty ? "" : "?" + parts.query
        guard let url = URL(string: "http://127.0.0.1:\(server.port)/api/v1\(parts.path)\(query)") else {
            throw Failure.invalid("path", "Is no address.")
        }
        var message = URLRequest(url: url, timeoutInterval: 20)
        message.httpMethod = parts.method.rawValue
        message.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let token { message.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if !parts.body.isEmpty { message.httpBody = Data(parts.body) }
        while true {
            try await server.enter(isDelicate: isDelicate)
            let answer: (Data, URLResponse)?
            do {
                answer = try await URLSession.shared.data(for: message)
            } catch let error as URLError {
                // Cut off by a kill.
                if isDelicate { throw error }
                answer = nil
            }
            if isDelicate { server.leave() }
            guard let (body, response) = answer, let status = (response as? HTTPURLResponse)?.statusCode,
                status != 503
            else { continue }
            return try reply(to: request, status, body)
        }
    }

    private static func reply<Request: Endpoint>(
        to request: Request,
        _ status: Int,
        _ body: Data
    ) throws -> Request.Reply {
        guard status < 300 else { throw refusal(status, body) }
        if let nothing = NoReply() as? Request.Reply { return nothing }
        return try JSONDecoder().decode(Answer<Request.Reply>.self, from: body).data
    }

    private struct Answer<Value: Decodable>: Decodable {
        let data: Value
    }

    private static func refusal(_ status: Int, _ body: Data) -> any Error {
        switch status {
        case 404: Failure.notFound(.notFound, "Is not there.")
        case 403: Failure.forbidden(.forbidden, "Is not allowed.")
        case 400, 409: Failure.invalid("request", "Is refused.")
        default: HistoryFailed(description: "\(status): \(String(decoding: body, as: UTF8.self))")
        }
    }
}
