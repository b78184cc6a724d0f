// PCRE2, regular expressions over UTF-8 code units: loaded at the first call.
#pragma once

// The header needs the width before it is included.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *cpcre2_problem(void);
