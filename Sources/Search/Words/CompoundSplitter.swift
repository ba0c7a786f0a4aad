/// Takes compounds apart by the words of the index itself: *byggetilladelse* is *bygge* and
/// *tilladelse* where both are words.
///
/// Between two parts an s or e may stand (*sagsbehandling*, *børnehave*). What looks like a part but
/// is an ending or a prefix, or says too little to be told from chance, is none.
struct CompoundSplitter {
  let memory: IndexMemory

  /// Shorter parts are chance more often than not.
  static let lettersMin = 3

  /// A part of three letters must be in this many articles.
  private static let shortPartDocumentsMin = 3

  /// The parts of a word from left to right, or none when it cannot be taken apart. Of several ways
  /// the one with fewest parts wins, then the one whose rarest part is most common.
  func parts(of word: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    guard word.count >= 2 * CompoundSplitter.lettersMin else { return [] }
    var best: (parts: [ArraySlice<UInt8>], evidence: Int) = ([], 0)
    let cuts = word.startIndex + CompoundSplitter.lettersMin
    for cut in cuts...(word.endIndex - CompoundSplitter.lettersMin) {
      guard let left = frontPart(word[..<cut]) else { continue }
      let right = word[cut...]
      let rightEvidence = endEvidence(of: right)
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

  /// Whether letters can end a compound, by themselves or as several parts.
  func isEnd(_ letters: ArraySlice<UInt8>) -> Bool {
    endEvidence(of: letters) > 0 || !parts(of: letters).isEmpty
  }

  /// A part in front, without the s or e that links it to the next.
  func frontPart(_ letters: ArraySlice<UInt8>) -> (part: ArraySlice<UInt8>, evidence: Int)? {
    let whole = evidence(of: letters)
    if whole > 0 { return (letters, whole) }
    guard CompoundSplitter.isLink(letters.last) else { return nil }
    let unlinked = letters.dropLast()
    let evidence = evidence(of: unlinked)
    return evidence > 0 ? (unlinked, evidence) : nil
  }

  static func isLink(_ letter: UInt8?) -> Bool {
    letter == UInt8(ascii: "s") || letter == UInt8(ascii: "e")
  }

  /// In how many articles the part stands as a word; 0 when it is none.
  private func evidence(of letters: ArraySlice<UInt8>) -> Int {
    guard let word = memory.words.letters.number(of: letters), memory.words.canBePart[word]
    else { return 0 }
    return enough(memory.articleCount(ofStem: memory.words.stem(ofWord: word)), for: letters)
  }

  /// The last part takes the endings, so here another form of the word will do.
  func endEvidence(of letters: ArraySlice<UInt8>) -> Int {
    let asWord = evidence(of: letters)
    guard asWord == 0, let first = letters.first, first & 0xc0 != 0x80,
      CompoundSplitter.canBePart(letters),
      let stem = memory.words.stems.number(of: StemToken.token(of: letters))
    else { return asWord }
    return enough(memory.articleCount(ofStem: stem), for: letters)
  }

  private func enough(_ articles: Int, for letters: ArraySlice<UInt8>) -> Int {
    letters.count > CompoundSplitter.lettersMin
      || articles >= CompoundSplitter.shortPartDocumentsMin ? articles : 0
  }

  /// Whether the letters alone allow it.
  static func canBePart(_ letters: ArraySlice<UInt8>) -> Bool {
    letters.count >= lettersMin && hasVowel(letters) && !affixes.contains(letters)
  }

  private static func hasVowel(_ letters: ArraySlice<UInt8>) -> Bool {
    letters.contains { letter in
      switch letter {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
        UInt8(ascii: "u"), UInt8(ascii: "y"), 0xc3:
        true
      default: false
      }
    }
  }

  /// Endings and prefixes that also are, or look like, words.
  private static let affixes: Set<ArraySlice<UInt8>> = Set(
    """
    lig lige ligt hed heden heds ning ningen ninger else elsen elser ende erne eren erer ere ene \
    ens ers ets som dom skab skaber skabet bar bart isk iske isme ist ister ant ent ering \
    eret eres ier ler ner rer ser ter der for fore før mis van und ind ud op ned til fra med \
    mod over under efter ved per pro pre tion tioner ioner ion ment inde ude sig den det din min \
    sin han hun man vor kan vil skal har var dem dig mig jer ham hende når end men eller
    """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8)[...] })
}
