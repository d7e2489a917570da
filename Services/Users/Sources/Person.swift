// SPDX-License-Identifier: Apache-2.0
import Core
import UsersAPI

/// All that is kept of a person, and whom each part of it is for.
struct Person: Sendable {
    /// The person as they see themselves.
    var user: User
    var details: ProfileDetails
    var coverUrl: String?
    var privacy: ProfilePrivacy

    /// What stands in lists and beside what the person writes: nothing that is not for everybody.
    var publicUser: User { user(for: .stranger) }

    /// The person as a viewer sees them.
    func user(for viewer: Nearness) -> User {
        var shown = user
        if !privacy.bio.admits(viewer) { shown.bio = "" }
        if !privacy.presence.admits(viewer) { shown.status = .offline }
        return shown
    }

    /// What a viewer sees of the details.
    func details(for viewer: Nearness) -> ProfileDetails {
        ProfileDetails(
            pronouns: privacy.pronouns.admits(viewer) ? details.pronouns : nil,
            location: privacy.location.admits(viewer) ? details.location : nil,
            website: privacy.website.admits(viewer) ? details.website : nil,
            birthday: privacy.birthday.admits(viewer) ? details.birthday : nil
        )
    }

    /// The wide picture, where a viewer sees it.
    func coverUrl(for viewer: Nearness) -> String? { privacy.cover.admits(viewer) ? coverUrl : nil }

    /// Takes over what is named; the rest stays.
    mutating func apply(_ changes: UpdateUser.Changes) {
        if let name = changes.displayName { user.displayName = name.text }
        if let bio = changes.bio { user.bio = bio.text }
        if let status = changes.status { user.status = status }
        if let avatar = changes.avatarUrl { user.avatarUrl = avatar.text.nilIfEmpty }
        if let pronouns = changes.pronouns { details.pronouns = pronouns.text.nilIfEmpty }
        if let location = changes.location { details.location = location.text.nilIfEmpty }
        if let website = changes.website { details.website = website.text.nilIfEmpty }
        if let birthday = changes.birthday { details.birthday = birthday.day }
    }
}

extension ProfilePrivacy {
    /// Takes over what is named; the rest stays.
    mutating func apply(_ changes: UpdateProfilePrivacy.Changes) {
        bio = changes.bio ?? bio
        presence = changes.presence ?? presence
        cover = changes.cover ?? cover
        pronouns = changes.pronouns ?? pronouns
        location = changes.location ?? location
        website = changes.website ?? website
        birthday = changes.birthday ?? birthday
    }
}

extension String {
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
