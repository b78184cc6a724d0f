#include "CZstd.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("zstd", "libzstd.so.1", "libzstd1")};

const char *czstd_problem(void) { return clazy_load(&library); }

LAZY(size_t, ZSTD_decompress,
  (void *target, size_t capacity, const void *source, size_t count),
  (target, capacity, source, count))
LAZY(const char *, ZSTD_getErrorName, (size_t code), (code))
LAZY(unsigned, ZSTD_isError, (size_t code), (code))
