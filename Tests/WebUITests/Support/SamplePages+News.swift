import WebUI

extension SamplePages {
  /// What is new, and lists as long as they get on one page.
  var news: [any Page] {
    let note = ApprovalNote(day: day, by: text)
    let rows = NewsPage.Kind.allCases.map {
      NewsPage.Row(id: "a", title: text, kind: $0, approved: $0 == .withdrawn ? nil : note)
    }
    let diffs = [FieldDiff(field: text, segments: [.init(.deleted, text), .init(.inserted, text)])]
    return [
      NewsPage(rows: [], total: 0, hasBegun: true, mark: text, token: text, notice: .newsSeen),
      NewsPage(
        rows: rows, total: 100, hasBegun: false, mark: text, token: text, pageNumber: 2,
        hasNextPage: true),
      NewsItemPage(
        id: "a", title: text, kind: .changed, diffs: diffs, approved: note, mark: text,
        token: text),
      NewsItemPage(
        id: "a", title: text, kind: .withdrawn, withdrawal: .init(reason: text, day: day),
        mark: text, token: text, isAtDesk: false, isSeen: true),
      hub,
    ]
  }

  /// The synchronisation of a hub that every municipality syncs with, and all of whose lines are bad.
  var hub: SyncPage {
    let peer = SyncPage.Peer(
      name: text, address: "https://viden.eksempelkommune.dk", lastSuccess: moment, waiting: 12,
      equality: .different, problem: text, notes: [text])
    return SyncPage(
      replica: text, digest: text, changes: 12_950, openConflicts: 2, quarantined: 1,
      peers: Array(repeating: peer, count: 98), token: text)
  }
}
