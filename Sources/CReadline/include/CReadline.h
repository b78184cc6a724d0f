// GNU readline, the prompt: loaded at the first call. Its headers need FILE first.
#pragma once

#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

/// Loads the library unless it is loaded. Returns NULL, or a sentence that says what to install.
const char *creadline_problem(void);

/// Sets readline's variables: `completion` lists completions, `startup` runs when a line begins.
void creadline_set_up(rl_completion_func_t *completion, rl_hook_func_t *startup);

/// Where lines are read from, or NULL for the standard input.
FILE *creadline_input(void);

/// The line that is being edited.
const char *creadline_line(void);

/// Says that the list of completions is whole, and that nothing follows a completed word.
void creadline_finish_completion(void);

/// How many entries the history has.
int creadline_history_count(void);

/// The text of the last entry of the history, or NULL.
const char *creadline_last_entry(void);
