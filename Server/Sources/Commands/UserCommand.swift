// SPDX-License-Identifier: Apache-2.0
import Accounts
import AccountsAPI
import ArgumentParser
import Core
import Endpoints
import Foundation
import Modules
import UsersAPI

/// Works on accounts.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Create accounts, give roles, reset passwords.",
        subcommands: [Create.self, GiveRoles.self, ResetPassword.self]
    )

    /// Opens an account.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Open an account; the password is read from standard input."
        )

        @OptionGroup var options: SettingsOptions
        @Argument(help: "3 to 30 of a-z, 0-9, _ and .") var username: String
        @Option(help: "E-mail address.") var email: String
        @Option(help: "Name to show.") var name: String?
        @Option(help: "USER, CREATOR, MODERATOR or ADMIN; may be repeated.") var role: [String] = []
        @Option(help: "The password; seen by others on this machine, so better on standard input.")
        var password: String?

        func run() async throws {
            guard let username = Username(username) else {
                throw ValidationError("The username must be 3 to 30 of the characters a-z, 0-9, _ and .")
            }
            guard let email = EmailAddress(email) else {
                throw ValidationError("The e-mail address is not one.")
            }
            let password = try UserCommand.password(password)
            let displayName = try name.map { text in
                guard let name = DisplayName(text) else {
                    throw ValidationError("The name must have 1 to 50 characters.")
                }
                return name
            }
            let roles = try UserCommand.roles(role)
            try await UserCommand.withAccounts(options) { accounts in
                let form = Register(
                    email: email,
                    username: username,
                    password: password,
                    displayName: displayName
                ).body
                let id = try await accounts.createUser(form, roles: roles.union([.user]))
                print("Created \(username) (\(id)).")
            }
        }
    }

    /// Replaces the roles of an account.
    struct GiveRoles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role",
            abstract: "Replace the roles of an account."
        )

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Username or e-mail address.") var login: String
        @Argument(help: "USER, CREATOR, MODERATOR, ADMIN.") var role: [String]

        func run() async throws {
            let roles = try UserCommand.roles(role).union([.user])
            try await UserCommand.withAccounts(options) { accounts in
                try await accounts.setRoles(roles, ofLogin: login)
                print("\(login) is \(roles.map(\.rawValue).sorted().joined(separator: ", ")) now.")
            }
        }
    }

    /// Sets a new password.
    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-password",
            abstract: "Set a new password, read from standard input, and end all logins of the account."
        )

        @OptionGroup var options: SettingsOptions
        @Argument(help: "Username or e-mail address.") var login: String
        @Option(help: "The password; seen by others on this machine, so better on standard input.")
        var password: String?

        func run() async throws {
            let password = try UserCommand.password(password)
            try await UserCommand.withAccounts(options) { accounts in
                try await accounts.resetPassword(password, ofLogin: login)
                print("\(login) has a new password.")
            }
        }
    }

    private static func password(_ given: String?) throws -> NewPassword {
        let text = given ?? readLine(strippingNewline: true) ?? ""
        guard let password = NewPassword(text) else {
            throw ValidationError("The password must have 10 to 200 characters.")
        }
        return password
    }

    private static func roles(_ names: [String]) throws -> Set<Role> {
        Set(
            try names.map { name in
                guard let role = Role(rawValue: name.uppercased()) else {
                    throw ValidationError(
                        "There is no role \(name); there are USER, CREATOR, MODERATOR and ADMIN."
                    )
                }
                return role
            }
        )
    }

    private static func withAccounts(
        _ options: SettingsOptions,
        _ body: (AccountsModule) async throws -> Void
    ) async throws {
        try await OfflineSite.use(options) { site in
            guard let accounts = site.module(AccountsModule.self) else {
                throw ValidationError("The accounts module is not among the modules.")
            }
            do {
                try await body(accounts)
            } catch let error as any ServiceError {
                throw ValidationError(
                    error.failure.problems.first.map { "The \($0.field): \($0.message)" }
                        ?? error.failure.message
                )
            }
        }
    }
}
