/// Names for headings that can stand in an address: `Sådan gør du` becomes `afsnit-saadan-goer-du`.
///
/// The prefix keeps a heading from taking an `id` of the page around it. A name already taken gets a
/// number.
struct AnchorNames {
  private let prefix: String
  private var taken: Set<String> = []
  private var lastNumber: [String: Int] = [:]

  init(prefix: String) {
    self.prefix = prefix
  }

  mutating func name(for heading: String) -> String {
    let base = prefix + Slug(heading, lengthMax: 60).text
    var name = base
    while !taken.insert(name).inserted {
      let number = (lastNumber[base] ?? 1) + 1
      lastNumber[base] = number
      name = "\(base)-\(number)"
    }
    return name
  }
}
