// GNU readline; its headers need FILE first.
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

/// Sets the variables that are macros or fixed arrays to a Swift eye.
void creadline_set_up(void);
