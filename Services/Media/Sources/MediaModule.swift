// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
import Endpoints
import MediaAPI
public import Modules
import PostsAPI

/// Pictures: what people upload, in the sizes it is shown in, for those who may see it.
public struct MediaModule: ServiceModule {
    public static let name: ModuleName = "media"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = MediaMigrations.all

    let media: MediaService

    public init(_ platform: Platform) throws {
        media = MediaService(
            database: platform.database,
            peers: platform.peers,
            clock: platform.clock,
            files: PictureFiles(blobs: platform.blobs),
            maker: PictureMaker(),
            signer: AddressSigner(clock: platform.clock),
            shelf: PictureShelf(database: platform.database, clock: platform.clock)
        )
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(UploadPicture.self, by: media.upload)
        module.handle(GetPicture.self, by: media.picture)
        module.handle(UpdatePicture.self, by: media.update)
        module.handle(DeletePicture.self, by: media.delete)
        module.handle(GetMediaUsage.self, by: media.usage)
        module.handle(GetPictureFile.self, by: media.file)
        module.handle(SetAvatar.self, by: media.setAvatar)
        module.handle(RemoveAvatar.self, by: media.removeAvatar)
        module.handle(SetCover.self, by: media.setCover)
        module.handle(RemoveCover.self, by: media.removeCover)
        module.handle(GetPortraitFile.self, by: media.file)
        module.handle(TakeMedia.self, by: media.take)
        module.handle(GiveBackMedia.self, by: media.giveBack)
        module.handle(GetPictures.self, by: media.pictures)
        registerEndings(in: &module)
    }

    private func registerEndings(in module: inout ModuleRegistry) {
        module.subscribe(RemoveMediaOfDeletedPost())
        module.subscribe(RemoveMediaOfDeletedComment())
        module.subscribe(ReviewMediaOfEditedPost())
        module.subscribe(EraseMediaOfDeletedUser())
        module.perform(RemovePostMedia.self, by: media.removePost)
        module.perform(EraseMedia.self, by: media.erase)
        module.perform(DeleteFiles.self, by: media.files.delete)
        module.perform(ShowPortrait.self, by: media.show)
        module.schedule("media.review", .every(.minutes(5)), run: media.review)
        module.examine(media.findings)
    }

    public func start() async throws { try await media.loadKey() }
}
