#include "COpenBLAS.h"
#include "CLazy.h"

#include <dlfcn.h>
#include <stdlib.h>

// The engine's own threads share the work: OpenBLAS stays on the calling one. Told so before it is loaded it never
// starts its own, which would spin for a while. The variable goes again, for the sake of programs started from here.
static int is_chosen_here;

static void choose_one_thread(void) { is_chosen_here = setenv("OPENBLAS_NUM_THREADS", "1", 1) == 0; }

static void keep_one_thread(void *handle) {
  if (is_chosen_here) unsetenv("OPENBLAS_NUM_THREADS");
  __typeof__(&openblas_set_num_threads) set = (__typeof__(set))dlsym(handle, "openblas_set_num_threads");
  if (set) set(1);
}

static clazy_library library = {
  LAZY_FILE("OpenBLAS", "libopenblas.so.0", "libopenblas0"),
  .before_loading = choose_one_thread,
  .after_loading = keep_one_thread,
};

const char *copenblas_problem(void) { return clazy_load(&library); }

LAZY(void, cblas_sgemm,
  (enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transA, enum CBLAS_TRANSPOSE transB, blasint m, blasint n, blasint k,
    float alpha, const float *a, blasint lda, const float *b, blasint ldb, float beta, float *c, blasint ldc),
  (order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
