/// Words that hold a Danish sentence together and say nothing of what it is about: pronouns,
/// articles, prepositions, conjunctions, question words and forms of *være*, *blive* and the modal
/// verbs.
///
/// Words that are also something else are left out: *have* is a garden too, and *får* a sheep. The
/// class is closed, so the list does not grow.
public enum FunctionWords {
  /// Whether normalised letters are such a word, also when written without æ, ø and å.
  public static func contains(_ letters: [UInt8]) -> Bool {
    guard letters.count <= lettersMax else { return false }
    var folded: [UInt8] = []
    Folding.fold(letters.span, into: &folded)
    return words.contains(folded)
  }

  private static let lettersMax = 10

  private static let words: Set<[UInt8]> = Set(
    """
    jeg mig min mit mine du dig din dit dine han ham hans hun hende hendes den dens det dets vi os \
    vor vores jer jeres de dem deres man sig sin sit sine dette denne disse en et \
    hvad hvem hvis hvilken hvilket hvilke hvor hvordan hvornår hvorfor \
    i på til fra for af med ved om hos uden \
    og eller men at som der når fordi så ikke også \
    er være var været har havde haft bliver blive blev blevet kan kunne skal skulle vil ville \
    må måtte
    """.split { $0 == " " || $0 == "\n" }.map { word in
      var folded: [UInt8] = []
      Folding.fold(Array(word.utf8).span, into: &folded)
      return folded
    })
}
