// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
import Endpoints
public import Modules
import PostsAPI
import PreviewsAPI

/// What the pages that people link to say of themselves.
public struct PreviewsModule: ServiceModule {
    public static let name: ModuleName = "previews"
    public static let migrations = PreviewsMigrations.all

    let previews: PreviewsService

    public init(_ platform: Platform) throws {
        previews = PreviewsService(
            database: platform.database,
            clock: platform.clock,
            cache: platform.cache,
            web: platform.web,
            logger: platform.logger
        )
    }

    public func register(in module: inout ModuleRegistry) {
        module.perform(ReadPage.self, by: previews.read)
        module.schedule("previews.forget", .every(.hours(1)), run: previews.forget)
        module.keeps(
            PersonalData([], leavesOut: ["previews.pages": "what pages elsewhere say of themselves"])
        )
        // Where the operator keeps the site to itself, nobody listens.
        guard previews.web != nil else { return }
        module.subscribe(PreviewLinkOfNewPost())
        module.subscribe(PreviewLinkOfEditedPost())
    }
}
