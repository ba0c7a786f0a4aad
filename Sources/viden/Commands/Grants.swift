import CRDT
import Knowledge
import ReplicaStore

extension Command {
  static let grantList = Command(
    "grant list",
    """
    viden grant list – viser hvem der må hvad, hvilke noder der er gået ud, og om rettighederne gælder

      --json         ét JSON-objekt pr. linje
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let (authority, foundsBase) = try Workplace(arguments).reading { replica in
      (try replica.authority(), try replica.foundsBase())
    }
    if arguments.has("--json") {
      for entry in authority?.grants ?? [] {
        try Console.print(json: GrantReport(entry, in: authority))
      }
      return .ok
    }
    guard let authority else {
      Console.print(
        foundsBase
          ? "Noden grundlægger en videnbase med sin første ændring og er så dens administrator."
          : "Videnbasen har ingen administrator og er åben for alle, den deles med.")
      return .ok
    }
    Console.print(
      authority.isOpen
        ? "Videnbasen \(authority.root) er åben: rettighederne gælder fra viden grant enforce."
        : "Rettighederne gælder i videnbasen \(authority.root).")
    for entry in authority.grants {
      let end = entry.isEnded ? "  (ophørt)" : ""
      let report = GrantReport(entry, in: authority)
      Console.print("\(entry.id)  \(report.holder): \(entry.grant.sentence)\(end)")
    }
    for departure in authority.departures {
      let word = departure.kind == .revoked ? "spærret" : "udgået"
      Console.print("\(departure.node)  \(authority.name(of: departure.node)): \(word)")
    }
    return .ok
  }

  static let grantAdd = Command(
    "grant add",
    """
    viden grant add --role ROLLE --node NODE [--person NAVN] – giver en node eller en person en rolle

      --role ROLLE          partner, medarbejder, redaktør, godkender eller administrator; hver rolle
                            har også dem før den
      --node NODE           noden: navnet fra viden peer list eller viden grant list, eller 16 cifre
      --person NAVN         kun denne person på noden: initialer og enhed, som de står på ændringer;
                            ellers alle på noden
      --municipality KODE   kun det, kommunen selv står for; ellers hele landet
      --group NN            kun denne hovedgruppe i KLE; kan gentages
      --from DATO           første dag
      --to DATO             sidste dag
      --author NAVN         dine initialer og din enhed
      --data MAPPE          nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let workplace = Workplace(arguments)
    let area = try GrantOptions.area(from: arguments)
    let role = try GrantOptions.role(from: arguments)
    let (from, to) = try (
      GrantOptions.date("--from", from: arguments), GrantOptions.date("--to", from: arguments)
    )
    guard let nodeName = arguments.value("--node") else {
      throw UsageError.missingOption("--node")
    }
    let (id, isOpen) = try workplace.writing { replica in
      let node = try replica.node(named: nodeName)
      let holder: Grant.Holder =
        try GrantOptions.person(from: arguments).map { .person(Person(name: $0, node: node)) }
        ?? .node(node)
      let grant = Grant(
        role: role, holder: holder, area: area, validFrom: from, validTo: to,
        grantedBy: workplace.authorship.author)
      let id = try replica.put(onRecord: [.grant(grant)], by: workplace.authorship)
      return (id, try replica.authority()?.isOpen ?? true)
    }
    Console.print(id.description)
    if isOpen {
      Console.print(
        "Videnbasen er stadig åben: rettighederne gælder først, når du kører viden grant enforce.")
    }
    return .ok
  }

  static let grantEnd = Command(
    "grant end",
    """
    viden grant end RETTIGHED – lader en rettighed ophøre

    Det, der er skrevet uden at kende ophøret og ikke er her endnu, sættes i karantæne, til et
    menneske har set på det.

      --grace         lad det, der er skrevet uden at kende ophøret, gælde
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("RETTIGHED")
    guard let id = ChangeID(name) else { throw ReplicaError.unknownGrant(name) }
    let workplace = Workplace(arguments)
    try workplace.writing { replica in
      _ = try replica.endGrant(
        id, lettingUnknowingWorkStand: arguments.has("--grace"), by: workplace.authorship)
    }
    Console.print("Ophørt.")
    return .ok
  }

  static let grantEnforce = Command(
    "grant enforce",
    """
    viden grant enforce – lader rettighederne gælde i hele videnbasen fra nu af

    Det, der er her nu, gælder. Senere ændringer fra nogen uden rettighed sættes i karantæne, så giv
    først alle deres rettigheder, og lad alle noder synkronisere. Det kan ikke gøres om.

      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let workplace = Workplace(arguments)
    try workplace.writing { replica in
      _ = try replica.enforceRights(by: workplace.authorship)
    }
    Console.print("Rettighederne gælder fra nu af.")
    return .ok
  }

  static let grantBase = Command(
    "grant base",
    """
    viden grant base [VIDENBASE] – viser eller vælger den videnbase, som noden hører til

    Uden VIDENBASE vises dens navn. Med den hører noden til en anden, som den har hentet, fx når to
    noder først var hver sin; så afgøres alt igen efter dens rettigheder.

      --found         gør denne node til den første administrator i en videnbase, der ingen har
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    guard arguments.operands.count <= 1 else {
      throw UsageError.tooMany(operand: arguments.operands[1])
    }
    let workplace = Workplace(arguments)
    if let name = arguments.operands.first {
      guard let id = ChangeID(name) else {
        throw UsageError.badValue(
          option: "VIDENBASE", value: name, expected: "navnet fra viden grant base")
      }
      try workplace.writing { try $0.adoptBase(id) }
      Console.print("Noden hører nu til \(id).")
    } else if arguments.has("--found") {
      let id = try workplace.writing { try $0.foundBase(by: workplace.authorship) }
      Console.print("Videnbasen \(id) er grundlagt, og denne node er administrator.")
    } else {
      let base = try workplace.reading { try $0.base() }
      Console.print(base?.description ?? "Noden hører ikke til nogen videnbase med administrator.")
    }
    return .ok
  }

  static let peerRevoke = Command(
    "peer revoke",
    """
    viden peer revoke NODE – spærrer en node, der er stjålet, tabt eller fjendtlig, overalt

    Alle noder, der får besked, afviser dens nøgle. Det, der er hentet fra den hertil, bliver
    stående; resten sættes i karantæne. Skift også adgangskoder, der lå på den.

    \(GrantOptions.departureHelp)
    """
  ) { try GrantOptions.depart(.revoked, $0) }

  static let peerRetire = Command(
    "peer retire",
    """
    viden peer retire NODE – tager en node ud af brug; synkronisér den først

    \(GrantOptions.departureHelp)
    """
  ) { try GrantOptions.depart(.retired, $0) }
}

/// The options that say who gets what.
enum GrantOptions {
  static let departureHelp = """
      --stream SKRIVER   en skriver (16 cifre), der er nodens, uden at den selv har sagt det; kan
                         gentages
      --author NAVN      dine initialer og din enhed
      --data MAPPE       nodens mappe
    """

  static func depart(_ kind: Departure.Kind, _ arguments: Arguments) throws -> ExitCode {
    let name = try arguments.operand("NODE")
    let streams = try arguments.values("--stream").map { text in
      guard let stream = ReplicaID(text) else {
        throw UsageError.badValue(option: "--stream", value: text, expected: "16 cifre")
      }
      return stream
    }
    let workplace = Workplace(arguments)
    let node = try workplace.writing { replica in
      let node = try replica.node(named: name)
      try replica.depart(node, as: kind, withStreams: streams, by: workplace.authorship)
      return node
    }
    Console.print("Noden \(node) er \(kind == .revoked ? "spærret" : "udgået").")
    return .ok
  }

  static func role(from arguments: Arguments) throws(UsageError) -> Role {
    guard let word = arguments.value("--role") else { throw .missingOption("--role") }
    guard let role = Role(parsing: word) else {
      throw .badValue(
        option: "--role", value: word,
        expected: Role.allCases.map(\.danishName).joined(separator: ", "))
    }
    return role
  }

  static func area(from arguments: Arguments) throws -> Area {
    let municipality = try arguments.value("--municipality").map { try Municipality.withCode($0) }
    let groups = arguments.values("--group")
    for group in groups where !Area.isMainGroup(group) {
      throw UsageError.badValue(option: "--group", value: group, expected: "to cifre, fx 38")
    }
    return Area(municipality: municipality, mainGroups: groups)
  }

  static func date(
    _ option: String, from arguments: Arguments
  ) throws(UsageError) -> CivilDate? {
    guard let text = arguments.value(option) else { return nil }
    guard let date = CivilDate(parsing: text) else {
      throw .badValue(option: option, value: text, expected: "en dato, fx 31-12-2026")
    }
    return date
  }

  static func person(from arguments: Arguments) throws(UsageError) -> String? {
    guard let name = arguments.value("--person") else { return nil }
    guard (1...100).contains(name.count), !name.contains(where: \.isNewline) else {
      throw .badValue(option: "--person", value: name, expected: "en linje på 1-100 tegn")
    }
    return name
  }
}

/// What `viden grant list --json` prints; the names of the keys are kept stable for scripts.
struct GrantReport: Encodable {
  var id: String
  var role: String
  var node: String
  var nodeName: String
  var person: OrNull<String>
  var municipality: OrNull<String>
  var groups: [String]
  var from: OrNull<String>
  var to: OrNull<String>
  var grantedBy: String
  var ended: Bool

  init(_ entry: Authority.GrantEntry, in authority: Authority?) {
    let grant = entry.grant
    id = entry.id.description
    role = grant.role.rawValue
    node = grant.holder.node.description
    nodeName = authority?.name(of: grant.holder.node) ?? node
    if case .person(let person) = grant.holder {
      self.person = OrNull(person.name)
    } else {
      person = OrNull(nil)
    }
    municipality = OrNull(grant.area.municipality?.code)
    groups = grant.area.mainGroups
    from = OrNull(grant.validFrom?.iso)
    to = OrNull(grant.validTo?.iso)
    grantedBy = grant.grantedBy
    ended = entry.isEnded
  }

  /// "MKJ, Sorø på Sorø" or "alle på Sorø".
  var holder: String { "\(person.value ?? "alle") på \(nodeName)" }
}
