// OpenBLAS, matrix products: loaded at the first call.
#pragma once

#include <cblas.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *copenblas_problem(void);
