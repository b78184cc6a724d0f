// Feeds damaged files to the readers of what comes from outside. Each run changes a file of the corpus in a few places
// and reads it; an error that a user could read is fine, anything else ends the program.
//
//   swift run checkpoint-fuzz READER [runs=1000000] [seed=1] [corpus=Tests/Fixtures/hostile]
//   swift run checkpoint-fuzz READER file=PATH        reads one file, to look at what a run found
//
// Readers: safetensors, pytorch (zip archives and the older stream), bundle (tar and zip of a model's folder), pickle
// (the language's own). Build it without -c release to have arithmetic checked. What is being read lies in
// /tmp/checkpoint-fuzz.READER should the program die; a reader that takes longer than ten seconds is killed. The most
// memory that a run asked for is said at the end, and above which multiple of its input.

import Glibc
import Measuring
import MemoryUse
import Script
import Support
import Tensor
import Transformer

/// Changes bytes as damage and malice do: bits, lengths, cuts, doubled and foreign pieces.
struct Mutator {
  private var state: UInt64
  let corpus: [[UInt8]]

  init(seed: Int, corpus: [[UInt8]]) {
    state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 | 1
    self.corpus = corpus
  }

  private mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return bound > 0 ? Int((state >> 11) % UInt64(bound)) : 0
  }

  private static let lengths: [UInt64] = [
    0, 1, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 40, 1 << 62,
    .max >> 1, 1 << 63, .max, .max - 7,
  ]

  mutating func next() -> [UInt8] {
    var bytes = corpus[below(corpus.count)]
    for _ in 0...below(6) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = below(bytes.count)
    switch below(10) {
    case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(below(8))
    case 1 where !bytes.isEmpty: bytes[place] = UInt8(below(256))
    case 2: bytes.insert(UInt8(below(256)), at: place)
    case 3 where !bytes.isEmpty: bytes.remove(at: place)
    case 4: bytes.removeLast(min(bytes.count, below(bytes.count + 1)))
    case 5:
      // A length of one to eight bytes.
      let value = Self.lengths[below(Self.lengths.count)]
      let width = 1 << below(4)
      for index in 0..<width where place + index < bytes.count {
        bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
      }
    case 6:
      let end = min(bytes.count, place + 1 + below(64))
      bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
    case 7:
      let end = min(bytes.count, place + 1 + below(64))
      bytes.removeSubrange(place..<end)
    case 8:
      let other = corpus[below(corpus.count)]
      let start = below(other.count)
      let piece = other[start..<min(other.count, start + 1 + below(128))]
      bytes.replaceSubrange(place..<min(bytes.count, place + below(piece.count + 1)), with: piece)
    case 9:
      // A digit of a text: sizes, shapes and offsets of headers.
      if let digit = (place..<bytes.count).first(where: { bytes[$0] >= 48 && bytes[$0] <= 57 }) {
        bytes.replaceSubrange(
          digit...digit, with: ["9", "-1", "0", "99999999999", "4611686018427387904"][below(5)].utf8)
      }
    default: break
    }
  }
}

/// Reads every tensor of a file that is whole.
func readAll(_ file: any WeightFile) throws {
  for (name, shape) in file.tensors {
    guard file.storedSize(name) <= file.size else { fatalError("'\(name)' takes more than the file has") }
    let tensor = Tensor(uninitialized: shape)
    try file.read(name, into: tensor.data)
    if let (pointer, owner) = file.memory(name) { tensor.place(at: pointer, owner: owner) }
    _ = tensor.floats.last
  }
}

func withContent(_ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
  try bytes.withUnsafeBytes { try body($0) }
}

/// What reads the bytes of a run.
func reader(_ name: String) throws -> (([UInt8]) throws -> Void)? {
  switch name {
  case "safetensors":
    return { bytes in
      try withContent(bytes) { try readAll(SafetensorsFile(MappedFile(path: "fuzz.safetensors", content: $0))) }
    }
  case "pytorch":
    return { bytes in try withContent(bytes) { try readAll(PyTorchFile(MappedFile(path: "fuzz.bin", content: $0))) } }
  case "bundle":
    return { bytes in
      try withContent(bytes) { content in
        let reader = try BundleReader("fuzz.tar.gz", content: content)
        while let name = try reader.next() {
          guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
            fatalError("\(name) climbs out")
          }
          try reader.read(name) { _ in }
        }
      }
    }
  case "pickle":
    let interpreter = Interpreter()
    let module = try interpreter.importModule("pickle")
    guard let loads = module.namespace["loads"] else { return nil }
    return { bytes in _ = try interpreter.call(loads, [Value(BytesObject(bytes))]) }
  default: return nil
  }
}

/// A file's memory, so that what is being read survives the end of the program.
func remembered(_ name: String) -> UnsafeMutableRawPointer? {
  let descriptor = open("/tmp/checkpoint-fuzz.\(name)", O_RDWR | O_CREAT | O_TRUNC, 0o644)
  guard descriptor >= 0, ftruncate(descriptor, 1 << 20) == 0,
    let memory = mmap(nil, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
  else { return nil }
  return memory
}

func run() throws {
  let settings = Settings(CommandLine.arguments.dropFirst())
  guard let name = settings.words.first, let read = try reader(name) else {
    return say("checkpoint-fuzz safetensors|pytorch|bundle|pickle [runs=] [seed=] [corpus=] [file=]")
  }
  if let path = settings.text("file") {
    let bytes = try FileIO.read(path)
    let (outcome, memory) = MemoryUse.of { try read(bytes) }
    say("\(name): \(bytes.count) bytes read with \(memory) bytes of memory")
    return try outcome.get()
  }
  let folder = (settings.text("corpus") ?? "Tests/Fixtures/hostile") + "/" + name
  let corpus = try FileIO.list(folder).map { try FileIO.read("\(folder)/\($0)") }
  guard !corpus.isEmpty, let memory = remembered(name) else { return say("there is no corpus in \(folder)") }
  for bytes in corpus { do { try read(bytes) } catch {} }
  let runs = settings.int("runs", 1_000_000)
  var mutator = Mutator(seed: settings.int("seed", 1), corpus: corpus)
  let before = peakMemory()
  var (whole, slowest, largest) = (0, 0.0, 0)
  var use = MemoryUse()
  for done in 1...runs {
    let bytes = mutator.next()
    bytes.withUnsafeBytes {
      memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: min($0.count, 1 << 20))
    }
    largest = max(largest, bytes.count)
    if done % 64 == 1 { alarm(10) }
    let start = now()
    let (outcome, memory) = MemoryUse.of { try read(bytes) }
    switch outcome {
    case .success: whole += 1
    case .failure(let error):
      // Every error is one that a user can read: it has a text.
      if "\(error)".isEmpty { fatalError("an error without a text") }
    }
    use.note(memory, input: bytes.count)
    slowest = max(slowest, now() - start)
    if done % 100_000 == 0 { say("\(name): \(done) runs") }
  }
  say(
    "\(name): \(runs) runs, \(whole) read whole, slowest \(slowest) s, largest input \(largest) bytes, "
      + "peak memory \(peakMemory()) MB (\(before) MB before), \(use)")
}

do { try run() } catch {
  say("\(error)")
  exit(1)
}
