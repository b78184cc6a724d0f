// swift-tools-version: 6.2
import PackageDescription

/// Release builds drop overflow and exclusivity checks in the hot modules; whatever comes from outside is
/// validated by the code itself before it reaches them.
let fast: [SwiftSetting] = [
  .unsafeFlags(["-Ounchecked", "-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

/// Objects of the language are touched under the interpreter's lock only, so that counting references to them needs no
/// atomic operations. Also for the bindings: the compiler shares the code that copies values among modules. The threads
/// of the engine run code of the module Tensor, which counts as usual, while the language waits for them.
let underOneLock: [SwiftSetting] = [
  .unsafeFlags(["-Xfrontend", "-assume-single-threaded"], .when(configuration: .release))
]

/// Code around the engine, where size counts more than speed: what a program's start touches lies closer together.
let small: [SwiftSetting] = [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// The shipped program carries the Swift standard library: it starts faster and runs where no toolchain is. Only the
/// link differs, so that tests, which need the shared libraries, use the same objects. The argument parser brings
/// FoundationEssentials and what that needs; nothing may import Foundation, whose 30 MB of ICU come along.
let staticStandardLibrary: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections",
      // A fixed address and no names for others to find: nothing is left to be relocated at the start.
      "-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic",
      // The C++ runtime that Swift's needs, as well: `scripts/static` leads the linker to its archive.
      "-L", "\(Context.packageDirectory)/scripts/static", "-Xclang-linker", "-static-libgcc",
    ],
    .when(configuration: .release))
]

let package = Package(
  name: "rlnb",
  products: [
    .executable(name: "rlnb", targets: ["rlnb"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    // C libraries: their headers, and functions that load them at the first call (docs/internals/startup.md).
    .target(name: "CLazy"),
    .target(name: "COpenBLAS", dependencies: ["CLazy"]),
    .target(name: "CCairo", dependencies: ["CLazy"]),
    .target(name: "CCrypto", dependencies: ["CLazy"]),
    .target(name: "CMarkdown", dependencies: ["CLazy"]),
    .target(name: "CArchive", dependencies: ["CLazy"]),
    .target(name: "CSnappy", dependencies: ["CLazy"]),
    .target(name: "CZstd", dependencies: ["CLazy"]),
    .target(name: "CBrotli", dependencies: ["CLazy"]),
    .target(name: "CLZ4", dependencies: ["CLazy"]),
    .target(name: "CCurl", dependencies: ["CLazy"]),
    .target(name: "CPCRE2", dependencies: ["CLazy"]),
    .target(name: "CReadline", dependencies: ["CLazy"]),
    .target(name: "CRuntime"),

    // What every module may use: interruption, progress, errors a user reads, files written whole or not at all.
    .target(name: "Support", dependencies: ["CCrypto"]),

    // The language
    .target(name: "BigInteger", dependencies: ["Support"], swiftSettings: fast + underOneLock),
    .target(name: "Script", dependencies: ["Support", "BigInteger", "CRuntime", "CPCRE2", "CArchive"],
      exclude: ["Syntax/grammar.txt"], swiftSettings: fast + underOneLock),

    // The engine
    .target(name: "Tensor", dependencies: ["Support", "CRuntime", "COpenBLAS"], swiftSettings: fast),
    .target(name: "Tokenizer", dependencies: ["Support"], swiftSettings: fast),
    .target(name: "Hub", dependencies: ["Support", "CCurl"], swiftSettings: small),
    .target(name: "Dataset", dependencies: ["Support", "Hub", "CArchive", "CSnappy", "CZstd", "CBrotli", "CLZ4"], swiftSettings: fast),
    .target(name: "Transformer", dependencies: ["Support", "Hub", "Tensor", "Tokenizer", "CArchive"], swiftSettings: fast),
    .target(name: "RLHF", dependencies: ["Support", "Tensor", "Transformer", "Tokenizer", "Dataset"], swiftSettings: fast),
    .target(name: "Plot", dependencies: ["Support", "CCairo"], swiftSettings: small),

    // The language's view of the engine, notebooks, front ends
    .target(
      name: "Bindings",
      dependencies: ["Support", "Script", "Tensor", "Tokenizer", "Dataset", "Transformer", "RLHF", "Plot"],
      swiftSettings: underOneLock + small),
    .target(name: "Notebook", dependencies: ["Support", "Script", "Bindings", "Plot", "CMarkdown"], swiftSettings: small),
    .target(name: "REPL", dependencies: ["Support", "Script", "Notebook", "CReadline"], swiftSettings: small),
    .executableTarget(
      name: "rlnb",
      dependencies: [
        "REPL", "Notebook", "Bindings",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: small, linkerSettings: staticStandardLibrary),

    // Measurements without the language in between
    .target(name: "Measuring", path: "benchmarks/measuring"),
    .target(name: "AllocationMeter", path: "benchmarks/meter/allocations"),
    .target(name: "MemoryUse", dependencies: ["AllocationMeter"], path: "benchmarks/meter/use"),
    .executableTarget(
      name: "engine-bench", dependencies: ["Support", "Tensor", "Transformer", "RLHF", "Measuring"],
      path: "benchmarks/engine", exclude: ["README.md", "compare.py", "large_checkpoint.py", "peer.py", "reviews.rl"],
      swiftSettings: fast, linkerSettings: staticStandardLibrary),
    .executableTarget(
      name: "tokenizer-bench", dependencies: ["Support", "Tokenizer", "Dataset"], path: "benchmarks/tokenizer",
      exclude: ["check.py", "check_saved.py", "compare.py", "prepare.py", "README.md", "corpus"], swiftSettings: fast, linkerSettings: staticStandardLibrary),
    .executableTarget(
      name: "data-bench", dependencies: ["Support", "Dataset", "Transformer", "Measuring", "MemoryUse"], path: "benchmarks/data",
      exclude: ["README.md", "compare.py", "tokenize.rl"], swiftSettings: fast, linkerSettings: staticStandardLibrary),
    .executableTarget(
      name: "checkpoint-fuzz", dependencies: ["Support", "Script", "Tensor", "Transformer", "Measuring", "MemoryUse"], path: "benchmarks/fuzz",
      swiftSettings: fast, linkerSettings: staticStandardLibrary),

    // Tests
    .testTarget(name: "SupportTests", dependencies: ["Support"], path: "Tests/Support"),
    .testTarget(name: "BigIntegerTests", dependencies: ["BigInteger", "Support"], path: "Tests/BigInteger"),
    .testTarget(name: "ScriptTests", dependencies: ["Script"], path: "Tests/Script"),
    .testTarget(name: "LanguageTests", dependencies: ["Script", "Bindings"], path: "Tests/Language", exclude: ["programs", "record.py", "generator", "errors", "record_last_lines.py", "record_reports.py"]),
    .testTarget(name: "TensorTests", dependencies: ["Tensor"], path: "Tests/Tensor"),
    .testTarget(name: "TokenizerTests", dependencies: ["Tokenizer"], path: "Tests/Tokenizer"),
    .testTarget(name: "HubTests", dependencies: ["Hub", "Dataset", "Transformer"], path: "Tests/Hub"),
    .testTarget(name: "DatasetTests", dependencies: ["Dataset", "MemoryUse"], path: "Tests/Dataset"),
    .testTarget(name: "TransformerTests", dependencies: ["Transformer", "MemoryUse"], path: "Tests/Transformer"),
    .testTarget(name: "RLHFTests", dependencies: ["RLHF"], path: "Tests/RLHF"),
    .testTarget(name: "PlotTests", dependencies: ["Plot", "Support", "CCairo"], path: "Tests/Plot"),
    .testTarget(name: "BindingsTests", dependencies: ["Bindings", "Script"], path: "Tests/Bindings", exclude: ["record.py", "programs"]),
    .testTarget(name: "NotebookTests", dependencies: ["Notebook"], path: "Tests/Notebook"),
    .testTarget(
      name: "CommandLineTests", dependencies: ["Support"], path: "Tests/CommandLine",
      exclude: ["long_operations.rl", "repeatable_training.rl"]),
  ],
  swiftLanguageModes: [.v5]
)
