/// Shared libraries that are loaded when one of their functions is first called, so that a program that never draws,
/// multiplies or unpacks does not pay for what could. docs/internals/startup.md tells how a target uses this.
#pragma once

#include <stdatomic.h>
#include <stddef.h>

/// A shared library and where to get it.
typedef struct {
  /// The name of its file.
  const char *file;
  /// What to say when it cannot be loaded.
  const char *problem;
  /// What is done just before and just after it is loaded, or NULL.
  void (*before_loading)(void);
  void (*after_loading)(void *handle);
  _Atomic(void *) handle;
} clazy_library;

/// Loads `library` unless it is loaded. Returns NULL, or what is wrong: a sentence that names the package to install.
const char *clazy_load(clazy_library *library);

/// The address of a function or variable of `library`. When there is none, says so on standard error and exits.
void *clazy_symbol(clazy_library *library, const char *name);

/// The fields of a `clazy_library` that each has.
#define LAZY_FILE(name, soname, package)                                                              \
  .file = soname, .problem = name " (" soname ") cannot be loaded; install the Debian package " package

/// Defines `function` of the library that the file calls `library`: it finds the real one at the first call and is one
/// predictable jump afterwards. Hidden, so that shared libraries go on calling their own.
///
///   LAZY(double, cos, (double x), (x))
#define LAZY(result, function, parameters, arguments)                                                 \
  __attribute__((visibility("hidden"))) result function parameters {                                  \
    static _Atomic(__typeof__(&function)) found;                                                      \
    __typeof__(&function) real = atomic_load_explicit(&found, memory_order_acquire);                  \
    if (__builtin_expect(!real, 0)) {                                                                 \
      real = (__typeof__(&function))clazy_symbol(&library, #function);                                \
      atomic_store_explicit(&found, real, memory_order_release);                                      \
    }                                                                                                 \
    return real arguments;                                                                            \
  }

/// A variable of the library.
#define LAZY_VARIABLE(variable) (*(__typeof__(variable) *)clazy_symbol(&library, #variable))
