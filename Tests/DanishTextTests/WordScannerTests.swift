import Chance
import DanishText
import Testing

struct WordScannerTests {
  private func words(_ bytes: [UInt8]) -> [(letters: String, word: Word)] {
    var scanner = WordScanner()
    var letters: [UInt8] = []
    var all: [(String, Word)] = []
    while let word = scanner.next(in: bytes.span, letters: &letters) {
      all.append((String(decoding: letters, as: UTF8.self), word))
    }
    return all
  }

  private func letters(_ text: String) -> [String] { words(Array(text.utf8)).map(\.letters) }
  private func leads(_ text: String) -> [Word.Lead] { words(Array(text.utf8)).map(\.word.lead) }

  @Test func `capitals become small and Danish letters stay`() {
    #expect(letters("Ærø, ØSTERBRO & Århus.") == ["ærø", "østerbro", "århus"])
  }

  @Test func `accents go, and relatives of our letters become ours`() {
    #expect(
      letters("Café Söder Malmö-Jönköping Müller Straße Œuvre Þór") == [
        "cafe", "søder", "malmø", "jønkøping", "muller", "strasse", "oeuvre", "thor",
      ])
    #expect(letters("×÷ m² Łódź") == ["m2", "lodz"])
  }

  @Test func `a letter with its accent apart is the same letter`() {
    #expect(
      letters("A\u{30a}rhus O\u{308}stersund Cafe\u{301} a\u{308}gg") == [
        "århus", "østersund", "cafe", "ægg",
      ])
  }

  @Test func `a soft hyphen is not seen`() {
    #expect(letters("bygge\u{ad}tilladelse") == ["byggetilladelse"])
    #expect(letters("\u{ad} \u{ad}a") == ["a"])
  }

  @Test func `other scripts have words too`() {
    #expect(letters("Київ Αθήνα 東京 مرحبا") == ["київ", "αθήνα", "東京", "مرحبا"])
    #expect(letters("🚌 hej 👩‍👩‍👧") == ["hej"])
  }

  @Test func `what stands between two words is told`() {
    #expect(leads("PVC-affald") == [.other, .hyphen])
    #expect(leads("PVC\u{2011}affald og - andet -x") == [.other, .hyphen, .blank, .other, .other])
    #expect(leads("27.24.00") == [.other, .point, .point])
    #expect(leads("1.250,50 kr.,nu") == [.other, .point, .point, .blank, .other])
    #expect(leads("borger.dk") == [.other, .other])
    #expect(
      leads("§ 12, §12 §\u{a0}12 § x. 12") == [.section, .section, .section, .section, .other])
    #expect(leads("70 20\u{a0}30") == [.other, .blank, .blank])
    #expect(leads("-x") == [.other])
  }

  @Test func `numbers are told from words`() {
    #expect(
      words(Array("12 2tv covid19 2200".utf8)).map(\.word.isNumber) == [
        true, false, false, true,
      ])
  }

  @Test func `a word knows where it stands`() {
    let text = Array("Søg: på Ærø!".utf8)
    let found = words(text).map {
      String(decoding: text[$0.word.start..<$0.word.end], as: UTF8.self)
    }
    #expect(found == ["Søg", "på", "Ærø"])
  }

  @Test func `a very long word is compared by its beginning and cut between letters`() {
    let long = words(Array(("x" + String(repeating: "å", count: 5_000) + " y").utf8))
    #expect(long.map(\.letters) == ["x" + String(repeating: "å", count: 31), "y"])
    #expect(long[0].word.end == 10_001)
  }

  @Test func `bytes that are no text part words`() {
    let bytes: [[UInt8]] = [
      [0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x9a], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0x80],
      [0xf4, 0x90, 0x80, 0x80], [0xe0, 0x80, 0x80], [0],
    ]
    for wrong in bytes {
      #expect(words([0x61] + wrong + [0x62]).map(\.letters) == ["a", "b"], "\(wrong)")
    }
  }

  @Test func `any bytes are scanned to their end, in order`() {
    var random = SeededRandom(seed: 11)
    let alphabet = Array("aZ9 .-§,\u{ad}åÆé\u{30a}東🚌\u{0}".utf8) + [0xff, 0xc3, 0xf0]
    for _ in 0..<5_000 {
      let bytes = (0..<random.below(30)).map { _ in alphabet[random.below(alphabet.count)]
      }
      var end = 0
      for (letters, word) in words(bytes) {
        #expect(end <= word.start && word.start < word.end && word.end <= bytes.count)
        #expect(!letters.isEmpty)
        end = word.end
      }
    }
  }
}

struct FoldingTests {
  private func fold(_ word: String) -> String {
    var folded: [UInt8] = []
    Folding.fold(Array(word.utf8).span, into: &folded)
    return String(decoding: folded, as: UTF8.self)
  }

  @Test func `æ, ø and å are written with two letters`() {
    #expect(fold("kørekort") == "koerekort")
    #expect(fold("århus") == fold("aarhus"))
    #expect(fold("ærø") == "aeroe")
    #expect(fold("får") != fold("far"))
    #expect(fold("київ") == "київ")
  }

  @Test func `two letters may be read as one`() {
    #expect(Folding.unfold(Array("koerekort".utf8)) == Array("kørekort".utf8))
    #expect(Folding.unfold(Array("aegteskab".utf8)) == Array("ægteskab".utf8))
    #expect(Folding.unfold(Array("skole".utf8)) == nil)
    #expect(Folding.unfold([]) == nil)
  }
}
