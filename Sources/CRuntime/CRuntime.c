#define _GNU_SOURCE
#include "CRuntime.h"

#include <sched.h>

int count_allowed_processors(void) {
  cpu_set_t allowed;
  return sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 0;
}
