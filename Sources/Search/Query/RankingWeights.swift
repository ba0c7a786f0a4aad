/// Every number that decides which article comes first, in one place.
enum RankingWeights {
  /// Title, short answer, keywords, body: *pas* in a title says more than in a sentence.
  static let columns: InlineArray<4, Float> = [4, 2, 3, 1]

  /// BM25: how soon more of the same stops to matter, and how much long texts are held back.
  static let saturation: Float = 1.6
  static let lengthNorm: Float = 0.3

  /// What an article keeps when it has almost none of the words asked for.
  static let uncovered: Float = 0.2

  /// The word itself, in any of its forms.
  static let stem: Float = 1

  /// *børn* for *barn*.
  static let vowelChange: Float = 0.9

  /// *flytning* for *flytte*.
  static let derivation: Float = 0.8

  /// *buskort* for *bus kort*.
  static let joined: Float = 0.9

  /// All pieces of what was written with a hyphen, standing apart.
  static let apart: Float = 0.9

  /// *byggetilladelse* for *tilladelse*; only the most common compounds are looked for.
  static let compound: Float = 0.6
  static let compoundsMax = 8

  /// All parts of a compound, standing apart: *tilladelse* and *bygge* for *byggetilladelse*.
  static let parts: Float = 0.8

  /// The last word, taken for the beginning of a longer one.
  static let completion: Float = 1
  static let completionsMax = 12
  static let completionsReadMax = 4_000

  /// How much of an unknown word must be like the beginning of others.
  static let beginningLettersMin = 4

  /// How much of a compound's last part must be typed before it is completed.
  static let unfinishedPartLettersMin = 2

  /// Words that differ in æ, ø and å only, in one slip, in two.
  static let slips: [Float] = [0.95, 0.7, 0.45]
  static let guessesMax = 6

  /// Words that differ in æ, ø and å from one that is a word itself, when the query has none of
  /// these letters; shorter words are too often meant.
  static let twin: Float = 0.6
  static let twinLettersMin = 4

  /// A part of a compound that has slips in it, and how many ways to cut are tried.
  static let guessedPartLettersMin = 4
  static let guessedSplitsMax = 8

  /// Words that share this much of their three-letter pieces, and what being all alike is worth.
  static let likenessMin: Float = 0.35
  static let likeness: Float = 0.5
  static let lookalikesMax = 4

  /// *§ 12* where only *12* stands.
  static let numberOfSection: Float = 0.4

  /// More documents than this are not gone through for words that say little.
  static let anchorDocumentsMax = 20_000
}
