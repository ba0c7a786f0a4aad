// The system's libsqlite3 (3.40 or later, with FTS5). The fts5 extension API is part of sqlite3.h.
#include <sqlite3.h>
