/// Every number that decides which article comes first, in one place.
enum RankingWeights {
  /// Title, short answer, keywords, body: *pas* in a title says more than in a sentence.
  static let columns: InlineArray<4, Float> = [4, 2, 3, 1]

  /// BM25: how soon more of the same stops to matter, and how much long texts are held back.
  static let saturation: Float = 1.6
  static let lengthNorm: Float = 0.3

  /// What an article keeps when it has almost none of the words asked for.
  static let uncovered: Float = 0.2

  /// The word as it was written, a little before other forms of it.
  static let exact: Float = 1.05
  static let stem: Float = 1

  /// The last word, taken for the beginning of a longer one.
  static let completion: Float = 0.8

  /// *§ 12* where only *12* stands.
  static let numberOfSection: Float = 0.4

  /// All parts of a word that was written together, standing apart.
  static let apart: Float = 0.9

  /// More documents than this are not gone through for words that say little.
  static let anchorDocumentsMax = 20_000
}
