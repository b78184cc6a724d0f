// PCRE2 for UTF-8 code units; the header needs the width before it is included.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
