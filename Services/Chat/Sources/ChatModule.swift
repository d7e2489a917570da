// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
public import Database
import Endpoints
import GroupsAPI
public import Modules
import UsersAPI
import UsersClient

/// Conversations between members: chats, messages, receipts, and the history that clients catch up by.
public struct ChatModule: ServiceModule {
    public static let name: ModuleName = "chat"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = ChatMigrations.all

    let chat: ChatService
    private let broadcasts: ChatBroadcasts

    public init(_ platform: Platform) throws {
        let directory = ProfileDirectory("chat-profiles", peers: platform.peers, clock: platform.clock)
        chat = ChatService(
            database: platform.database,
            clock: platform.clock,
            directory: directory,
            peers: platform.peers,
            pages: HistoryPages(clock: platform.clock)
        )
        broadcasts = ChatBroadcasts(chat: chat, sockets: platform.sockets)
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(ListChats.self, by: chat.chats)
        module.handle(CreateChat.self, by: chat.create)
        module.handle(GetChat.self, by: chat.chat)
        module.handle(UpdateChat.self, by: chat.update)
        module.handle(DeleteChat.self, by: chat.delete)
        module.handle(ListChatMembers.self, by: chat.members)
        module.handle(AddChatMembers.self, by: chat.add)
        module.handle(RemoveChatMember.self, by: chat.remove)
        module.handle(ChangeChatRole.self, by: chat.changeRole)
        module.handle(ListMessages.self, by: chat.messages)
        module.handle(SendMessage.self, by: chat.send)
        module.handle(EditMessage.self, by: chat.edit)
        module.handle(DeleteMessage.self, by: chat.delete)
        module.handle(MarkRead.self, by: chat.markRead)
        module.handle(SyncChats.self, by: chat.sync)
        module.handle(GetMessages.self, by: chat.messages)
        module.handle(ListMemberships.self, by: chat.memberships)
        module.handle(ScanMessages.self, by: chat.messages)
        module.subscribe(LeaveChatsOfDeletedUser(clock: chat.clock))
        module.subscribe(NoteBlock())
        module.subscribe(NoteEndOfBlock())
        registerGroups(in: &module)
        registerSockets(in: &module)
        registerBroadcasts(in: &module)
    }

    private func registerGroups(in module: inout ModuleRegistry) {
        let clock = chat.clock
        module.subscribe(OpenChatOfGroup(clock: clock))
        module.subscribe(TakeInGroupMember(clock: clock))
        module.subscribe(TakeOutGroupMember(clock: clock))
        module.subscribe(FollowGroupRole(clock: clock))
        module.subscribe(FollowGroupName(clock: clock))
        module.subscribe(CloseChatOfDeletedGroup(clock: clock))
        module.perform(FillGroupChat.self, by: chat.fill)
        module.schedule("chat.forget-former-group-members", .every(.hours(24)), run: chat.forgetFormerMembers)
    }

    private func registerSockets(in module: inout ModuleRegistry) {
        let chat = chat
        module.onArrival { member, _ in
            try await chat.database.read { db in try ChatStore(db).chatIDs(of: member.id) }.map(Room.chat)
        }
        module.on("message:send", SendMessage.Draft.self) { draft, member, _ in
            try await chat.send(SendMessage(draft), from: member)
        }
        module.on("message:edit", ChatSocketEvents.Edit.self) { event, member, _ in
            try await chat.edit(EditMessage(event.messageId, content: event.content), from: member)
        }
        module.on("message:delete", ChatSocketEvents.Delete.self) { event, member, _ in
            try await chat.delete(DeleteMessage(event.messageId), from: member)
        }
        module.on("message:read", ChatSocketEvents.Read.self) { event, member, _ in
            try await chat.markRead(MarkRead(event.chatId, upTo: event.messageId), from: member)
        }
        let broadcasts = broadcasts
        module.on("typing:start", ChatSocketEvents.Typing.self) { event, member, socket in
            try await broadcasts.typing(in: event.chatId, by: member.id, isTyping: true, from: socket)
        }
        module.on("typing:stop", ChatSocketEvents.Typing.self) { event, member, socket in
            try await broadcasts.typing(in: event.chatId, by: member.id, isTyping: false, from: socket)
        }
    }

    private func registerBroadcasts(in module: inout ModuleRegistry) {
        let directory = chat.directory
        module.atCommit(UserUpdated.self) { directory.invalidate($0.user) }
        module.atCommit(UserDeleted.self) { directory.invalidate($0.user) }
        module.atCommit(UserHiddenChanged.self) { directory.invalidate($0.user) }
        module.whenCommitted(MessageSent.self, do: broadcasts.sent)
        module.whenCommitted(MessageEdited.self, do: broadcasts.edited)
        module.whenCommitted(MessageDeleted.self, do: broadcasts.deleted)
        module.whenCommitted(ChatRead.self, do: broadcasts.read)
        module.whenCommitted(ChatCreated.self, do: broadcasts.created)
        module.whenCommitted(ChatUpdated.self, do: broadcasts.updated)
        module.whenCommitted(ChatDeleted.self, do: broadcasts.deleted)
        module.whenCommitted(ChatMembersAdded.self, do: broadcasts.added)
        module.whenCommitted(ChatMemberRemoved.self, do: broadcasts.removed)
    }
}
