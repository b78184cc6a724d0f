// Cairo, vector graphics: loaded at the first call.
#pragma once

#include <cairo/cairo-pdf.h>
#include <cairo/cairo-svg.h>
#include <cairo/cairo.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *ccairo_problem(void);
