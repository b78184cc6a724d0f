#ifndef CRUNTIME_H
#define CRUNTIME_H

#include <malloc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/// The Swift runtime's allocation of an object of `size` bytes with one reference; the fields are not initialised.
static inline void *allocate_object(const void *metadata, size_t size, size_t alignment_mask) {
  extern void *swift_allocObject(const void *, size_t, size_t);
  return swift_allocObject(metadata, size, alignment_mask);
}

/// C's `%.*e`, `%.*f` or `%.*g` (with `#` if `alternate`) of a double; as snprintf, what it returns.
static inline int format_double(
    char *buffer, size_t size, bool alternate, int precision, char conversion, double value) {
  switch (conversion) {
  case 'e': return snprintf(buffer, size, alternate ? "%#.*e" : "%.*e", precision, value);
  case 'f': return snprintf(buffer, size, alternate ? "%#.*f" : "%.*f", precision, value);
  default: return snprintf(buffer, size, alternate ? "%#.*g" : "%.*g", precision, value);
  }
}

/// How many processors this process may run on, 0 when that is unknown.
int count_allowed_processors(void);

#endif
