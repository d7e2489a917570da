// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
import Endpoints
public import Modules
import MediaAPI

/// Pictures: what people upload, in the sizes it is shown in, for those who may see it.
public struct MediaModule: ServiceModule {
    public static let name: ModuleName = "media"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations: [Migration] = []

    public init(_ platform: Platform) throws {}

    public func register(in module: inout ModuleRegistry) {
        module.handle(UploadPicture.self, by: Self.later)
        module.handle(GetPicture.self, by: Self.later)
        module.handle(UpdatePicture.self, by: Self.later)
        module.handle(DeletePicture.self, by: Self.later)
        module.handle(GetMediaUsage.self, by: Self.later)
        module.handle(GetPictureFile.self, by: Self.later)
        module.handle(SetAvatar.self, by: Self.later)
        module.handle(RemoveAvatar.self, by: Self.later)
        module.handle(SetCover.self, by: Self.later)
        module.handle(RemoveCover.self, by: Self.later)
        module.handle(GetPortraitFile.self, by: Self.later)
    }

    @Sendable private static func later<Request: Endpoint>(
        _ request: Request,
        _ caller: Caller
    ) async throws -> Request.Reply {
        throw Failure.unavailable("Pictures are not served yet.")
    }
}
