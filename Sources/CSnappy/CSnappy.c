#include "CSnappy.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("snappy", "libsnappy.so.1", "libsnappy1v5")};

const char *csnappy_problem(void) { return clazy_load(&library); }

LAZY(snappy_status, snappy_uncompress,
  (const char *compressed, size_t compressed_length, char *uncompressed, size_t *uncompressed_length),
  (compressed, compressed_length, uncompressed, uncompressed_length))
LAZY(snappy_status, snappy_uncompressed_length,
  (const char *compressed, size_t compressed_length, size_t *result),
  (compressed, compressed_length, result))
