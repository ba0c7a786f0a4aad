/// The Danish abbreviations whose full stop may not end a sentence.
///
/// They are spelled in lower case and without their last full stop. A word is looked up whole and,
/// if it has a hyphen or a slash, by its last part (`mobil-tlf.`).
enum Abbreviations {
  /// How a full stop behaves after a word.
  enum Role {
    /// Something always follows: `jf. lovens § 4`, `nr. 7`, `hr. Jensen`.
    case leading

    /// May stand last in a sentence, but a number after it belongs to it: `stk. 2`, `1. jan. 2026`.
    case counting

    /// May stand last in a sentence: `mv.`, `osv.`
    case closing
  }

  static func role(of word: ArraySlice<Unicode.Scalar>) -> Role? {
    if let known = roles[word] { return known }
    // `cand.jur`, `stud.med`
    if word.dropFirst(4).first == ".", titles.contains(word.prefix(4)), hasTitle(word) {
      return .leading
    }
    return nil
  }

  private static func hasTitle(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = String(scalars: word).lowercased()
    return word.hasPrefix("cand.") || word.hasPrefix("stud.")
  }

  private static let titles = WordTable(["cand", "stud"])

  private static let roles: WordTable<Role> = {
    var table = WordTable<Role>()
    table.insert(.leading, for: leading.split(separator: " ").map(String.init))
    table.insert(.counting, for: counting.split(separator: " ").map(String.init))
    table.insert(.closing, for: closing.split(separator: " ").map(String.init))
    return table
  }()

  private static let leading = """
    adm adr afd afs alm anm att bek bl bl.a bygn ca chr cirk d dir dr dvs eks ekskl eksp evt f \
    f.eks feks fhv fig fmd forh fr frk fuldm gdr gl gns gnsn gr henh henv hhv hr hrs iflg \
    ifm ift iht inkl inst j.nr jf jfr jnr kap kbh kgl kl kons konst lbk lic lok maks max \
    medd mht min ndr nr nuv omkr omr opr p p.g.a pga pr prof ref reg repr resp s sdr sekr \
    skr sml st str suppl tekn tel telf tidl tilh tlf u.a udg v v.hj.a vedr vejl vha vs
    """

  private static let counting = """
    afsn apr art aug bd cm dec e.kr f.kr feb febr fre fred g ha jan jul jun kg km kr kvm lør \
    lørd m mar mia mill mio mrd nov okt ons onsd pct pkt sek sep sept spm stk søn sønd t.kr \
    tim tir tirs tkr tor tors årg
    """

  private static let closing = """
    a.m.b.a d.d d.m d.s d.v.s d.å etc ff fl flg h.d jr m.a m.fl m.h.t m.m m.v md mdl mdr mfl \
    mm mv mvh o.a o.l o.lign o.m.a o.s.v oa obs ol osv p.a p.t ph.d pt s.d s.m s.u t.h t.o.m \
    t.v u.å vol årl
    """
}
