import CRDT
import Foundation
import Glibc

/// What is wrong with a trace file, in one line for a person, and the exit code that says so to a
/// script.
struct TraceProblem {
  let sentence: String
  let exitCode: Int32

  init(_ error: any Error) {
    exitCode = error is TraceFileError ? EX_NOINPUT : EX_DATAERR
    sentence =
      switch error {
      case TraceFileError.unreadable: "cannot be read"
      case TraceFileError.brokenGzip: "is no whole gzip file"
      case let error as DecodingError: Self.sentence(for: error)
      case let error as TraceError:
        "transaction \(error.transaction) names parent \(error.parent), which is not before it"
      case let error as HistoryError:
        "event \(error.operation ?? 0) does not fit the text of its version: \(error.reason)"
      default: "\(error)"
      }
  }

  /// Says it on the error stream.
  func report(_ path: String) {
    FileHandle.standardError.write(Data("\(path): \(sentence)\n".utf8))
  }

  private static func sentence(for error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "lacks \(key.stringValue)\(place(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "has not the form of a trace\(place(context))"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      "is no JSON"
    case .dataCorrupted(let context):
      "has \(context.debugDescription)\(place(context))"
    @unknown default:
      "is no editing trace"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    if context.codingPath.isEmpty { return "" }
    return " at "
      + context.codingPath.map { key in key.intValue.map(String.init) ?? key.stringValue }
      .joined(separator: ".")
  }
}

/// Why a file gave no bytes.
enum TraceFileError: Error {
  case unreadable
  case brokenGzip
}
