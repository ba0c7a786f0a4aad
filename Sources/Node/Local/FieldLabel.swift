import CRDT
import Knowledge

/// A field's name as a heading: "Kort svar".
enum FieldLabel {
  static func text(_ field: FieldID) -> String {
    let name = Field.named(field)?.danishName ?? "felt \(field.rawValue)"
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}
