import Glibc
import Support

/// oneDNN's matrix products, found at run time: they run nearer to the processor's limit than OpenBLAS's, most of all
/// with few rows, and know bfloat16. Without the library, or with `RLNB_ONEDNN=0`, OpenBLAS computes everything.
enum OneDNN {
  /// `dnnl_sgemm`: row-major C = alpha · op(A) · op(B) + beta · C.
  typealias Gemm =
    @convention(c) (
      CChar, CChar, Int, Int, Int, Float, UnsafePointer<Float>, Int, UnsafePointer<Float>, Int, Float,
      UnsafeMutablePointer<Float>, Int
    ) -> Int32
  /// `dnnl_gemm_bf16bf16f32`: the same with factors in bfloat16.
  typealias BFloat16Gemm =
    @convention(c) (
      CChar, CChar, Int, Int, Int, Float, UnsafePointer<UInt16>, Int, UnsafePointer<UInt16>, Int, Float,
      UnsafeMutablePointer<Float>, Int
    ) -> Int32

  static let gemm: Gemm? = symbol("dnnl_sgemm").map { unsafeBitCast($0, to: Gemm.self) }

  /// `nil` where the processor would have to imitate the instructions, too.
  static let bfloat16Gemm: BFloat16Gemm? = {
    guard let information = try? FileIO.readText("/proc/cpuinfo"), information.contains("avx512_bf16") else { return nil }
    return symbol("dnnl_gemm_bf16bf16f32").map { unsafeBitCast($0, to: BFloat16Gemm.self) }
  }()

  /// Products smaller than this gain less than the library takes for a call.
  static let smallest = 1 << 16

  /// Whether a factor is transposed, as the library says it.
  static func letter(_ isTransposed: Bool) -> CChar { isTransposed ? 84 : 78 }  // 'T', 'N'

  private static func symbol(_ name: String) -> UnsafeMutableRawPointer? { library.flatMap { dlsym($0, name) } }

  private nonisolated(unsafe) static let library: UnsafeMutableRawPointer? = {
    if getenv("RLNB_ONEDNN").map({ String(cString: $0) }) == "0" { return nil }
    // Each of our threads computes its own tile: the library must not start threads below it. It reads this as it loads.
    let variable = "OMP_NUM_THREADS"
    let before = getenv(variable).map { String(cString: $0) }
    setenv(variable, "1", 1)
    defer { if let before { setenv(variable, before, 1) } else { unsetenv(variable) } }
    return dlopen("libdnnl.so.2", RTLD_NOW | RTLD_LOCAL)
  }()
}
