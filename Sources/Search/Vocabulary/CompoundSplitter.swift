/// Takes compounds apart by the words of the index itself: *byggetilladelse* is *bygge* and
/// *tilladelse* where both are words.
///
/// Between two parts an s or e may stand (*sagsbehandling*, *børnehave*). What looks like a part but
/// is an ending or a prefix, or says too little to be told from chance, is none.
struct CompoundSplitter {
  let vocabulary: Vocabulary

  /// Shorter parts are chance more often than not.
  private static let lettersMin = 3

  /// A part of three letters must be in this many articles.
  private static let shortPartDocumentsMin = 3

  /// The parts of a word from left to right, or none when it cannot be taken apart. Of several ways
  /// the one with fewest parts wins, then the one whose rarest part is most common.
  func parts(of word: [UInt8]) -> [[UInt8]] {
    guard word.count >= 2 * CompoundSplitter.lettersMin else { return [] }
    var best: (parts: [[UInt8]], evidence: Int) = ([], 0)
    for cut in CompoundSplitter.lettersMin...(word.count - CompoundSplitter.lettersMin) {
      guard let left = leftPart(Array(word[..<cut])) else { continue }
      let right = Array(word[cut...])
      let rightEvidence = evidence(of: right, isLast: true)
      if rightEvidence > 0 {
        let evidence = min(left.evidence, rightEvidence)
        if best.parts.count != 2 || evidence > best.evidence {
          best = ([left.part, right], evidence)
        }
      } else if best.parts.isEmpty {
        let rest = parts(of: right)
        if !rest.isEmpty { best = ([left.part] + rest, 0) }
      }
    }
    return best.parts
  }

  /// Whether letters can stand as a part, in front or at the end.
  func isPart(_ letters: [UInt8], isLast: Bool) -> Bool {
    isLast ? evidence(of: letters, isLast: true) > 0 : leftPart(letters) != nil
  }

  /// A part in front, without the s or e that links it to the next.
  private func leftPart(_ letters: [UInt8]) -> (part: [UInt8], evidence: Int)? {
    let whole = evidence(of: letters, isLast: false)
    if whole > 0 { return (letters, whole) }
    guard let link = letters.last, link == UInt8(ascii: "s") || link == UInt8(ascii: "e") else {
      return nil
    }
    let unlinked = Array(letters.dropLast())
    let evidence = evidence(of: unlinked, isLast: false)
    return evidence > 0 ? (unlinked, evidence) : nil
  }

  /// In how many articles the part stands as a word; 0 when it is none.
  private func evidence(of letters: [UInt8], isLast: Bool) -> Int {
    guard letters.count >= CompoundSplitter.lettersMin,
      letters[0] & 0xc0 != 0x80,
      CompoundSplitter.hasVowel(letters),
      !CompoundSplitter.affixes.contains(letters),
      isLast || vocabulary.words.letters.number(of: letters) != nil
    else { return 0 }
    let count = vocabulary.documentCount(of: StemToken.token(of: letters))
    return letters.count > CompoundSplitter.lettersMin
      || count >= CompoundSplitter.shortPartDocumentsMin ? count : 0
  }

  private static func hasVowel(_ letters: [UInt8]) -> Bool {
    letters.contains { "aeiouy".utf8.contains($0) || $0 == 0xc3 }
  }

  /// Endings and prefixes that also are, or look like, words.
  private static let affixes: Set<[UInt8]> = Set(
    """
    lig lige ligt hed heden heds ning ningen ninger else elsen elser ende erne eren erer ere ene \
    ens ers ets som dom skab skaber skabet bar bart isk iske isme ist ister ant ent ens ering \
    eret eres ier ler ner rer ser ter der for fore før mis van und und- ind ud op ned til fra med \
    mod over under efter ved per pro pre tion tioner ions ion ment inde ude sig den det din min \
    sin han hun man vor kan vil skal har var som der dem dig mig jer ham hende når end men eller
    """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
}
