#include "CReadline.h"

void creadline_set_up(void) {
  rl_readline_name = "rlnb";
  // Signals are the program's: Ctrl-C stops what runs, or clears the line.
  rl_catch_signals = 0;
  rl_catch_sigwinch = 1;
  rl_basic_word_break_characters = " \t\n\"\\'`@$><=;|&{(,:+-*/%[])}~^!.";
  rl_completer_quote_characters = "";
  rl_completion_suppress_append = 1;
  // A pasted program arrives as one input.
  rl_variable_bind("enable-bracketed-paste", "on");
  // Dates between the entries of the history file keep those of several lines whole.
  history_comment_char = '#';
  history_write_timestamps = 1;
  history_multiline_entries = 1;
  rl_variable_bind("show-all-if-ambiguous", "on");
}
