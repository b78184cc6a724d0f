#include "CReadline.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("GNU readline", "libreadline.so.8", "libreadline8")};

const char *creadline_problem(void) { return clazy_load(&library); }

LAZY(void, using_history, (void), ())
LAZY(void, stifle_history, (int count), (count))
LAZY(int, read_history, (const char *path), (path))
LAZY(int, write_history, (const char *path), (path))
LAZY(void, add_history, (const char *line), (line))
LAZY(HIST_ENTRY *, history_get, (int number), (number))
LAZY(void, rl_callback_handler_install, (const char *prompt, rl_vcpfunc_t *handler), (prompt, handler))
LAZY(void, rl_callback_handler_remove, (void), ())
LAZY(void, rl_callback_read_char, (void), ())
LAZY(void, rl_callback_sigcleanup, (void), ())
LAZY(void, rl_free_line_state, (void), ())
LAZY(int, rl_insert_text, (const char *text), (text))
LAZY(int, rl_variable_bind, (const char *variable, const char *value), (variable, value))

void creadline_set_up(rl_completion_func_t *completion, rl_hook_func_t *startup) {
  LAZY_VARIABLE(rl_readline_name) = "rlnb";
  LAZY_VARIABLE(rl_attempted_completion_function) = completion;
  LAZY_VARIABLE(rl_startup_hook) = startup;
  // Signals are the program's: Ctrl-C stops what runs, or clears the line.
  LAZY_VARIABLE(rl_catch_signals) = 0;
  LAZY_VARIABLE(rl_catch_sigwinch) = 1;
  LAZY_VARIABLE(rl_basic_word_break_characters) = " \t\n\"\\'`@$><=;|&{(,:+-*/%[])}~^!.";
  LAZY_VARIABLE(rl_completer_quote_characters) = "";
  LAZY_VARIABLE(rl_completion_suppress_append) = 1;
  // A pasted program arrives as one input.
  rl_variable_bind("enable-bracketed-paste", "on");
  // Dates between the entries of the history file keep those of several lines whole.
  LAZY_VARIABLE(history_comment_char) = '#';
  LAZY_VARIABLE(history_write_timestamps) = 1;
  LAZY_VARIABLE(history_multiline_entries) = 1;
  rl_variable_bind("show-all-if-ambiguous", "on");
}

FILE *creadline_input(void) { return LAZY_VARIABLE(rl_instream); }

const char *creadline_line(void) { return LAZY_VARIABLE(rl_line_buffer); }

void creadline_finish_completion(void) {
  LAZY_VARIABLE(rl_attempted_completion_over) = 1;
  LAZY_VARIABLE(rl_completion_append_character) = 0;
}

int creadline_history_count(void) { return LAZY_VARIABLE(history_length); }

const char *creadline_last_entry(void) {
  HIST_ENTRY *entry = history_get(LAZY_VARIABLE(history_base) + LAZY_VARIABLE(history_length) - 1);
  return entry ? entry->line : NULL;
}
