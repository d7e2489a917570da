// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import NotificationsAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Notifications

struct NotificationSettingsTests {
    @Test(arguments: TestDatabase.all)
    func `a kind that is not wanted does not come`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let settings = try await rig.ada.call(GetNotificationSettings())
            #expect(settings.kinds.map(\.kind) == NotificationKind.allCases)
            #expect(settings.kinds.allSatisfy { $0.inApp && $0.live })
            #expect(settings.quietHours == nil)

            let post = try await rig.post()
            let changed = try await rig.ada.call(UpdateNotificationChoice(.like, inApp: false))
            #expect(changed.kinds.filter { !$0.inApp }.map(\.kind) == [.like])
            _ = try await rig.grace.call(LikePost(post.id))
            _ = try await rig.grace.call(CreateComment("Hm", on: post.id))

            #expect(try await rig.told(rig.ada) == ["COMMENT grace 1"])
            _ = try await rig.ada.call(UpdateNotificationChoice(.like, inApp: true))
            _ = try await rig.eve.call(LikePost(post.id))
            #expect(try await Set(rig.told(rig.ada)) == ["LIKE eve 1", "COMMENT grace 1"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is new is announced to its receiver alone`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            // Otherwise her number may be told once more when the post arrives.
            try await rig.server.settle()
            _ = try await rig.grace.call(LikePost(post.id))
            try await eventually("ada is told") {
                rig.news(for: rig.ada) == ["notification:new", "notification:unread"]
            }
            let told = try #require(rig.server.rooms.broadcasts.first { $0.event == "notification:new" })
            #expect(told.text("kind") == "LIKE")
            #expect(told.text("actorCount") == "1")
            #expect(rig.news(for: rig.grace).isEmpty)
            #expect(rig.news(for: rig.eve).isEmpty)

            _ = try await rig.ada.call(ReadNotifications(all: true))
            try await eventually("ada's other devices learn that she read it") {
                rig.news(for: rig.ada).count == 3
            }
            // Taken back and done again, it is not announced again.
            _ = try await rig.grace.call(UnlikePost(post.id))
            #expect(try await rig.unread(rig.ada) == 0)
            _ = try await rig.grace.call(LikePost(post.id))
            #expect(try await rig.unread(rig.ada) == 1)
            #expect(rig.news(for: rig.ada).count { $0 == "notification:new" } == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `in quiet hours, and when not wanted live, it is kept and not announced`(
        _ database: TestDatabase
    ) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            let post = try await rig.post()
            // The clock of tests shows eight in the morning in London.
            let morning = QuietHours(
                from: TimeOfDay(minutes: 8 * 60),
                to: TimeOfDay(minutes: 9 * 60),
                timeZone: TimeZoneName(trusted: "Europe/London")
            )
            #expect(try await rig.ada.call(SetQuietHours(morning)).quietHours == morning)
            _ = try await rig.grace.call(LikePost(post.id))
            #expect(try await rig.unread(rig.ada) == 1)

            #expect(try await rig.ada.call(EndQuietHours()).quietHours == nil)
            _ = try await rig.ada.call(UpdateNotificationChoice(.comment, live: false))
            _ = try await rig.grace.call(CreateComment("Hm", on: post.id))
            #expect(try await rig.unread(rig.ada) == 2)
            let repost = try await rig.server.events(of: NotificationsRaised.self).flatMap(\.raised)
            #expect(!repost.contains { $0.user == rig.ada.id && $0.kind != .follow })
        }
    }

    @Test(arguments: TestDatabase.all)
    func `bad settings are refused by name`(_ database: TestDatabase) async throws {
        try await NotificationsRig.run(database) { rig async throws in
            var hours = QuietHours.night
            hours.timeZone = TimeZoneName(trusted: "Mars/Olympus")
            let failure = try await rig.ada.refusal(of: SetQuietHours(hours))
            #expect(failure.kind == .invalid)
            #expect("\(failure)".contains("timeZone"))

            let caller = try await rig.ada.caller()
            for (name, parameters, body) in [
                ("SetQuietHours", [], #"{"from":"25:00","to":"07:00","timeZone":"UTC"}"#),
                ("SetQuietHours", [], #"{"from":"22:00"}"#),
                ("UpdateNotificationChoice", ["POKE"], "{}"),
                ("ReadNotifications", [], "{}"),
                ("ReadNotifications", [], #"{"ids":["x"]}"#),
            ] {
                await #expect(throws: Failure.self, "\(name) \(body)") {
                    try await rig.server.send(
                        name,
                        parameters: parameters,
                        body: Array(body.utf8),
                        as: caller
                    )
                }
            }
        }
    }

    @Test(arguments: [
        ("22:00", "07:00", "UTC", true), ("07:00", "22:00", "UTC", false), ("03:59", "04:01", "UTC", true),
        ("04:00", "05:00", "UTC", true), ("03:00", "04:00", "UTC", false),
        ("12:00", "14:00", "Asia/Tokyo", true),
        ("00:00", "00:00", "UTC", true), ("22:59", "23:01", "America/New_York", true),
    ])
    func `quiet hours are by the clock of the person`(
        _ from: String,
        _ to: String,
        _ zone: String,
        _ quiet: Bool
    )
        throws
    {
        let hours = QuietHours(
            from: try #require(TimeOfDay(from)),
            to: try #require(TimeOfDay(to)),
            timeZone: TimeZoneName(trusted: zone)
        )
        // 2027-01-15T04:00:00Z
        #expect(hours.contains(Timestamp(seconds: 1_799_985_600)) == quiet)
    }

    @Test func `times of day`() {
        #expect(TimeOfDay("00:00")?.minutes == 0)
        #expect(TimeOfDay("23:59")?.description == "23:59")
        #expect(TimeOfDay("09:05")?.description == "09:05")
        for bad in ["24:00", "9:05", "12:60", "12-30", "", "12:3", "ab:cd", "12:30:00"] {
            #expect(TimeOfDay(bad) == nil)
        }
    }
}
