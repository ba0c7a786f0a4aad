/// Whose citizen is on the phone: that municipality's own texts, hours and numbers are shown.
public struct CallerChoice: Sendable {
  /// Four digits.
  public var code: String
  public var name: String
  /// Everything that can be chosen, in the order of the alphabet.
  public var all: [(code: String, name: String)]

  public init(code: String, name: String, all: [(code: String, name: String)]) {
    self.code = code
    self.name = name
    self.all = all
  }

  /// The name of the query parameter.
  public static let parameter = "kommune"

  /// The field of a form that goes by GET.
  var field: Markup {
    FormField(
      name: CallerChoice.parameter, label: Texts.label, value: code,
      control: .choice(all.map { ($0.code, $0.name) }),
      isRequired: true, attributes: " data-submits"
    ).markup
  }

  enum Texts {
    static let label = "Borgerens kommune"
  }
}
