#include "CMarkdown.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("md4c", "libmd4c-html.so.0", "libmd4c-html0")};

const char *cmarkdown_problem(void) { return clazy_load(&library); }

typedef void (*text_sink)(const MD_CHAR *text, MD_SIZE size, void *userdata);

LAZY(int, md_html,
  (const MD_CHAR *input, MD_SIZE input_size, text_sink process_output, void *userdata, unsigned parser_flags,
    unsigned renderer_flags),
  (input, input_size, process_output, userdata, parser_flags, renderer_flags))
