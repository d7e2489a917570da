// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits and lifetimes of Accounts.
struct AccountsLimits: Sendable {
    /// How long an access token is good.
    var accessLifetime: Duration = .minutes(15)
    /// How long a refresh token is good, counted from the last refresh.
    var refreshLifetime: Duration = .days(7)
    /// How many wrong passwords one name may get within the window.
    var wrongPasswords = 10
    /// The window for wrong passwords.
    var wrongPasswordWindow: Duration = .minutes(15)
    /// How long a key signs before the next one takes over; it verifies for as long again.
    var keyRotation: Duration = .days(30)
    /// What a password hash costs.
    var hashCost: PasswordHasher.Cost = .standard
    /// How many threads hash. One: even a burst of logins leaves the other cores to requests.
    var hashThreads = 1
}
