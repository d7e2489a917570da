// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
import Endpoints
import ExportsAPI
public import Modules
import UsersAPI

/// Everything somebody has, as a file for them.
public struct ExportsModule: ServiceModule {
    public static let name: ModuleName = "exports"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = ExportsMigrations.all

    let exports: ExportsService
    let builder: ExportBuilder
    private let sockets: any SocketRooms

    public init(_ platform: Platform) throws {
        exports = ExportsService(
            database: platform.database,
            peers: platform.peers,
            clock: platform.clock,
            files: ExportFiles(blobs: platform.blobs)
        )
        builder = ExportBuilder(exports: exports, blobs: platform.blobs, logger: platform.logger)
        sockets = platform.sockets
    }

    public func register(in module: inout ModuleRegistry) {
        module.handle(CreateExport.self, by: exports.create)
        module.handle(ListExports.self, by: exports.list)
        module.handle(GetExport.self, by: exports.export)
        module.handle(DeleteExport.self, by: exports.delete)
        module.handle(CreateExportAddress.self, by: exports.address)
        module.handle(GetExportFile.self, by: exports.file)
        module.subscribe(RemoveExportsOfDeletedUser())
        module.perform(BuildExport.self, by: builder.build)
        module.perform(DeleteExportFiles.self, by: exports.files.delete)
        module.schedule("exports.end", .every(.minutes(10)), run: exports.end)
        module.examine(exports.findings)
        module.keeps(Self.personalData)
        module.whenCommitted(ExportEnded.self) { [sockets] event in
            try sockets.broadcast("export:ended", event.export, to: .user(event.user))
        }
    }

    private static let personalData = PersonalData(
        [
            PersonalList(
                "exports",
                "The exports you asked for in the last days, this one among them.",
                covers: ["exports.exports.user_id"],
                from: "exports.exports",
                [
                    .id("id", "id"), .text("state", "state"), .number("size", "size"),
                    .time("createdAt", "created_at"), .time("readyAt", "ready_at"),
                ]
            ) { "user_id = \($0)" }
        ]
    )
}
