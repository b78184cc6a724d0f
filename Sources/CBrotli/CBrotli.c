#include "CBrotli.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("Brotli", "libbrotlidec.so.1", "libbrotli1")};

const char *cbrotli_problem(void) { return clazy_load(&library); }

LAZY(BrotliDecoderResult, BrotliDecoderDecompress,
  (size_t count, const uint8_t *source, size_t *decoded, uint8_t *target), (count, source, decoded, target))
