// OpenSSL's libcrypto, digests: loaded at the first call.
#pragma once

#include <openssl/evp.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *ccrypto_problem(void);
