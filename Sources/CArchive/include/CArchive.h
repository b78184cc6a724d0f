// libarchive, tar files and their compression: loaded at the first call.
#pragma once

#include <archive.h>
#include <archive_entry.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *carchive_problem(void);
