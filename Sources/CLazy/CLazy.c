#include "CLazy.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;

const char *clazy_load(clazy_library *library) {
  if (atomic_load_explicit(&library->handle, memory_order_acquire)) return NULL;
  pthread_mutex_lock(&loading);
  void *handle = atomic_load_explicit(&library->handle, memory_order_relaxed);
  if (!handle) {
    if (library->before_loading) library->before_loading();
    handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);
    if (handle && library->after_loading) library->after_loading(handle);
    atomic_store_explicit(&library->handle, handle, memory_order_release);
  }
  pthread_mutex_unlock(&loading);
  return handle ? NULL : library->problem;
}

void *clazy_symbol(clazy_library *library, const char *name) {
  const char *problem = clazy_load(library);
  void *symbol = problem ? NULL : dlsym(library->handle, name);
  if (symbol) return symbol;
  if (problem) {
    fprintf(stderr, "rlnb: %s\n", problem);
  } else {
    fprintf(stderr, "rlnb: %s is too old: it has no '%s'\n", library->file, name);
  }
  exit(1);
}
