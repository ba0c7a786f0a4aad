/// How somebody reads: the language, the size of the type, and whose citizen they are.
///
/// A citizen gets no cookie, so what was chosen stands in the address and is carried from page to
/// page by the links; see `carried(through:)`.
public struct Reading: Hashable, Sendable {
  /// What the pages speak: what was chosen, or what the browser asks for.
  public var language: Language
  public var choices: Choices
  /// The page that is read, without the choices: where a new choice leads to.
  public var address: String

  public init(
    language: Language = .danish, choices: Choices = Choices(), address: String = Paths.front
  ) {
    self.language = language
    self.choices = choices
    self.address = address
  }

  /// What the address says. Nothing is chosen that the address does not name.
  public struct Choices: Hashable, Sendable {
    public static let largeParameter = "stor"
    public static let parameters = [
      Language.parameter, largeParameter, CallerChoice.parameter,
    ]

    public var language: Language?
    public var isLarge: Bool
    /// A municipality's code.
    public var municipality: String?

    public init(language: Language? = nil, isLarge: Bool = false, municipality: String? = nil) {
      self.language = language
      self.isLarge = isLarge
      self.municipality = municipality
    }

    /// As an address has them.
    var pairs: [(name: String, value: String)] {
      [
        language.map { (Language.parameter, $0.rawValue) },
        isLarge ? (Choices.largeParameter, "1") : nil,
        municipality.map { (CallerChoice.parameter, $0) },
      ].compactMap { $0 }
    }
  }

  /// The page that is read, with other choices.
  func address(with change: (inout Choices) -> Void) -> String {
    var changed = choices
    change(&changed)
    guard choices.isLarge && !changed.isLarge else { return changed.carried(to: address) }
    // Said outright: what an address leaves open, the links carry on.
    let mark = address.contains("?") ? "&" : "?"
    return changed.carried(to: "\(address)\(mark)\(Choices.largeParameter)=0")
  }

  /// A path of ours with what was chosen.
  public func carried(to path: String) -> String { choices.carried(to: path) }
}

extension Reading.Choices {
  /// A path of ours with the choices, those aside that it names itself.
  func carried(to path: String) -> String {
    let (page, fragment) = Reading.Choices.split(path, at: "#")
    let query = Reading.Choices.split(page, at: "?").rest.dropFirst()
    let named = Set(query.split(separator: "&").map { $0.prefix { $0 != "=" } })
    let added = pairs.filter { !named.contains($0.name[...]) }
      .map { "\($0.name)=\(Paths.encoded($0.value))" }
    guard !added.isEmpty else { return path }
    return "\(page)\(page.contains("?") ? "&" : "?")\(added.joined(separator: "&"))\(fragment)"
  }

  /// What stands before a character, and the rest with the character itself.
  private static func split(
    _ text: some StringProtocol, at mark: Character
  ) -> (first: String, rest: String) {
    guard let place = text.firstIndex(of: mark) else { return (String(text), "") }
    return (String(text[..<place]), String(text[place...]))
  }
}
