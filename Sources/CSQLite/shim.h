// The system's libsqlite3 (3.40 or later, with FTS5). The fts5 extension API is part of sqlite3.h.
//
// Swift cannot call C functions with variable arguments, so the one we need has a fixed form here.
#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#include <sqlite3.h>

// Sets one of the boolean SQLITE_DBCONFIG_… options of a connection.
static inline int csqlite_db_config_bool(sqlite3 *database, int option, int on) {
  return sqlite3_db_config(database, option, on, (int *)0);
}

#endif
