/// Who wrote something and where, as one phrase.
public enum Whereabouts {
  /// "KKR, Slagelse"; the place is left out where it is unknown or said already.
  public static func text(_ author: String, _ place: String) -> String {
    place.isEmpty || author.hasSuffix(place) ? author : "\(author), \(place)"
  }
}
