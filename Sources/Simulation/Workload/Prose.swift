/// Danish sentences as municipalities write them, and the ways in which people change them. Every
/// sentence carries a number of its own, so that no two people write the same by chance and every
/// word can be traced to who wrote it.
enum Prose {
  private static let openings = [
    "Du skal søge om", "Borgeren kan få", "Kommunen behandler", "Husk altid", "Ring om",
    "Medbring legitimation til", "Vi afgør sager om", "Bestil tid til", "Tjek reglerne for",
  ]
  private static let subjects = [
    "byggetilladelse", "boligstøtte", "sygedagpenge", "pas til børn", "flytning",
    "et nyt kørekort", "plads i dagpleje", "hjælpemidler", "fritagelse for Digital Post",
    "vielse på rådhuset", "folkepension", "affald på Ærø", "hjemmehjælp",
  ]
  private static let endings = [
    "senest 14 dage før", "hos Borgerservice", "jf. § 12, stk. 2", "i åbningstiden",
    "uden gebyr", "inden kl. 13.30", "efter kr. 1.250 i depositum", "via selvbetjening",
    "med dit MitID 📱", "hver 1. marts",
  ]
  private static let marks = [".", ".", ".", ".", "!", "?"]

  static func sentence(_ random: inout RandomSource) -> String {
    let number = random.below(1_000_000)
    return "\(random.pick(openings)) \(random.pick(subjects)) \(random.pick(endings)) "
      + "(sag \(number))\(random.pick(marks))"
  }

  static func title(_ random: inout RandomSource) -> String {
    "\(random.pick(subjects)) \(random.below(1_000_000))"
  }

  static func word(_ random: inout RandomSource) -> String {
    "\(random.pick(["frist", "gebyr", "krav", "sted", "skema", "år"]))\(random.below(1_000_000))"
  }

  static func body(_ random: inout RandomSource) -> String {
    let paragraphs = (0..<random.between(1, 4)).map { _ in
      (0..<random.between(1, 4)).map { _ in sentence(&random) }.joined(separator: " ")
    }
    return "## Sådan gør du\n\n" + paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// The text after somebody worked on it: a word, a sentence or a paragraph more, less or other.
  static func edited(_ text: String, _ random: inout RandomSource) -> String {
    var paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: false)
      .map(String.init)
    let place = random.below(paragraphs.count)
    switch random.below(10) {
    case 0: paragraphs.insert(sentence(&random), at: place)
    case 1 where paragraphs.count > 2: paragraphs.remove(at: place)
    case 2: paragraphs[place] += " " + sentence(&random)
    case 3: paragraphs[place] = sentence(&random) + " " + paragraphs[place]
    case 4 where paragraphs.count > 1:
      paragraphs.swapAt(place, (place + 1) % paragraphs.count)
    default: paragraphs[place] = editedWords(paragraphs[place], &random)
    }
    return paragraphs.joined(separator: "\n\n")
  }

  private static func editedWords(_ text: String, _ random: inout RandomSource) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let place = random.below(words.count)
    switch random.below(4) {
    case 0: words.insert(word(&random), at: place)
    case 1 where words.count > 3: words.remove(at: place)
    case 2 where words.count > 6:
      let end = min(words.count, place + random.between(1, 5))
      words.replaceSubrange(place..<end, with: [word(&random), word(&random)])
    default: words[place] = word(&random) + (words[place].hasSuffix(".") ? "." : "")
    }
    return words.joined(separator: " ")
  }
}
