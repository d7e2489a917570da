// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Database
import Endpoints
import Foundation
import Modules

/// Looks for what an erased person may have left behind.
struct ErasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erasure",
        abstract: "Look for what somebody whose account is gone has left: in tables, files and logs.",
        discussion: """
            Their events stay in each outbox for an hour after they were handled, and SQLite's log (-wal) holds what was \
            written until it is written over, or the site is stopped. Give what the person was known by: names, e-mail \
            address, words of their own. What others wrote about them is theirs, and is found too.
            """
    )

    /// Where the bare id stays on purpose: it names nobody any more.
    private static let kept: [String: String] = [
        "users.departed.id": "an event that comes late must not bring them back",
        "connections.departed.id": "an event that comes late must not bring them back",
        "groups.departed.id": "an event that comes late must not bring them back",
        "chat.group_members.user_id": "for a week, so that an event that comes late does not bring them back",
        "feed.gone.id": "an event that comes late must not bring them back",
        "notifications.gone.id": "an event that comes late must not bring them back",
        "activity.gone.id": "an event that comes late must not bring them back",
        "notifications.things.mentions": "who was named in what somebody else wrote",
        "notifications.things.parent_author_id": "whom somebody else answered",
        "notifications.things.quoted_author_id": "whom somebody else quoted",
        "notifications.chat_messages.mentions": "who was named in what somebody else wrote",
        "chat.messages.sender_id": "the empty place of a message keeps the numbers of a chat without gaps",
        "chat.messages.mentions": "who was named in what somebody else wrote",
        "chat.changes.user_id": "clients that were offline still learn that they left",
        "chat.former_members.user_id": "chats that they left before",
        "chat.chats.pair_low": "a chat of two people stays with the other one",
        "chat.chats.pair_high": "a chat of two people stays with the other one",
    ]

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The id that the account had.")
    var id: String

    @Option(name: .long, help: "A name, address or text of theirs. May be given several times.")
    var word: [String] = []

    @Option(name: .long, help: "A log to look through. May be given several times.")
    var log: [String] = []

    func run() async throws {
        guard let user = UserID(id) else { throw ValidationError("\(id) is not the id of an account.") }
        let settings = try options.settings()
        let site = try await OfflineSite.open(settings)
        var findings: [String] = []
        var references = 0
        for database in site.databases {
            let scan = TraceScan(database)
            findings += try await scan.traces(of: word).map { "\($0): words of theirs in \($0.rows) rows" }
            for trace in try await scan.traces(of: user) {
                if Self.kept[trace.description] == nil {
                    findings.append("\(trace): their id in \(trace.rows) rows")
                } else {
                    references += trace.rows
                }
            }
        }
        await site.stop()
        let needles = (word + [user.description]).map { Array($0.utf8) }
        for file in Self.files(below: settings.text("data")) {
            // SQLite's files hold the id where rows do; what they must not hold, after a row is gone, are words.
            let isDatabase = file.lastPathComponent.contains(".sqlite")
            findings += try Self.traces(in: file, of: isDatabase ? needles.dropLast() : needles)
        }
        for path in log { findings += try Self.traces(in: URL(fileURLWithPath: path), of: needles) }
        guard findings.isEmpty else {
            for finding in findings { print("- " + finding) }
            throw ExitCode.failure
        }
        print("Nothing of theirs is left. \(references) rows keep the bare id, which names nobody any more.")
    }

    private static func files(below folder: String) -> [URL] {
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        guard let walk = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil) else {
            return []
        }
        return walk.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }
    }

    /// Whether the name or the content of a file has one of some texts, read a megabyte at a time.
    static func traces(in file: URL, of needles: some Collection<[UInt8]>) throws -> [String] {
        let needles = needles.filter { !$0.isEmpty }.map { Data($0) }
        guard let longest = needles.map(\.count).max() else { return [] }
        let name = Data(file.path.utf8)
        if needles.contains(where: { name.range(of: $0) != nil }) { return ["\(file.path): its name"] }
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }  // Only read from.
        var end = Data()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            let part = end + piece
            if needles.contains(where: { part.range(of: $0) != nil }) { return ["\(file.path): its content"] }
            end = part.suffix(longest - 1)
        }
        return []
    }
}
