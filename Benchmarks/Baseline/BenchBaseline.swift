// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Hummingbird

/// A bare Hummingbird server with one route that answers the same bytes every time.
///
/// `make bench` runs it beside Roost: it is what the machine and the HTTP library allow when nothing is computed.
@main
struct BenchBaseline: AsyncParsableCommand {
    @Option(help: "Port on the loopback address.")
    var port = 8090

    @Option(help: "Bytes of the reply's body.")
    var bytes = 300

    func run() async throws {
        let body = ByteBuffer(
            string: #"{"success":true,"data":""# + String(repeating: "x", count: max(0, bytes - 25)) + #""}"#
        )
        let router = Router()
        router.get("/bare") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: body))
        }
        router.post("/bare") { request, _ in
            _ = try await request.body.collect(upTo: 65_536)
            return Response(
                status: .created,
                headers: [.contentType: "application/json"],
                body: .init(byteBuffer: body)
            )
        }
        let server = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil)
        )
        try await server.runService()
    }
}
