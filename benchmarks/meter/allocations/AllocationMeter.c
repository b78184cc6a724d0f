// Counts what a program allocates, by standing in for the C library's functions: theirs are called for the memory.
// Blocks that are asked for and never touched count as well, so that a length which a file only claims shows.

#include "AllocationMeter.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_long held, peak;

static void *count(void *block) {
  if (block == NULL) return NULL;
  long size = (long)malloc_usable_size(block);
  long now = atomic_fetch_add_explicit(&held, size, memory_order_relaxed) + size;
  long most = atomic_load_explicit(&peak, memory_order_relaxed);
  while (now > most && !atomic_compare_exchange_weak_explicit(&peak, &most, now, memory_order_relaxed,
                                                               memory_order_relaxed)) {
  }
  return block;
}

static void discount(long size) { atomic_fetch_sub_explicit(&held, size, memory_order_relaxed); }

void *malloc(size_t size) { return count(__libc_malloc(size)); }
void *calloc(size_t number, size_t size) { return count(__libc_calloc(number, size)); }
void *memalign(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size)); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  void *block = count(__libc_memalign(alignment, size));
  if (block == NULL) return ENOMEM;
  *result = block;
  return 0;
}

void *realloc(void *old, size_t size) {
  // While a block moves, both are there.
  long before = old == NULL ? 0 : (long)malloc_usable_size(old);
  void *block = __libc_realloc(old, size);
  if (block == NULL && size != 0) return NULL;
  count(block);
  discount(before);
  return block;
}

void free(void *block) {
  if (block == NULL) return;
  discount((long)malloc_usable_size(block));
  __libc_free(block);
}

long allocation_meter_now(void) { return atomic_load_explicit(&held, memory_order_relaxed); }
long allocation_meter_peak(void) { return atomic_load_explicit(&peak, memory_order_relaxed); }
void allocation_meter_reset(void) {
  atomic_store_explicit(&peak, atomic_load_explicit(&held, memory_order_relaxed), memory_order_relaxed);
}
