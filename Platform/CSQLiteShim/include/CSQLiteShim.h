#pragma once
#include <sqlite3.h>

/// Renames the main schema of a connection, so that `chat.messages` means the same in SQLite and PostgreSQL.
/// `sqlite3_db_config` is variadic, which Swift cannot call. The name must outlive the connection.
int roost_sqlite_name_main_schema(sqlite3 *connection, const char *name);

/// Has SQLite count no bytes: it would take one lock of the whole process for each allocation. Only before its first use;
/// says SQLITE_MISUSE afterwards. `sqlite3_config` is variadic too.
int roost_sqlite_count_no_memory(void);
