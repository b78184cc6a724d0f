// Brotli's decoder, a compression of parquet files: loaded at the first call.
#pragma once

#include <brotli/decode.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *cbrotli_problem(void);
