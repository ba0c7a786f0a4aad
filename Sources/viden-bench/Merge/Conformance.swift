import CRDT
import Foundation
import Glibc

/// `viden-bench conformance FILE`: how many of the published merge cases come out right.
enum Conformance {
  static func run(_ arguments: [String]) -> Int32 {
    guard let path = arguments.first else {
      print("usage: viden-bench conformance FILE")
      return EX_USAGE
    }
    do {
      let cases = try JSONDecoder().decode([EditingTrace].self, from: EditingTrace.data(from: path))
      let passed = try cases.filter { trace in
        try trace.history().text().utf8.elementsEqual(trace.endContent.utf8)
      }.count
      print("\(passed) of \(cases.count)")
      return passed == cases.count ? 0 : 1
    } catch {
      let problem = TraceProblem(error)
      problem.report(path)
      return problem.exitCode
    }
  }
}
