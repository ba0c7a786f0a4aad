import Glibc

/// Runs one target on seeded inputs, or on one file.
///
/// A crash leaves its input behind: with `--save FILE` every input is written there before it is
/// used, so after a crash the file is the crasher, ready for `Protocol/crashers`.
enum FuzzCommand {
  static func run(_ name: String, seed: UInt64, runs: Int, save: String?) -> Int32 {
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
      print("viden-sim: targets are \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
      return 64
    }
    var mutator = Mutator(seed: seed, tokens: target.tokens)
    let corpus = target.corpus()
    for number in 0..<runs {
      let input = mutator.next(from: corpus)
      if let save { write(input, to: save) }
      if let fault = target.run(input) {
        print("\(name), seed \(seed), run \(number): \(fault)")
        print("input: \(input)")
        return 1
      }
    }
    print("\(name): runs \(runs), failed 0, cpu \(CPUClock.seconds()) s")
    return 0
  }

  /// One input from a file, as `Protocol/crashers` keeps them: `TARGET-what-it-was.bin`.
  static func replay(_ path: String) -> Int32 {
    let file = path.split(separator: "/").last ?? ""
    guard let target = FuzzTarget.all.first(where: { file.hasPrefix($0.name) }),
      let input = read(path)
    else {
      print("viden-sim: \(path) is no crasher of a target")
      return 66
    }
    guard let fault = target.run(input) else { return 0 }
    print("\(path): \(fault)")
    return 1
  }

  private static func write(_ bytes: [UInt8], to path: String) {
    guard let file = unsafe fopen(path, "wb") else { return }
    _ = unsafe fwrite(bytes, 1, bytes.count, file)
    unsafe fclose(file)
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = unsafe fopen(path, "rb") else { return nil }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }
}
