import Glibc
import Support
import Testing

@Suite struct StartTests {
  /// The files of the shared libraries that a script has loaded when it has run `code`.
  private func libraries(after code: String = "pass") throws -> Set<Substring> {
    let run = try Program.run(["-c", code + "\nprint(open('/proc/self/maps').read())"])
    #expect(run.status == 0, "\(run.errors)")
    return Set(
      run.output.split(separator: "\n").compactMap { $0.split(separator: "/").last }.filter { $0.hasPrefix("lib") })
  }

  @Test func aScriptLoadsNoLibraryItDoesNotUse() throws {
    let unused = [
      "libopenblas", "libcairo", "libarchive", "libcrypto", "libmd4c", "libreadline", "libpcre2", "libX11", "libxml2",
      "libicu", "libfontconfig", "libFoundation.",
    ]
    #expect(try libraries().filter { name in unused.contains { name.hasPrefix($0) } }.isEmpty)
  }

  @Test func aLibraryIsLoadedAtItsFirstUse() throws {
    #expect(try libraries(after: "import re\nre.compile('a')").contains { $0.hasPrefix("libpcre2") })
    #expect(
      try libraries(after: "import torch\ntorch.ones(2, 2) @ torch.ones(2, 2)").contains { $0.hasPrefix("libopenblas") }
    )
  }

  @Test func aMissingLibraryIsAnErrorThatNamesItsPackage() throws {
    let folder = try Program.folder("damaged", ["libpcre2-8.so.0": "", "libopenblas.so.0": ""])
    let path = Folders.environment("LD_LIBRARY_PATH")
    setenv("LD_LIBRARY_PATH", folder + (path.map { ":" + $0 } ?? ""), 1)
    defer { if let path { setenv("LD_LIBRARY_PATH", path, 1) } else { unsetenv("LD_LIBRARY_PATH") } }
    let code = """
      import re, torch
      for use in (lambda: re.compile('a'), lambda: torch.ones(2, 2) @ torch.ones(2, 2)):
        try:
          use()
        except RuntimeError as error:
          print(error)
      """
    let run = try Program.run(["-c", code])
    #expect(
      run.output == """
        PCRE2 (libpcre2-8.so.0) cannot be loaded; install the Debian package libpcre2-8-0
        OpenBLAS (libopenblas.so.0) cannot be loaded; install the Debian package libopenblas0

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }
}
