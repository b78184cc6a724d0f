// Without the checks that libcurl's headers wrap around its functions of any arguments.
#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"
#include "CLazy.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo

static clazy_library library = {LAZY_FILE("libcurl", "libcurl.so.4", "libcurl4")};

const char *ccurl_problem(void) { return clazy_load(&library); }

LAZY(void, curl_easy_cleanup, (CURL *handle), (handle))
LAZY(CURL *, curl_easy_init, (void), ())
LAZY(CURLcode, curl_easy_perform, (CURL *handle), (handle))
LAZY(const char *, curl_easy_strerror, (CURLcode code), (code))
LAZY(struct curl_slist *, curl_slist_append, (struct curl_slist *list, const char *text), (list, text))
LAZY(void, curl_slist_free_all, (struct curl_slist *list), (list))

typedef CURLcode (*setting)(CURL *, CURLoption, ...);
typedef CURLcode (*question)(CURL *, CURLINFO, ...);

static setting set_option(void) { return (setting)clazy_symbol(&library, "curl_easy_setopt"); }

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) { return set_option()(handle, option, value); }

CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return set_option()(handle, option, value);
}

CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
  return set_option()(handle, option, value);
}

CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) { return set_option()(handle, option, value); }

CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return set_option()(handle, option, value);
}

CURLcode ccurl_set_data_function(
  CURL *handle, CURLoption option, size_t (*function)(char *bytes, size_t size, size_t count, void *context)) {
  return set_option()(handle, option, function);
}

CURLcode ccurl_set_progress_function(
  CURL *handle, int (*function)(void *context, curl_off_t total, curl_off_t now, curl_off_t sent, curl_off_t up)) {
  return set_option()(handle, CURLOPT_XFERINFOFUNCTION, function);
}

long ccurl_status(CURL *handle) {
  long status = 0;
  question ask = (question)clazy_symbol(&library, "curl_easy_getinfo");
  ask(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}
