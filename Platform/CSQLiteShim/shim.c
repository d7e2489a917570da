#include "CSQLiteShim.h"

int roost_sqlite_name_main_schema(sqlite3 *connection, const char *name) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_MAINDBNAME, name);
}

int roost_sqlite_bind_text(sqlite3_stmt *statement, int index, const char *bytes, int count) {
    // A null pointer would bind NULL, but no characters are a value too.
    return sqlite3_bind_text(statement, index, count == 0 ? "" : bytes, count, SQLITE_TRANSIENT);
}

int roost_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    // A null pointer would bind NULL, but no bytes are a value too.
    if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}
