// SPDX-License-Identifier: Apache-2.0
import Testing

/// Each rule against texts that break it and texts that only look so.
struct RuleTests {
    private func swift(_ text: String, at path: String = "Platform/Core/Sources/X.swift") -> SwiftText {
        SwiftText(SourceFile(path: path, text: text))
    }

    // MARK: - The scanner

    @Test func `code, comments and strings are told apart`() {
        let text = swift(
            ##"""
            let a = "no // comment { \(inner("x") + 1) }" // yes "not a string"
            let b = #"raw " \(not) \#(raw)"# /* block /* nested */ still */ + c
            let d = """
                { text // \(value)
                """
            func `a { sentence }!`() {}
            """##
        )

        #expect(!text.code.contains("no") && !text.code.contains("text") && !text.code.contains("not"))
        #expect(text.code.contains("inner(") && text.code.contains("+ 1)") && text.code.contains("value"))
        #expect(text.code.contains("raw") && text.code.contains("+ c"))
        #expect(text.comments.contains("// yes \"not a string\"") && text.comments.contains("still */"))
        #expect(!text.comments.contains("value"))
        #expect(text.code.contains("func  a___sentence___ () {}"))
        #expect(text.codeLines.count == text.file.lines.count)
    }

    // MARK: - Sizes

    @Test func `long files, functions and lines are found`() {
        let body = String(repeating: "    work()\n", count: 69)
        let long = swift("func long() {\n\(body)}\nfunc short() {\n}\n")
        let requirement = swift("protocol P {\n    func a()\n    var b: Int { get }\n}\n" + body)

        #expect(SizeRules.longFunctions(long).map(\.subject) == ["long"])
        #expect(SizeRules.longFunctions(requirement) == [])
        #expect(
            SizeRules.longFiles(SourceFile(path: "a.swift", text: String(repeating: "\n", count: 501))).count
                == 1
        )
        #expect(
            SizeRules.longFiles(SourceFile(path: "a.swift", text: String(repeating: "\n", count: 500)))
                .isEmpty
        )
        let wide = SourceFile(
            path: "a.swift",
            text: String(repeating: "é", count: 170) + "\n" + String(repeating: "x", count: 171)
        )
        #expect(SizeRules.longLines(wide).map(\.line) == [2])
    }

    @Test func `every kind of function is measured, calls are not`() {
        let text = swift(
            """
            struct A {
                init(x: Int) {
                    self.init(x)
                }
                init?<T>(y: T) where T: P { return nil }
                deinit { }
                subscript(i: Int) -> Int { 1 }
                static func < (l: A, r: A) -> Bool { true }
                func takes(_ body: () -> Void = { }) async throws -> [Int] {
                    super.init()
                }
            }
            """
        )

        #expect(
            SizeRules.functions(in: text).map(\.name) == ["init", "init", "deinit", "subscript", "", "takes"]
        )
        #expect(SizeRules.functions(in: text).map(\.length) == [3, 1, 1, 1, 1, 3])
    }

    // MARK: - Names

    @Test(arguments: [
        "UserManager", "StringUtils", "BaseStore", "StoreImpl", "CommonThings", "ServerInfo", "OtherThings",
    ])
    func `names without meaning are found`(name: String) {
        #expect(NameRules.emptyNames(swift("public final class \(name) {}")).map(\.subject) == [name])
    }

    @Test(arguments: [
        "Database", "Information", "Commoner", "Base64", "HelpText", "RevokeOtherSessions", "Basement",
    ])
    func `names that only look like them are not`(name: String) {
        #expect(NameRules.emptyNames(swift("struct \(name) {}")) == [])
    }

    @Test func `types named as their module or a library's are found, nested ones not`() {
        let text = "struct Chat {}\nenum Outer {\n    struct Request {}\n}\nstruct Router {}\n"

        let found = NameRules.takenNames(swift(text, at: "Services/Chat/Sources/A.swift"))

        #expect(found.map(\.subject) == ["Chat", "Router"])
    }

    @Test func `functions that process are found`() {
        let text = "func processMessage() {}\nfunc proceed() {}\nfunc process() {}\nfunc unprocessed() {}\n"

        #expect(NameRules.emptyVerbs(swift(text)).map(\.subject) == ["processMessage", "process"])
    }

    // MARK: - Safety

    @Test(arguments: [
        ("let a = b!", "force-unwrap"), ("let a = c()!.d", "force-unwrap"), ("a[0]! += 1", "force-unwrap"),
        ("let a = b as! C", "force-unwrap"), ("var label: Label!", "force-unwrap"),
        ("let a = \"\\(b!)\"", "force-unwrap"), ("try! run()", "try!"), ("fatalError(\"x\")", "fatalError"),
        ("print(\"x\")", "print"),
    ])
    func `code that traps or prints is found`(code: String, rule: String) throws {
        let found = try SafetyRules.bans().flatMap { $0.violations(swift(code)) }
        #expect(found.contains { $0.rule == rule })
        let inTest = try SafetyRules.bans().flatMap {
            $0.violations(swift(code, at: "Platform/Core/Tests/X.swift"))
        }
        #expect(inTest == [])
    }

    @Test(arguments: [
        "if a != b {}", "if !a {}", "f(!a)", "// wow!", "let s = \"wow! a!\"", "#expect(!a)", "a.print(b)",
        "[!a, !b]",
        "func `stop!`() {}", "return !isDone",
    ])
    func `code that only looks so is not`(code: String) throws {
        #expect(try SafetyRules.bans().flatMap { $0.violations(swift(code)) } == [])
    }

    @Test func `dropped errors need a comment near them`() {
        let bare = swift("let a = 1\nlet b = try? read()\n")
        let fine = [
            "let b = try? read()  // A missing file is empty.\n",
            "// Missing is empty.\nlet b = try? read()\n",
            "// Missing is empty.\nguard let b = c,\n    let d = try? read()\nelse { return }\n",
            "guard let b = try? read() else {\n    // Missing is empty.\n    return\n}\n",
            "let b: Entry? = nil\n",
        ]

        let far = swift(
            "// Missing is empty.\nlet a = 1\nlet b = 1\nlet c = 1\nlet d = 1\nlet e = try? read()\n"
        )

        #expect(SafetyRules.silentTries(bare).map(\.line) == [2])
        #expect(SafetyRules.silentTries(far).map(\.line) == [6])
        for text in fine { #expect(SafetyRules.silentTries(swift(text)) == [], "\(text)") }
    }

    @Test func `unchecked claims need a proof`() {
        let bare = swift(
            "/// A thing.\nfinal class A: @unchecked Sendable {}\nnonisolated(unsafe) var b = 1\n"
        )
        let proven = swift(
            "/// `@unchecked`: all of it is behind the lock.\nfinal class A: @unchecked Sendable {}\n"
        )

        let inside = swift(
            "final class A: @unchecked Sendable {\n    // Unchecked: behind the lock.\n    var b = 1\n}\n"
        )

        #expect(SafetyRules.unprovenSendables(bare).map(\.line) == [2])
        #expect(SafetyRules.unprovenSendables(proven) == [])
        #expect(SafetyRules.unprovenSendables(inside) == [])
    }

    @Test func `a pause is fine in a loop that waits, and nowhere else`() throws {
        let guess = "func a() {\n    try await Task.sleep(for: .seconds(1))\n}\n"
        let wait =
            "while !isDone {\n    try #require(now < deadline)\n    try await Task.sleep(for: .milliseconds(1))\n}\n"
        let path = "Platform/Core/Tests/A.swift"

        #expect(try SafetyRules.sleepsInTests(swift(guess, at: path)).map(\.line) == [2])
        #expect(try SafetyRules.sleepsInTests(swift(wait, at: path)) == [])
        #expect(try SafetyRules.sleepsInTests(swift(guess, at: "Platform/Core/Sources/A.swift")) == [])
    }

    @Test func `raw SQL belongs to the database`() {
        let text = "\"SELECT \\(unsafe: name)\"\n"

        #expect(SafetyRules.rawSQL(SourceFile(path: "Services/Chat/Sources/A.swift", text: text)).count == 1)
        #expect(SafetyRules.rawSQL(SourceFile(path: "Platform/Database/Sources/A.swift", text: text)) == [])
    }

    // MARK: - Comments

    @Test func `the licence is the first line`() {
        #expect(
            CommentRules.missingLicense(SourceFile(path: "a.swift", text: "\(CommentRules.license)\n")) == []
        )
        #expect(
            CommentRules.missingLicense(SourceFile(path: "a.swift", text: "\n\(CommentRules.license)\n"))
                .count == 1
        )
        #expect(CommentRules.missingLicense(SourceFile(path: "Package.swift", text: "// swift-tools")) == [])
    }

    @Test func `open ends have an issue`() throws {
        let words = ["FIX" + "ME", "TO" + "DO", "TO" + "DO:"]
        for word in words {
            let file = SourceFile(path: "bin/run", text: "# \(word) later\n")
            #expect(try CommentRules.openEnds(file).count == 1)
        }
        let fine = SourceFile(path: "a.swift", text: "// TO" + "DO(#12): later. TO" + "DONE\n")
        #expect(try CommentRules.openEnds(fine) == [])
    }

    @Test(arguments: [
        "// let a = 1", "//let a: [Int] = []", "// func old() {", "// import Foundation",
        "// return value(1)",
        "// }", "// if a == b {", "// self.store.save(a)", "// try await run()", "// a.b = c",
    ])
    func `code that was commented out is found`(line: String) throws {
        #expect(try CommentRules.deadCode(swift(line + "\n")).count == 1)
    }

    @Test(arguments: [
        "// Let a be one.", "// return early where nothing waits", "// if it is closed, nothing happens",
        "/// let a = 1", "// `self.store` may be gone.", "//     |---- window ----|", "// e.g. a (b)",
        "let a = 1",
        "// MARK: - Names", "// See https://example.com/a(b)", "// for each key, the latest",
    ])
    func `prose is not code`(line: String) throws {
        #expect(try CommentRules.deadCode(swift(line + "\n")) == [])
    }

    @Test func `public and top-level types say what they are`() {
        let text = """
            struct A {}
            /// B.
            @frozen
            public struct B {
                public enum C {}
                struct D {}
            }
            private struct E {}
            """

        #expect(CommentRules.undocumentedTypes(swift(text)).map(\.subject) == ["A", "C"])
    }

    // MARK: - Architecture

    private static let folders: Set = [
        "Services/Chat", "Services/Users", "Platform/Core", "Platform/Endpoints", "Platform/Database",
        "Platform/DatabaseSQLite", "Platform/HTTPServing", "Platform/Modules", "Platform/Blobs",
    ]

    @Test(arguments: [
        ("Services/Chat/API/A.swift", "Database", "api-import"),
        ("Services/Chat/API/A.swift", "Chat", "api-import"),
        ("Services/Chat/API/A.swift", "NIOCore", "api-import"),
        ("Platform/Modules/Sources/A.swift", "ChatAPI", "platform-import"),
        ("Platform/Modules/Sources/A.swift", "Chat", "platform-import"),
        ("Platform/Core/Sources/A.swift", "Logging", "core-import"),
        ("Platform/Endpoints/Sources/A.swift", "Database", "core-import"),
        ("Services/Chat/Sources/A.swift", "Users", "service-import"),
        ("Services/Chat/Sources/A.swift", "DatabaseSQLite", "driver-import"),
        ("Services/Chat/Sources/A.swift", "GRDB", "library-import"),
        ("Server/Sources/A.swift", "JWTKit", "library-import"),
        ("Server/Sources/A.swift", "Alamofire", "unlisted-import"),
        ("Client/Sources/A.swift", "Database", "client-import"),
    ])
    func `imports across a border are found`(path: String, module: String, rule: String) throws {
        let file = SourceFile(path: path, text: "public import struct \(module).Thing\n")

        let found = try ImportRules.violations(in: SourceTree([file], paths: Self.folders))

        #expect(found.map(\.rule) == [rule])
    }

    @Test(arguments: [
        ("Services/Chat/API/A.swift", "Endpoints"), ("Services/Chat/API/A.swift", "UsersAPI"),
        ("Services/Chat/Sources/A.swift", "UsersAPI"), ("Services/Chat/Sources/A.swift", "Database"),
        ("Services/Chat/Sources/A.swift", "Logging"), ("Platform/DatabaseSQLite/Sources/A.swift", "GRDB"),
        ("Platform/Endpoints/Sources/A.swift", "Core"), ("Platform/HTTPServing/Sources/A.swift", "NIOSSL"),
        ("Server/Sources/A.swift", "Chat"), ("Services/Chat/Tests/A.swift", "Users"),
        ("Client/Sources/A.swift", "ChatAPI"), ("Platform/Core/Sources/A.swift", "Synchronization"),
    ])
    func `imports along the arrows are fine`(path: String, module: String) throws {
        let file = SourceFile(path: path, text: "@testable internal import \(module)\n// import Secret\n")

        #expect(try ImportRules.violations(in: SourceTree([file], paths: Self.folders)) == [])
    }

    @Test func `a service shows its module only`() {
        let text = """
            public import Core
            public struct ChatModule: ServiceModule {
                public init() {}
            }
            extension ChatModule {
                public func register() {}
            }
            public struct Leak {}
            struct Kept {
                public var value = 1
            }
            """

        let found = AccessRules.publicTypes(swift(text, at: "Services/Chat/Sources/A.swift"))

        #expect(found.map(\.line) == [8, 10])
        #expect(AccessRules.publicTypes(swift(text, at: "Services/Chat/API/A.swift")) == [])
    }

    // MARK: - Documents

    private let tree = SourceTree(
        [
            SourceFile(path: "Makefile", text: "run: setup ## Run\n\ttrue\ntest:\n"),
            SourceFile(path: "Server/Sources/Serve.swift", text: "commandName: \"serve\""),
            SourceFile(path: "Services/Chat/README.md", text: ""),
            SourceFile(path: "Services/Chat/Sources/SlowMode.swift", text: ""),
        ],
        paths: ["Server", "Services", "Services/Chat", "Services/Chat/Sources", "bin", "bin/setup"]
    )

    @Test func `paths that are not there are found`() throws {
        let text = """
            `Services/Chat`, `Services/Chat/Gone.swift`, `SlowMode.swift`, `Lost.swift`, `bin/setup`, [a](bin/none),
            [b](Services/Chat/README.md#top), `Services/X/Tests`, `Services/<name>/API`, `Services/*/API`, `a/b`,
            `Services/Chat/Sources/SlowMode.swift:12`, `https://x.org/Services/no`, `GET /chats/{id}`, `Server/`
            """
        let file = SourceFile(path: "README.md", text: text)

        let found = try DocumentRules.missingPaths(file, in: tree)

        #expect(found.map(\.subject) == ["Services/Chat/Gone.swift", "Lost.swift", "bin/none"])
        #expect(found.map(\.line) == [1, 1, 1])
    }

    @Test func `commands that are not there are found`() throws {
        let text = """
            Run `make run`, then `roost serve --port 1` or `roost fly`.

            ```sh
            make test
            make coffee
            $ .build/release/roost serve && make run
            ```
            To make sure, roost sleeps.
            """

        let found = try DocumentRules.missingCommands(SourceFile(path: "README.md", text: text), in: tree)

        #expect(found.map(\.subject) == ["roost fly", "make coffee"])
    }

    @Test func `traces of a workplace are found`() {
        let file = SourceFile(path: "bin/run", text: "cd ok\ncd /wo" + "rk/main\n")

        #expect(TraceRules.violations(file).map(\.line) == [2])
        #expect(
            TraceRules.violations(SourceFile(path: "a.md", text: "sessions, framework/x, network/")) == []
        )
    }

    // MARK: - Exceptions

    @Test func `an exception allows one violation and is stale without it`() {
        let violation = Violation(rule: "r", path: "a.swift", subject: "b c", line: 3)
        let exceptions = Exceptions("# why\n\nr a.swift b c\nr a.swift d\n")

        #expect(exceptions.unexpected([violation]) == [])
        #expect(exceptions.stale([violation]) == ["r a.swift d"])
        let other = Violation(rule: "r", path: "b.swift", subject: "b c", line: 3)
        #expect(exceptions.unexpected([other]) == [other])
    }
}
