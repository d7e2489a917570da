// SPDX-License-Identifier: Apache-2.0

/// The tables that every service's database has besides its own: outbox, positions of handlers, jobs.
///
/// Services never touch these names: `outbox`, `outbox_readers`, `event_positions`, `held_events`, `dead_events`,
/// `jobs`, `job_schedules`, `migrations`.
enum PlatformTables {
    static func migrations(for name: String) -> [Migration] {
        let schema: SQLQuery = "\(unsafe: name)"
        return [outbox(schema), handlers(schema), jobs(schema), heldByKey]
    }

    private static func outbox(_ schema: SQLQuery) -> Migration {
        Migration(
            "platform_0001_outbox",
            """
            CREATE TABLE \(schema).outbox (
                \(.commitOrderColumns),
                id uuid NOT NULL, name text NOT NULL, version bigint NOT NULL, ordering_key text NOT NULL,
                payload text NOT NULL, published_at bigint NOT NULL
            )
            """,
            // On SQLite the primary key is the order.
            .either(sqlite: "", postgres: "CREATE INDEX outbox_order ON outbox (xid, position)"),
            """
            CREATE TABLE \(schema).outbox_readers (
                handler text PRIMARY KEY, xid bigint NOT NULL, position bigint NOT NULL, seen_at bigint NOT NULL
            )
            """
        )
    }

    private static func handlers(_ schema: SQLQuery) -> Migration {
        let columns: SQLQuery = """
            handler text NOT NULL, source text NOT NULL, xid bigint NOT NULL, position bigint NOT NULL,
            id uuid NOT NULL, name text NOT NULL, version bigint NOT NULL, ordering_key text NOT NULL,
            payload text NOT NULL, published_at bigint NOT NULL, attempts bigint NOT NULL, error text NOT NULL
            """
        return Migration(
            "platform_0002_event_handlers",
            """
            CREATE TABLE \(schema).event_positions (
                handler text NOT NULL, source text NOT NULL, xid bigint NOT NULL, position bigint NOT NULL,
                handled bigint NOT NULL, PRIMARY KEY (handler, source)
            )
            """,
            """
            CREATE TABLE \(schema).held_events (
                \(columns), next_at bigint NOT NULL, PRIMARY KEY (handler, source, xid, position)
            )
            """,
            """
            CREATE TABLE \(schema).dead_events (
                \(columns), died_at bigint NOT NULL, PRIMARY KEY (handler, id)
            )
            """
        )
    }

    // What is held under a key is looked for at each attempt, among all that is held.
    private static var heldByKey: Migration {
        Migration(
            "platform_0004_held_by_key",
            "CREATE INDEX held_events_by_key ON held_events (handler, source, ordering_key, xid, position)"
        )
    }

    private static func jobs(_ schema: SQLQuery) -> Migration {
        Migration(
            "platform_0003_jobs",
            """
            CREATE TABLE \(schema).jobs (
                id uuid PRIMARY KEY, name text NOT NULL, payload text NOT NULL, state text NOT NULL,
                run_at bigint NOT NULL, attempts bigint NOT NULL, unique_key text, lease uuid,
                error text, created_at bigint NOT NULL
            )
            """,
            "CREATE INDEX jobs_due ON jobs (state, run_at)",
            """
            CREATE UNIQUE INDEX jobs_unique ON jobs (name, unique_key)
            WHERE unique_key IS NOT NULL AND state = 'ready'
            """,
            """
            CREATE TABLE \(schema).job_schedules (
                name text PRIMARY KEY, spec text NOT NULL, next_at bigint NOT NULL
            )
            """
        )
    }
}
