/// What a contact on a channel costs from a day on, and who reckoned it out.
///
/// A channel without a price is unpriced, which is not the same as free: reports list it and never
/// sum it as nought. A line with an empty price says so from a day on.
public struct ChannelPrice: ReferenceLine {
  public static var kind: ReferenceKind { .prices }
  public static var columns: [String] { ["kanal", "pris", "fra", "kilde"] }

  public let channel: Channel
  /// In hundredths of a krone; `nil` when unpriced.
  public let ore: Int?
  public let from: CivilDate
  public let source: String

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: ChannelPrice.self)
    channel = try cells.channel(0)
    ore = cells.isEmpty(1) ? nil : try cells.hundredths(1)
    from = try cells.date(2)
    source = try cells.text(3)
  }

  public var fields: [String] {
    [channel.word, ore.map(DanishNumber.hundredths) ?? "", from.iso, source]
  }
}

/// The prices that hold for a municipality: its own before those of all.
public struct PriceList: Hashable, Sendable {
  private let own: [ChannelPrice]
  private let national: [ChannelPrice]

  public init(own: [ChannelPrice] = [], national: [ChannelPrice] = []) {
    self.own = own.sorted(by: PriceList.isNewer)
    self.national = national.sorted(by: PriceList.isNewer)
  }

  /// The line that holds on a day; `nil` when there is none, and then the channel is unpriced.
  public func line(for channel: Channel, on day: CivilDate) -> ChannelPrice? {
    [own, national].lazy.compactMap { lines in
      lines.first { $0.channel == channel && $0.from <= day }
    }.first
  }

  /// Of two lines of the same day, which two people may well write, the greater bytes hold: any
  /// rule would do that is the same everywhere.
  private static func isNewer(_ left: ChannelPrice, _ right: ChannelPrice) -> Bool {
    left.from == right.from ? right.value < left.value : right.from < left.from
  }
}
