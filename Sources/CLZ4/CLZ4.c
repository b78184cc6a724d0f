#include "CLZ4.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("LZ4", "liblz4.so.1", "liblz4-1")};

const char *clz4_problem(void) { return clazy_load(&library); }

LAZY(int, LZ4_decompress_safe, (const char *source, char *target, int count, int capacity), (source, target, count, capacity))
