// zstd, a compression of parquet files: loaded at the first call.
#pragma once

// The library is found when it is first called, so its functions are not imported.
#define ZSTDLIB_VISIBLE __attribute__((visibility("hidden")))
#include <zstd.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *czstd_problem(void);
