/// Danish nouns whose plural has another vowel, which no stemmer brings together.
enum VowelChange {
  /// Stems that mean the same as this one in another number.
  static func others(of stem: [UInt8]) -> [[UInt8]] { table[stem] ?? [] }

  private static let pairs = """
    barn børn, mand mænd, bog bøg, fod fød, hånd hænd, nat næt, tand tænd, rod rød, ko kø, \
    klo klø, tå tæ, and ænd, far fædr, mor mødr, bror brødr, broder brødr, fader fædr, \
    moder mødr, datter døtr, bond bønd, gås gæs, kraft kræft, stang stæng, tang tæng, stad stæd, \
    øj øjn, nordmand nordmænd, formand formænd, embedsmand embedsmænd, barnebarn børnebørn
    """

  private static let table: [[UInt8]: [[UInt8]]] = pairs.split(separator: ",").reduce(into: [:]) {
    let pair = $1.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) }
    $0[pair[0], default: []].append(pair[1])
    $0[pair[1], default: []].append(pair[0])
  }
}
