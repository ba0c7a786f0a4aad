/// Every number that decides which article comes first, in one place.
///
/// They were tuned on the development queries of `tools/compare/search`, each by itself and only where
/// it served both halves of them. What was tried and served neither: counting a lookalike as less than
/// the whole of a word asked for, looking at fewer than thirty articles once more, and not looking for
/// what is like a word that a quarter of the articles have.
enum RankingWeights {
  /// Title, short answer, keywords, body: *pas* in a title says more than in a sentence.
  static let title: Float = 3.2
  static let shortAnswer: Float = 2
  static let keywords: Float = 3

  /// BM25: how soon more of the same stops to matter, and how much long texts are held back.
  static let saturation: Float = 2.5
  static let lengthNorm: Float = 0.37
  static let titleLengthNorm: Float = 0.3

  /// What an article keeps when it has almost none of the words asked for.
  static let uncovered: Float = 0.12

  /// The word itself, in any of its forms.
  static let stem: Float = 1

  /// *Jeg* in *jeg er flyttet*: few articles say *jeg*, and it is not what they are about.
  static let functionWord: Float = 0.25

  /// Another form of it than was typed.
  static let otherForm: Float = 0.87

  /// *børn* for *barn*.
  static let vowelChange: Float = 0.9

  /// *flytning* for *flytte*.
  static let derivation: Float = 0.8
  static let derivedStemLettersMin = 4

  /// *skrald* for *affald*, where an editor said that they mean the same.
  static let synonym: Float = 0.9

  /// *buskort* for *bus kort*.
  static let joined: Float = 0.9

  /// *børn* for the first word of *børne- og ungeydelse*, which means *børneydelse*.
  static let suspended: Float = 0.6

  /// All pieces of what was written with a hyphen, standing apart.
  static let apart: Float = 0.9

  /// *byggetilladelse* for *tilladelse*; only the most common compounds are looked for.
  static let compound: Float = 0.6
  static let compoundsTriedMax = 400

  /// All parts of a compound, standing apart: *tilladelse* and *bygge* for *byggetilladelse*.
  static let parts: Float = 0.8

  /// The last word, taken for the beginning of a longer one.
  static let completion: Float = 1
  static let completionsReadMax = 2_000

  /// How much of an unknown word must be like the beginning of others.
  static let beginningLettersMin = 4

  /// How much of a compound's last part must be typed before it is completed.
  static let unfinishedPartLettersMin = 2

  /// Words that differ in æ, ø and å only, in half a slip, in one, one and a half, two.
  static let halfSlips: [Float] = [0.95, 0.8, 0.7, 0.55, 0.45]
  static let guessesMax = 6

  /// Words that differ in æ, ø and å from one that is a word itself, when the query has none of
  /// these letters; shorter words are too often meant.
  static let twin: Float = 0.6
  static let twinLettersMin = 4

  /// A part of a compound that has slips in it, and how many ways to cut are tried.
  static let guessedPartLettersMin = 4
  static let guessedSplitsMax = 8

  /// *flytte* for *flyttemedelelse*, whose other half nobody knows.
  static let longestPart: Float = 0.4
  static let longestPartBelow: Float = 0.2

  /// Words that have this share of a word's three-letter pieces, and what having all is worth.
  static let likenessMin: Float = 0.4
  static let likenessOfKnownMin: Float = 0.5
  static let likeness: Float = 0.5
  static let lookalikesMax = 50
  static let lookalikesPostingsMax = 5_000
  static let likenessLettersMin = 4
  static let likenessReadMax = 12_000

  /// A word that this share of the articles has, beside one that says more, is looked for as it is.
  static let commonShare: Float = 0.5
  static let commonArticlesMin = 100

  /// *§ 12* where only *12* stands.
  static let numberOfSection: Float = 0.4

  /// How many words at most count as one, and how many postings are gone through for them.
  static let unionMax = 64
  static let unionPostingsMax = 10_000

  /// The best that are looked at once more, and what sharing all pieces with them is worth.
  static let rerankedMax = 30
  static let piecesInTitle: Float = 0.2
  static let piecesInText: Float = 0.62

  /// What it is worth when the title has no other pieces.
  static let piecesOfTitle: Float = 0.1

  /// Of this many it is asked whether they are of the municipality and how often they were opened.
  /// The words alone make up to about two.
  static let weighedMax = 20
  static let local: Float = 0.15
  static let popularity: Float = 0.1

  /// Opened this often is as often as counts.
  static let openedMuch: Float = 1_000

  /// Words that are worth less than this are not marked in a text.
  static let markedMin: Float = 0.3

  /// A search was in vain, or nearly, when no article has this share of what was asked for.
  static let coverageOfFound: Float = 0.5
}
