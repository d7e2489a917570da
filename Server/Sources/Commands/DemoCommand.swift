// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Fills an empty site with a believable community.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fill an empty site with a community of 50 people and their chats."
    )

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        throw ValidationError("not yet")
    }
}
