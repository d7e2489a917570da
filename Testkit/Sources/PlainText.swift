// SPDX-License-Identifier: Apache-2.0
public import AccountsAPI
public import ChatAPI
public import Core
public import Endpoints
public import UsersAPI

// Endpoints with plain texts in place of checked ones: what is sent is checked on arrival, as from any client.

extension SendMessage {
    /// Says something.
    public init(_ text: String, in chat: ChatID, replyingTo: MessageID? = nil, clientId: String? = nil) {
        self.init(
            MessageText(trusted: text),
            in: chat,
            replyingTo: replyingTo,
            clientId: clientId.map(ClientMessageID.init(trusted:))
        )
    }
}

extension EditMessage {
    /// Edits a message.
    public init(_ id: MessageID, to text: String) { self.init(id, content: MessageText(trusted: text)) }
}

extension CreateChat {
    /// Opens a group or channel.
    public init(_ kind: ChatKind, named name: String, with members: [UserID] = []) {
        self.init(kind, name: ChatName(trusted: name), with: members)
    }
}

extension UpdateChat {
    /// Renames a chat.
    public init(_ id: ChatID, named name: String) { self.init(id, name: ChatName(trusted: name)) }
}

extension SearchUsers {
    /// Looks for some letters.
    public init(_ text: String, limit: Int = 50, cursor: Cursor? = nil) {
        self.init(NameQuery(trusted: text), limit: PageLimit(clamping: limit), cursor: cursor)
    }
}

extension Login {
    /// Logs in with a name and a password.
    public init(_ name: String, _ password: String = TestMember.password) {
        self.init(login: LoginName(trusted: name), password: GivenPassword(trusted: password))
    }
}

extension RefreshTokens {
    /// Refreshes with a token as it was given out.
    public init(_ token: String) { self.init(RefreshToken(trusted: token)) }
}
