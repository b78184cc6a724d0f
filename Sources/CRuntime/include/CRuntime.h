#ifndef CRUNTIME_H
#define CRUNTIME_H

#include <malloc.h>
#include <stddef.h>

/// The Swift runtime's allocation of an object of `size` bytes with one reference; the fields are not initialised.
static inline void *allocate_object(const void *metadata, size_t size, size_t alignment_mask) {
  extern void *swift_allocObject(const void *, size_t, size_t);
  return swift_allocObject(metadata, size, alignment_mask);
}

#endif
