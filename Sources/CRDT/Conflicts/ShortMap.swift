/// A dictionary that is an array while it is short: a place where people clash has two versions,
/// and hashing them costs more than looking at both. Hostile histories make it long.
struct ShortMap<Key: Hashable, Value> {
  private static var lookMax: Int { 8 }

  private var keys: [Key] = []
  private var values: [Value] = []
  private var places: [Key: Int] = [:]

  subscript(key: Key) -> Value? {
    let place = keys.count > Self.lookMax ? places[key] : keys.firstIndex(of: key)
    return place.map { values[$0] }
  }

  /// Adds what is not there yet.
  mutating func append(_ value: Value, for key: Key) {
    keys.append(key)
    values.append(value)
    if keys.count == Self.lookMax + 1 {
      for (place, key) in keys.enumerated() { places[key] = place }
    } else if keys.count > Self.lookMax {
      places[key] = keys.count - 1
    }
  }
}
