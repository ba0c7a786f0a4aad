/// How much an article may hold. Generous to every real one; there so that one mistaken paste, or
/// one unkind request, does not become every node's burden for ever.
public enum DraftLimits {
  public static let titleMax = 200
  public static let shortAnswerMax = 2_000
  public static let bodyBytesMax = 1 << 20
  public static let listMax = 100
  public static let keywordMax = 100
  public static let legalReferenceMax = 300
  public static let lineMax = 200
}
