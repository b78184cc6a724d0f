#include "CCrypto.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("OpenSSL's libcrypto", "libcrypto.so.3", "libssl3")};

const char *ccrypto_problem(void) { return clazy_load(&library); }

LAZY(int, EVP_Digest,
  (const void *data, size_t count, unsigned char *md, unsigned int *size, const EVP_MD *type, ENGINE *impl),
  (data, count, md, size, type, impl))
LAZY(const EVP_MD *, EVP_sha256, (void), ())
