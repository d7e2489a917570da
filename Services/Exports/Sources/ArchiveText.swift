// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import Modules
import UsersAPI

/// A record as JSON: people with their names, words as lists.
struct RecordJSON: JSONWritable {
    let record: PersonalRecord
    let people: [UserID: User]

    func write(to json: inout JSONWriter) {
        json.object { json in
            for (name, value) in record.fields { json.member(name) { write(value, to: &$0) } }
        }
    }

    private func write(_ value: PersonalValue, to json: inout JSONWriter) {
        switch value {
        case .id(let id): id.write(to: &json)
        case .person(let id): id.map { PersonJSON(id: $0, user: people[$0]) }.write(to: &json)
        case .people(let ids): json.array(ids.map { PersonJSON(id: $0, user: people[$0]) })
        case .words(let words): words.write(to: &json)
        case .text(let text): text.write(to: &json)
        case .number(let number): number.map { Int($0) }.write(to: &json)
        case .flag(let flag): flag.write(to: &json)
        case .time(let time): time.write(to: &json)
        case .json(let text): text.map(JSONText.init).write(to: &json)
        }
    }
}

/// Somebody who is named in a record.
private struct PersonJSON: JSONWritable {
    let id: UserID
    let user: User?

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            guard let user else { return }
            json.member("username", user.username.text)
            json.member("displayName", user.displayName)
        }
    }
}

/// Text that is JSON already. It was written by us; should it be none, it stands as a string.
private struct JSONText: JSONWritable {
    let text: String

    func write(to json: inout JSONWriter) {
        // Whether it fails is all that is asked.
        let isJSON =
            (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
        if isJSON { json.append(verbatim: text) } else { text.write(to: &json) }
    }
}

/// What `index.json` says: every file, what it is and how many records it has.
struct ArchiveIndex {
    private struct File: Encodable {
        let path: String
        let type: String
        var about: String?
        var records: Int?
    }

    private struct Contents: Encodable {
        let format = "roost-export"
        let version = 1
        let userId: UserID
        let madeAt: Timestamp
        let files: [File]
    }

    private var files: [File] = []

    /// Begins a file of records.
    mutating func begin(_ part: ArchiveContents.Part) {
        let type = part.list.isSingle ? "application/json" : "application/jsonl"
        files.append(File(path: part.path, type: type, about: part.list.about, records: 0))
    }

    /// Counts records of the file begun last.
    mutating func count(_ records: Int) {
        guard let last = files.indices.last else { return }
        files[last].records = (files[last].records ?? 0) + records
    }

    /// Adds a file of somebody's own.
    mutating func add(_ path: String, type: String) { files.append(File(path: path, type: type)) }

    func bytes(of contents: ArchiveContents) throws -> [UInt8] {
        try JSON.encode(Contents(userId: contents.user, madeAt: contents.madeAt, files: files))
    }
}

/// What `README.txt` says.
enum ArchiveReadme {
    static func text(of contents: ArchiveContents) -> String {
        var lines = [
            "This is everything you have on this site, as of \(contents.madeAt).",
            "",
            "Files ending in .json hold one record, or none. Files ending in .jsonl hold one record a line, each of",
            "them JSON. All text is UTF-8, all times are in UTC (RFC 3339). Whoever is named in a record stands there",
            "with their id and, unless their account is gone, the name they have now. What others wrote is theirs",
            "and not in here; of what you liked or answered, the id is. A post has the address /posts/ and its id.",
            "Passwords and other secrets are not in here.",
            "",
            "index.json names every file again, for programs, with the number of its records.",
            "",
        ]
        for part in contents.parts {
            lines.append(part.path)
            lines.append("    " + part.list.about)
            if part.list.hasFiles { lines.append("    Their files are in \(part.folder)") }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }
}
