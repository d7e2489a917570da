// SPDX-License-Identifier: Apache-2.0

/// When recurring work runs.
public enum JobSchedule: Sendable, Hashable {
    /// Again and again, this long after the last time.
    case every(Duration)
    /// At the times of a cron line in UTC: minute, hour, day of the month, month, day of the week.
    case cron(String)
}
