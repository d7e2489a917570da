// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServing

struct MultipartParserTests {
    private static let form = """
        --b\r
        Content-Disposition: form-data; name="alt"\r
        \r
        A tree\r
        --b\r
        content-disposition: form-data; name="file"; filename="a \\"b\\".jpg"\r
        Content-Type: image/jpeg\r
        \r
        \r
        --x\r
        -\r
        --b--\r

        """

    private static func findings(of text: String, in steps: Int) throws -> ([MultipartParser.Finding], Bool) {
        var parser = MultipartParser(boundary: "b")
        var found: [MultipartParser.Finding] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: steps) {
            try parser.feed(bytes[start..<min(start + steps, bytes.count)]) { finding in
                // Pieces depend on how the form arrives; what they make together does not.
                if case .bytes(let more) = finding, case .bytes(let before) = found.last {
                    found[found.count - 1] = .bytes(before + more)
                } else {
                    found.append(finding)
                }
            }
        }
        return (found, parser.isOver)
    }

    @Test(arguments: [1, 2, 3, 7, 16, 1_000])
    func `a form is the same however it arrives`(_ steps: Int) throws {
        let (found, isOver) = try Self.findings(of: Self.form, in: steps)
        #expect(
            found == [
                .begin(name: "alt", isFile: false), .bytes(Array("A tree".utf8)), .end,
                .begin(name: "file", isFile: true), .bytes(Array("\r\n--x\r\n-".utf8)), .end,
            ]
        )
        #expect(isOver)
    }

    @Test func `a field may be empty`() throws {
        let (found, _) = try Self.findings(
            of: "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b--\r\n",
            in: 5
        )
        #expect(found == [.begin(name: "a", isFile: false), .end])
    }

    @Test func `a form without fields and one that is cut off`() throws {
        #expect(try Self.findings(of: "--b--\r\n", in: 2).1)
        #expect(try Self.findings(of: String(Self.form.dropLast(4)), in: 9).1 == false)
    }

    private static let disposition = "Content-Disposition: form-data; name=\"a\"\r\n"

    @Test(
        arguments: [
            "preamble\r\n--b\r\n", "--c\r\n", "--b \r\n\(disposition)", "--b\n",
            "--b\r\n\r\nno header\r\n--b--\r\n", "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n",
            "--b\r\n\(disposition)\(disposition)\r\nx",
            "--b\r\n\(disposition)Content-Transfer-Encoding: base64\r\n\r\nx",
            "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx",
            "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx",
            "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx",
            "--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx",
            "--b\r\nContent-Disposition form-data\r\n\r\nx",
            "--b\r\n\(disposition)\r\nx\r\n--b\r\n\(disposition)\r\nx\r\n--b--\r\n", "--b--\r\nepilogue",
            "--b--x",
            "--b\r\n\(disposition)X: \(String(repeating: "x", count: 3_000))",
        ]
    )
    func `what two programs could read differently is refused`(_ form: String) {
        for steps in [1, 1_000] {
            #expect(throws: MultipartProblem.self) {
                try Self.findings(of: form + "\r\n--b--\r\n", in: steps)
            }
        }
    }

    @Test func `so many fields and no more`() {
        let fields = (0..<40).map {
            "--b\r\nContent-Disposition: form-data; name=\"f\($0)\"\r\n\r\nx\r\n"
        }
        #expect(throws: MultipartProblem.self) {
            try Self.findings(of: fields.joined() + "--b--\r\n", in: 100)
        }
    }

    @Test func `boundaries`() {
        #expect(MultipartParser.boundary(of: "multipart/form-data; boundary=abc") == "abc")
        #expect(MultipartParser.boundary(of: "multipart/form-data; charset=utf-8; Boundary=\"a:c\"") == "a:c")
        for bad in [
            "", "; boundary=", "; boundary=\"\"", "; boundary=a b",
            "; boundary=\(String(repeating: "a", count: 71))",
        ] {
            #expect(MultipartParser.boundary(of: "multipart/form-data" + bad) == nil, "\(bad)")
        }
    }
}
