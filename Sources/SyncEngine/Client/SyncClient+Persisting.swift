import Foundation
import SyncProtocol

/// Going on over links that are bad in ways that smaller batches help against.
extension SyncClient {
  private static let leastBatchBytes = 16 << 10

  /// How often in a row a link may break with nothing come of it.
  static let idleBreaksMax = 2

  /// Converses, and begins anew with smaller batches where the link broke or a proxy found a body
  /// too long. What was taken stays taken, so a link that lasts for a few batches at a time is
  /// enough for any number of them; one that brings nothing is left to the next run.
  func persisting(
    _ report: inout Report, batchBytesMax: Int,
    _ converse: (_ batchBytesMax: Int, _ report: inout Report) throws -> Void
  ) throws {
    var size = batchBytesMax
    var idleBreaks = 0
    var waits = patience[...]
    while true {
      let moved = report.sent + report.received
      do {
        return try converse(size, &report)
      } catch SyncError.tryLater(status: 413) where size > SyncClient.leastBatchBytes {
        size = max(SyncClient.leastBatchBytes, size / 2)
      } catch SyncError.tryLater(status: 503) where !waits.isEmpty {
        Thread.sleep(forTimeInterval: waits.removeFirst())
      } catch SyncError.unreachable(.brokenOff) where idleBreaks < SyncClient.idleBreaksMax {
        idleBreaks = report.sent + report.received > moved ? 0 : idleBreaks + 1
        size = min(size, max(SyncSession.weakLinkBatchBytesMax, size / 4))
      }
    }
  }
}
