import CRDT
import Glibc

/// What the diff makes of two texts, and what it costs.
///
///     viden-bench diff --json OLD NEW     the splices, a JSON array a line: [position, deleted, "inserted"]
///     viden-bench diff --figures          CPU time of saves of 20 kB: ten edits, and the worst cases
///
/// Figures are medians of 21 runs. Every case is verified: applying the splices gives the new text.
enum DiffBench {
  static func run(_ arguments: [String]) -> Int32 {
    switch arguments.first {
    case "--json" where arguments.count == 3: printSplices(arguments[1], arguments[2])
    case "--figures" where arguments.count == 1: printFigures()
    default: usage()
    }
  }

  private static func usage() -> Int32 {
    print("usage: viden-bench diff --json OLD NEW | --figures")
    return 64
  }

  private static func printSplices(_ old: String, _ new: String) -> Int32 {
    guard let oldText = TextFile.read(old), let newText = TextFile.read(new) else {
      print("viden-bench diff: both files must be readable UTF-8")
      return 66
    }
    let splices = TextDiff.splices(
      from: TextDiff.normalised(oldText), to: TextDiff.normalised(newText))
    for splice in splices {
      print("[\(splice.position),\(splice.deleted),\(quoted(splice.inserted))]")
    }
    return 0
  }

  /// RFC 8259 §7.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

// MARK: - Figures

extension DiffBench {
  private static func printFigures() -> Int32 {
    var correct = true
    for sample in DiffSample.all {
      var times: [Double] = []
      var splices: [Splice] = []
      for _ in 0..<21 {
        let start = CPUClock.milliseconds()
        splices = TextDiff.splices(from: sample.old, to: sample.new)
        times.append(CPUClock.milliseconds() - start)
      }
      let applied = sample.old.applying(splices)
      let isCorrect = applied.unicodeScalars.elementsEqual(sample.new.unicodeScalars)
      correct = correct && isCorrect
      let milliseconds = Double(Int(times.sorted()[10] * 1000)) / 1000
      print(
        "{\"case\":\"\(sample.name)\",\"correct\":\(isCorrect),\"bytes\":\(sample.old.utf8.count),"
          + "\"splices\":\(splices.count),\"cpu_ms\":\(milliseconds)}")
    }
    return correct ? 0 : 1
  }
}

/// Pairs of texts of some 20 kB. The hard ones are what makes diffs slow: nothing in common,
/// everything in common but the order, few different symbols, a change in every other word.
private struct DiffSample {
  let name: String
  let old: String
  let new: String

  static var all: [DiffSample] {
    let article = sentences(prefix: "ord", count: 250)
    return [
      DiffSample(name: "ten-edits", old: text(article), new: text(tenEdits(article))),
      DiffSample(
        name: "rewritten", old: text(article), new: text(sentences(prefix: "nyt", count: 250))),
      DiffSample(name: "reversed", old: text(article), new: text(article.reversed())),
      DiffSample(
        name: "every-other-word", old: words { $0 % 2 == 0 ? "fast" : "gl\($0)" },
        new: words { $0 % 2 == 0 ? "fast" : "ny\($0)" }),
      DiffSample(
        name: "few-symbols", old: words { $0 * $0 % 7 < 3 ? "og" : "at" },
        new: words { $0 * $0 % 11 < 5 ? "og" : "at" }),
      DiffSample(
        name: "short-lines", old: lines { $0 * 7 % 31 }, new: lines { $0 * 11 % 37 }),
      DiffSample(
        name: "sentences-of-one-letter", old: words { $0 % 3 == 0 ? "A." : "(B." },
        new: words { $0 % 5 == 0 ? "A." : "(C." }),
      DiffSample(
        name: "joined-emoji", old: String(repeating: "👩‍👧‍👦 e\u{301}", count: 700),
        new: String(repeating: "👩‍👧 e\u{301}\u{323}", count: 800)),
    ]
  }

  private static func sentences(prefix: String, count: Int) -> [String] {
    (0..<count).map { sentence in
      (0..<12).map { "\(prefix)\((sentence * 12 + $0) % 400)" }.joined(separator: " ") + "."
    }
  }

  private static func tenEdits(_ article: [String]) -> [String] {
    var edited = article
    for index in stride(from: 5, to: article.count, by: article.count / 10) {
      edited[index] = edited[index].split(separator: " ").dropFirst(3).joined(separator: " ")
    }
    return edited
  }

  /// Five sentences a paragraph.
  private static func text(_ sentences: [String]) -> String {
    sentences.enumerated().map { $1 + ($0 % 5 == 4 ? "\n\n" : " ") }.joined()
  }

  private static func words(_ word: (Int) -> String) -> String {
    var text = ""
    var index = 0
    while text.utf8.count < 20_000 {
      text += word(index) + " "
      index += 1
    }
    return text
  }

  private static func lines(_ number: (Int) -> Int) -> String {
    var text = ""
    var index = 0
    while text.utf8.count < 20_000 {
      text += "\(number(index))\n"
      index += 1
    }
    return text
  }
}

extension String {
  fileprivate func applying(_ splices: [Splice]) -> String {
    var scalars = Array(unicodeScalars)
    for splice in splices {
      scalars.replaceSubrange(
        splice.position..<splice.position + splice.deleted, with: splice.inserted.unicodeScalars)
    }
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
