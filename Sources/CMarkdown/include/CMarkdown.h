// md4c, Markdown to HTML: loaded at the first call.
#pragma once

#include <md4c-html.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *cmarkdown_problem(void);
