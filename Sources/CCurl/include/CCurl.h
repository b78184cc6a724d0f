// libcurl, downloads: loaded at the first call.
#pragma once

#include <curl/curl.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *ccurl_problem(void);

/// `curl_easy_setopt`, which takes any argument, for each kind of argument.
CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_data_function(
  CURL *handle, CURLoption option, size_t (*function)(char *bytes, size_t size, size_t count, void *context));
CURLcode ccurl_set_progress_function(
  CURL *handle, int (*function)(void *context, curl_off_t total, curl_off_t now, curl_off_t sent, curl_off_t up));

/// The status of the last response.
long ccurl_status(CURL *handle);
