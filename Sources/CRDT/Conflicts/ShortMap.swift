/// A dictionary that is an array while it is short: a place where people clash has two versions,
/// and hashing them costs more than looking at both. Hostile histories make it long.
struct ShortMap<Key: Hashable, Value> {
  private static var lookMax: Int { 8 }

  // No tuple: those are copied and destroyed by way of their metadata.
  private struct Entry {
    let key: Key
    let value: Value
  }

  private var entries: [Entry] = []
  private var places: [Key: Int] = [:]

  subscript(key: Key) -> Value? {
    let place =
      entries.count > Self.lookMax ? places[key] : entries.firstIndex { $0.key == key }
    return place.map { entries[$0].value }
  }

  /// Adds what is not there yet.
  mutating func append(_ value: Value, for key: Key) {
    if entries.isEmpty { entries.reserveCapacity(4) }
    entries.append(Entry(key: key, value: value))
    if entries.count == Self.lookMax + 1 {
      for (place, entry) in entries.enumerated() { places[entry.key] = place }
    } else if entries.count > Self.lookMax {
      places[key] = entries.count - 1
    }
  }
}
