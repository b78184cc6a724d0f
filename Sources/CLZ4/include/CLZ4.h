// LZ4's blocks, a compression of parquet files: loaded at the first call.
#pragma once

// As every function that is loaded at its first call: see LAZY.
#define LZ4LIB_VISIBILITY __attribute__((visibility("hidden")))
#include <lz4.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *clz4_problem(void);
