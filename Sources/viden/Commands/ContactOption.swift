import Node

/// The options of `viden serve` that say whom readers can turn to, and when they are told that the
/// copy is old.
enum ContactOption {
  static let help = """
      --phone NUMMER     telefonen, som siderne viser
      --mail ADRESSE     mailen, som siderne og security.txt viser
      --was ADRESSE      kommunens egen tilgængelighedserklæring
      --stale-after ANTAL  timer uden synkronisering, før læserne får det at vide (72)
    """

  static func apply(_ arguments: Arguments, to configuration: inout NodeConfiguration) throws {
    configuration.contact.phone = try line("--phone", arguments, expected: "fx 57 87 60 00")
    configuration.contact.mail = try line(
      "--mail", arguments, expected: "fx borgerservice@kommunen.dk")
    configuration.contact.accessibilityStatement = try line(
      "--was", arguments, expected: "en adresse, der begynder med https://")
    if let mail = configuration.contact.mail, !mail.contains("@") || mail.contains(" ") {
      throw UsageError.badValue(
        option: "--mail", value: mail, expected: "fx borgerservice@kommunen.dk")
    }
    if let hours = try arguments.integer("--stale-after", in: 1...8_760) {
      configuration.staleAfterMilliseconds = Int64(hours) * 3_600_000
    }
  }

  /// One line without control characters: it goes into pages and a file of lines.
  private static func line(
    _ option: String, _ arguments: Arguments, expected: String
  ) throws -> String? {
    guard let text = arguments.value(option) else { return nil }
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control
    }
    guard isPlain, !text.isEmpty, text.utf8.count <= 200 else {
      throw UsageError.badValue(option: option, value: text, expected: expected)
    }
    return text
  }
}
