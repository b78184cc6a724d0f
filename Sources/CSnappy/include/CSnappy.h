// snappy, the compression of most parquet files: loaded at the first call.
#pragma once

#include <snappy-c.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *csnappy_problem(void);
