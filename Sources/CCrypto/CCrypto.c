#include "CCrypto.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("OpenSSL's libcrypto", "libcrypto.so.3", "libssl3")};

const char *ccrypto_problem(void) { return clazy_load(&library); }

LAZY(int, EVP_Digest,
  (const void *data, size_t count, unsigned char *md, unsigned int *size, const EVP_MD *type, ENGINE *impl),
  (data, count, md, size, type, impl))
LAZY(const EVP_MD *, EVP_sha256, (void), ())
LAZY(int, EVP_DigestFinal_ex, (EVP_MD_CTX *context, unsigned char *md, unsigned int *size), (context, md, size))
LAZY(int, EVP_DigestInit_ex, (EVP_MD_CTX *context, const EVP_MD *type, ENGINE *impl), (context, type, impl))
LAZY(int, EVP_DigestUpdate, (EVP_MD_CTX *context, const void *data, size_t count), (context, data, count))
LAZY(void, EVP_MD_CTX_free, (EVP_MD_CTX *context), (context))
LAZY(EVP_MD_CTX *, EVP_MD_CTX_new, (void), ())
LAZY(const EVP_MD *, EVP_sha1, (void), ())
