extension LocalNeed {
  /// What the text sends people to, for a list of reasons.
  public var sentence: String {
    switch self {
    case .hours: "nævner åbningstider"
    case .phone: "siger, at man skal ringe, uden nummer"
    case .place: "siger, at man skal møde op"
    case .rules: "siger, at det er forskelligt i kommunerne"
    }
  }
}
