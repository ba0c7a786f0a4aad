import CRDT
import Knowledge

/// A field's name as a heading: that of the editor's form where the field is on it.
enum FieldLabel {
  static func text(_ field: FieldID) -> String {
    switch field {
    case .title: return "Overskrift"
    case .body: return "Hele svaret"
    case .keywords: return "Søgeord"
    case .sentBack: return "Kommentar"
    default:
      let name = Field.named(field)?.danishName ?? "felt \(field.rawValue)"
      return name.prefix(1).uppercased() + name.dropFirst()
    }
  }
}
