#include "CSQLiteShim.h"

int roost_sqlite_name_main_schema(sqlite3 *connection, const char *name) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_MAINDBNAME, name);
}

int roost_sqlite_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
