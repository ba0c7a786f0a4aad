import CRDT
import Foundation

/// `viden-bench conformance FILE`: how many of the published merge cases come out right.
func conformance(_ arguments: [String]) -> Int32 {
  guard let path = arguments.first else { return 64 }
  do {
    let cases = try JSONDecoder().decode([EditingTrace].self, from: EditingTrace.data(from: path))
    let passed = try cases.filter { try $0.history().text() == $0.endContent }.count
    print("\(passed) of \(cases.count)")
    return passed == cases.count ? 0 : 1
  } catch {
    FileHandle.standardError.write(Data("\(path): \(error)\n".utf8))
    return 65
  }
}

func merge(_ arguments: [String]) -> Int32 {
  for path in arguments where path != "--json" {
    do {
      let trace = try JSONDecoder().decode(EditingTrace.self, from: EditingTrace.data(from: path))
      let history = try trace.history()
      let clock = ContinuousClock()
      var text = ""
      for _ in 0..<5 {
        let time = try clock.measure { text = try history.text() }
        print(path, text == trace.endContent, history.eventCount, time)
      }
    } catch {
      print(path, error)
    }
  }
  return 0
}
