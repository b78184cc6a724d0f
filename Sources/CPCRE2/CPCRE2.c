#include "CPCRE2.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("PCRE2", "libpcre2-8.so.0", "libpcre2-8-0")};

const char *cpcre2_problem(void) { return clazy_load(&library); }

typedef int callout(pcre2_callout_block_8 *, void *);

LAZY(void, pcre2_code_free_8, (pcre2_code_8 *code), (code))
LAZY(pcre2_code_8 *, pcre2_compile_8,
  (PCRE2_SPTR8 pattern, size_t length, uint32_t options, int *error, size_t *offset, pcre2_compile_context_8 *context),
  (pattern, length, options, error, offset, context))
LAZY(pcre2_compile_context_8 *, pcre2_compile_context_create_8, (pcre2_general_context_8 *general), (general))
LAZY(void, pcre2_compile_context_free_8, (pcre2_compile_context_8 *context), (context))
LAZY(int, pcre2_get_error_message_8, (int error, PCRE2_UCHAR8 *text, size_t size), (error, text, size))
LAZY(size_t *, pcre2_get_ovector_pointer_8, (pcre2_match_data_8 *data), (data))
LAZY(int, pcre2_jit_compile_8, (pcre2_code_8 *code, uint32_t options), (code, options))
LAZY(void, pcre2_jit_stack_assign_8, (pcre2_match_context_8 *context, pcre2_jit_callback_8 choose, void *data),
  (context, choose, data))
LAZY(pcre2_jit_stack_8 *, pcre2_jit_stack_create_8, (size_t start, size_t most, pcre2_general_context_8 *general),
  (start, most, general))
LAZY(int, pcre2_match_8,
  (const pcre2_code_8 *code, PCRE2_SPTR8 subject, size_t length, size_t start, uint32_t options,
    pcre2_match_data_8 *data, pcre2_match_context_8 *context),
  (code, subject, length, start, options, data, context))
LAZY(pcre2_match_context_8 *, pcre2_match_context_create_8, (pcre2_general_context_8 *general), (general))
LAZY(pcre2_match_data_8 *, pcre2_match_data_create_from_pattern_8,
  (const pcre2_code_8 *code, pcre2_general_context_8 *general),
  (code, general))
LAZY(void, pcre2_match_data_free_8, (pcre2_match_data_8 *data), (data))
LAZY(int, pcre2_pattern_info_8, (const pcre2_code_8 *code, uint32_t what, void *into), (code, what, into))
LAZY(int, pcre2_set_callout_8, (pcre2_match_context_8 *context, callout *called, void *data), (context, called, data))
LAZY(int, pcre2_set_heap_limit_8, (pcre2_match_context_8 *context, uint32_t kibibytes), (context, kibibytes))
LAZY(int, pcre2_set_match_limit_8, (pcre2_match_context_8 *context, uint32_t steps), (context, steps))
LAZY(int, pcre2_set_newline_8, (pcre2_compile_context_8 *context, uint32_t newline), (context, newline))
