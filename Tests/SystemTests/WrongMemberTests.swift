// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import ActivityAPI
import ChatAPI
import ConnectionsAPI
import Core
import Modules
import Endpoints
import ExportsAPI
import GroupsAPI
import MediaAPI
import PostsAPI
import PresenceAPI
import Testing
import Testkit
import UsersAPI

/// What ada and grace have, for eve to try.
struct Belongings: Sendable {
    let ada: TestMember
    let grace: TestMember
    let pair: Chat
    let group: Chat
    let message: Message
    let session: SessionID
    let post: Post
    let comment: PostsAPI.Comment
    let draft: Draft
    /// A hidden group of both, with something posted in it and a link.
    let circle: GroupID
    let note: Post
    let link: GroupInviteLinkID
    /// A picture that is not used yet, and the file it was made of.
    let picture: MediaID
    let file: UploadedFile
    let export: ExportID
    /// An entry of ada's timeline.
    let entry: ActivityID

    init(_ server: TestServer) async throws {
        ada = try await server.member("ada")
        grace = try await server.member("grace")
        pair = try await ada.call(CreateChat(.private, with: [grace.id]))
        group = try await ada.call(CreateChat(.group, named: "Looms", with: [grace.id]))
        message = try await ada.call(SendMessage("For grace", in: group.id))
        session = try await ada.call(ListSessions()).items[0].id
        post = try await ada.call(CreatePost("For followers, about looms"))
        comment = try await ada.call(CreateComment("Looms again", on: post.id))
        draft = try await ada.call(CreateDraft(DraftContent(.saying("More looms"))))
        circle = try await ada.call(
            CreateGroup(GroupName(trusted: "Looms"), slug: GroupSlug(trusted: "looms"), kind: .hidden)
        ).id
        _ = try await ada.call(InviteToGroup(grace.id, to: circle))
        _ = try await grace.call(JoinGroup(circle))
        let group = circle
        note = try await ada.call(CreatePost(.saying("Looms in the circle") { $0.groupId = group }))
        link = try await ada.call(CreateGroupInviteLink(to: circle)).id
        file = try UploadedFile(Self.gif)
        picture = try await ada.call(UploadPicture(PictureForm(file: file, alt: AltText(trusted: "Looms"))))
            .id
        export = try await ada.call(CreateExport()).id
        try await server.settle()
        entry = try await ada.call(ListUserActivity(of: ada.id)).items[0].id
        // A private account, which grace asks to follow.
        _ = try await ada.call(UpdateConnectionSettings(isPrivate: true))
        _ = try await grace.call(FollowUser(ada.id))
    }

    /// One white pixel.
    private static let gif: [UInt8] =
        Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0xFF, 0xFF, 0xFF, 0, 0, 0]
        + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0, 0x3B]
}

/// One endpoint called by somebody who has no business with what is asked for.
struct Intrusion: Sendable, CustomStringConvertible {
    let description: String
    let attempt: @Sendable (TestMember, Belongings) async throws -> Failure

    init<Request: Endpoint>(_ make: @escaping @Sendable (Belongings) -> Request) {
        description = Request.name
        attempt = { eve, belongings in try await eve.refusal(of: make(belongings)) }
    }

    static let all: [Intrusion] =
        [
            Intrusion { RevokeSession($0.session) },
            Intrusion { UpdateUser($0.ada.id, .init(bio: Biography(trusted: "Eve was here"))) },
            Intrusion { GetProfilePrivacy($0.ada.id) },
            Intrusion { UpdateProfilePrivacy($0.ada.id, .init(bio: .onlyMe)) },
            Intrusion { DeleteUser($0.ada.id) },
            Intrusion { DeactivateUser($0.ada.id) },
            Intrusion { GetChat($0.pair.id) },
            Intrusion { GetChat($0.group.id) },
            Intrusion { UpdateChat($0.group.id, named: "Eve's") },
            Intrusion { DeleteChat($0.pair.id) },
            Intrusion { DeleteChat($0.group.id) },
            Intrusion { ListChatMembers(of: $0.group.id) },
            Intrusion { AddChatMembers([$0.ada.id], to: $0.group.id) },
            Intrusion { RemoveChatMember($0.grace.id, from: $0.group.id) },
            Intrusion { ChangeChatRole(.admin, to: $0.grace.id, in: $0.group.id) },
            Intrusion { ListMessages(in: $0.pair.id) },
            Intrusion { ListMessages(in: $0.group.id, after: $0.message.id) },
            Intrusion { SendMessage("Eve was here", in: $0.group.id) },
            Intrusion { EditMessage($0.message.id, to: "Eve was here") },
            Intrusion { DeleteMessage($0.message.id) },
            Intrusion { MarkRead($0.group.id, upTo: $0.message.id) },
            Intrusion { ListFollowers(of: $0.ada.id) },
            Intrusion { ListFollowing(of: $0.ada.id) },
            Intrusion { ListMutuals(with: $0.ada.id) },
            Intrusion { AcceptFollowRequest(from: $0.grace.id) },
        ] + posts + groups + media + exports

    private static let exports: [Intrusion] = [
        Intrusion { DeleteActivity($0.entry) },
        Intrusion { GetExport($0.export) },
        Intrusion { DeleteExport($0.export) },
        Intrusion { CreateExportAddress($0.export) },
        Intrusion { GetExportFile($0.export) },
    ]

    private static let media: [Intrusion] = [
        Intrusion { GetPicture($0.picture) },
        Intrusion { UpdatePicture($0.picture, alt: AltText(trusted: "Eve was here")) },
        Intrusion { DeletePicture($0.picture) },
        Intrusion { SetAvatar($0.ada.id, PortraitForm(file: $0.file)) },
        Intrusion { RemoveAvatar($0.ada.id) },
        Intrusion { SetCover($0.ada.id, PortraitForm(file: $0.file)) },
        Intrusion { RemoveCover($0.ada.id) },
    ]

    private static let groups: [Intrusion] = [
        Intrusion { GetGroup($0.circle) },
        Intrusion { _ in GetGroupBySlug(GroupSlug(trusted: "looms")) },
        Intrusion { UpdateGroup($0.circle, .init(name: GroupName(trusted: "Eve's"))) },
        Intrusion { DeleteGroup($0.circle) },
        Intrusion { OpenGroupChat(of: $0.circle) },
        Intrusion { ListGroupLog(of: $0.circle) },
        Intrusion { JoinGroup($0.circle) },
        Intrusion { LeaveGroup($0.circle) },
        Intrusion { UpdateGroupMembership($0.circle, showsInHome: false) },
        Intrusion { ListGroupMembers(of: $0.circle) },
        Intrusion { ChangeGroupRole(.moderator, to: $0.grace.id, in: $0.circle) },
        Intrusion { RemoveGroupMember($0.grace.id, from: $0.circle) },
        Intrusion { ListGroupRequests(of: $0.circle) },
        Intrusion { AcceptGroupRequest(from: $0.grace.id, in: $0.circle) },
        Intrusion { RefuseGroupRequest(from: $0.grace.id, in: $0.circle) },
        Intrusion { BanFromGroup($0.grace.id, from: $0.circle) },
        Intrusion { UnbanFromGroup($0.grace.id, from: $0.circle) },
        Intrusion { ListGroupBans(of: $0.circle) },
        Intrusion { InviteToGroup($0.grace.id, to: $0.circle) },
        Intrusion { WithdrawGroupInvitation(of: $0.grace.id, to: $0.circle) },
        Intrusion { ListGroupInvitations(of: $0.circle) },
        Intrusion { CreateGroupInviteLink(to: $0.circle) },
        Intrusion { ListGroupInviteLinks(of: $0.circle) },
        Intrusion { RevokeGroupInviteLink($0.link, of: $0.circle) },
        Intrusion { ListGroupPosts(of: $0.circle) },
        Intrusion { PinPostInGroup($0.note.id) },
        Intrusion { UnpinPostInGroup($0.note.id) },
        Intrusion { GetPost($0.note.id) },
    ]

    private static let posts: [Intrusion] = [
        Intrusion { GetPost($0.post.id) },
        Intrusion { EditPost($0.post.id, to: "Eve was here") },
        Intrusion { DeletePost($0.post.id) },
        Intrusion { ListPostEdits(of: $0.post.id) },
        Intrusion { RemovePostPreview($0.post.id) },
        Intrusion { LikePost($0.post.id) },
        Intrusion { UnlikePost($0.post.id) },
        Intrusion { ListLikes(of: $0.post.id) },
        Intrusion { RepostPost($0.post.id) },
        Intrusion { UnrepostPost($0.post.id) },
        Intrusion { BookmarkPost($0.post.id) },
        Intrusion { UnbookmarkPost($0.post.id) },
        Intrusion { PinPost($0.post.id) },
        Intrusion { UnpinPost($0.post.id) },
        Intrusion { VoteInPoll([0], in: $0.post.id) },
        Intrusion { ListComments(on: $0.post.id) },
        Intrusion { CreateComment("Eve was here", on: $0.post.id) },
        Intrusion { EditComment($0.comment.id, to: "Eve was here") },
        Intrusion { DeleteComment($0.comment.id) },
        Intrusion { LikeComment($0.comment.id) },
        Intrusion { UnlikeComment($0.comment.id) },
        Intrusion { ReplaceDraft($0.draft.id, DraftContent(.saying("Eve was here"))) },
        Intrusion { DeleteDraft($0.draft.id) },
        Intrusion { PublishDraft($0.draft.id) },
    ]

    /// Endpoints that name nothing of somebody else's, or only what everybody may see. It only shrinks.
    static let harmless: Set<String> = [
        // One's own login.
        "UploadPicture", "GetMediaUsage",  // One's own pictures.
        "CreateExport", "ListExports",  // One's own exports.
        "Logout", "GetCurrentUser", "ChangePassword", "ListSessions", "RevokeOtherSessions",
        "ListUsers", "SearchUsers", "GetUser", "GetPresence",  // Profiles are public to members.
        "ListChats", "CreateChat", "SyncChats",  // One's own chats.
        "SearchEverything", "CountSearch", "SuggestSearch",  // Only what one may see is found.
        // One's own posts, drafts and bookmarks, and lists that hold only what one may see.
        "CreatePost", "CreateDraft", "ListDrafts", "ListBookmarks", "GetFeed", "ListUserPosts",
        "ListHashtagPosts", "ListHashtagTrends",
        // One's own groups and invitations, those everybody may find, and what whoever has a link is invited to.
        "CreateGroup", "ListGroups", "ListMyGroups", "ListMyGroupInvitations", "GetGroupByInvite",
        "JoinGroupByInvite",
        // One's own side of what is between two people; the other's is nowhere to be named.
        "FollowUser", "UnfollowUser", "RemoveFollower", "DeclineFollowRequest", "BlockUser", "UnblockUser",
        "MuteUser", "UnmuteUser", "ListRelationshipHistory",
        // One's own lists and settings.
        "ListFollowRequests", "ListSentFollowRequests", "ListBlocks", "ListMutes", "ListSuggestions",
        "DismissSuggestion", "GetConnectionSettings", "UpdateConnectionSettings",
        // Only what one may see is listed, and one's own settings.
        "ListActivity", "ListUserActivity", "GetActivitySettings", "UpdateActivitySettings",
        // One's own notifications: what is not one's own is passed over without a word.
        "ListNotifications", "CountUnreadNotifications", "ReadNotifications", "DeleteNotification",
        "ClearNotifications", "GetNotificationSettings", "UpdateNotificationChoice", "SetQuietHours",
        "EndQuietHours",
    ]
}

struct WrongMemberTests {
    @Test(arguments: TestDatabase.all)
    func `every endpoint is tried by the wrong member or known to be harmless`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let closed = server.site.endpoints.map(\.declaration)
                .filter { $0.access != .everyone && $0.access != .service }.map(\.name)
            let tried = Set(Intrusion.all.map(\.description))

            #expect(Set(closed).subtracting(tried).subtracting(Intrusion.harmless).isEmpty)
            #expect(Intrusion.harmless.subtracting(closed).isEmpty, "names that are no endpoints any more")
            #expect(Intrusion.harmless.isDisjoint(with: tried))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the wrong member changes nothing and learns nothing`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let belongings = try await Belongings(server)
            let eve = try await server.member("eve")
            try await server.settle()
            _ = try await server.newEvents()

            for intrusion in Intrusion.all {
                let failure = try await intrusion.attempt(eve, belongings)
                #expect(failure.kind == .notFound || failure.kind == .forbidden, "\(intrusion)")
                for secret in ["Looms", "looms", "For grace", "@example.org"] {
                    #expect(!failure.message.contains(secret), "\(intrusion)")
                }
            }

            #expect(try await server.newEvents() == [])
            #expect(try await eve.call(ListChats()).items.isEmpty)
            #expect(try await eve.call(SyncChats()).changes.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `chats and messages of others answer as if they were not there`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let belongings = try await Belongings(server)
            let eve = try await server.member("eve")
            let nothing = (ChatID(high: 9, low: 9), MessageID(high: 9, low: 9))

            let (chat, noChat) = (
                try await eve.refusal(of: GetChat(belongings.group.id)),
                try await eve.refusal(of: GetChat(nothing.0))
            )
            let (message, noMessage) = (
                try await eve.refusal(of: DeleteMessage(belongings.message.id)),
                try await eve.refusal(of: DeleteMessage(nothing.1))
            )

            #expect((chat.code, chat.message, chat.kind) == (noChat.code, noChat.message, noChat.kind))
            #expect(
                (message.code, message.message, message.kind) == (
                    noMessage.code, noMessage.message, noMessage.kind
                )
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `on sockets the wrong member is refused too`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let belongings = try await Belongings(server)
            let socket = try await server.member("eve").connect()
            let (chat, message) = (belongings.group.id, belongings.message.id)
            let attempts = [
                ("message:send", #"{"chatId":"\#(chat)","content":"Eve was here"}"#, "chat.not_found"),
                ("message:edit", #"{"messageId":"\#(message)","content":"Eve"}"#, "chat.message_not_found"),
                ("message:delete", #"{"messageId":"\#(message)"}"#, "chat.message_not_found"),
                ("message:read", #"{"chatId":"\#(chat)","messageId":"\#(message)"}"#, "chat.not_found"),
                ("typing:start", #"{"chatId":"\#(chat)"}"#, "chat.not_found"),
                ("typing:stop", #"{"chatId":"\#(chat)"}"#, "chat.not_found"),
            ]

            for (event, json, code) in attempts {
                let reply = try await socket.emit(event, json)
                #expect(reply.contains("\"code\":\"\(code)\""), "\(event): \(reply)")
            }
        }
    }
}
