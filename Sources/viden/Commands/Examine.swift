import ReplicaStore

extension Command {
  static let doctor = Command(
    "doctor",
    """
    viden doctor – ser efter, om noden har det godt: rettigheder, disk, ur, kopier, parter, opsætning

    En linje for hver ting og, hvor noget er galt, hvad der hjælper. Afslutter med 0, når intet er en
    fejl eller en advarsel, ellers 1. Om selve dataene er i orden, siger viden check.

      --all          også det, der er i orden
      --json         ét JSON-objekt pr. linje
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let folder = Workplace(arguments).folder
    let doctor = Doctor(
      folder: folder,
      surroundings: Surroundings(
        folder: folder.path, database: folder.database, keys: folder.keys, time: Workplace.now))
    let ailments = try Doctor.configuration(arguments) + doctor.ailments
    let worst = ailments.map(\.level).max() ?? .fine
    for ailment in ailments {
      if arguments.has("--json") {
        try Console.print(json: ailment)
      } else if arguments.has("--all") || ailment.level > .fine {
        Console.print(ailment.line)
      }
    }
    if worst == .fine, !arguments.has("--json") { Console.print("Alt er, som det skal være.") }
    return worst >= .warning ? .no : .ok
  }
}

extension Doctor {
  /// What the configuration file says, and whether it leaves the node open.
  fileprivate static func configuration(_ arguments: Arguments) throws -> [Ailment] {
    guard let file = try ConfigurationFile.inUse(arguments) else { return [] }
    let problems = file.problems(in: .all)
    guard problems.isEmpty else {
      return problems.map { problem in
        Ailment(
          subject: "opsætning", level: .failure, finding: problem.sentence,
          cure: "ret linjen, og prøv med viden config check")
      }
    }
    var serve = try Arguments([], for: Command.serve.usage)
    try serve.fill(from: file, for: .serve)
    let listen = try ServeSettings(serve).listen
    guard !listen.isLoopback, serve.value("--proxy") == nil else {
      return [.fine("opsætning", "\(file.path) er i orden")]
    }
    return [
      Ailment(
        subject: "proxy", level: .warning,
        finding: "noden lytter på \(listen.shown), hvor andre kan nå den, og ingen proxy er nævnt",
        cure:
          "lyt på 127.0.0.1, sæt nginx med TLS foran (tools/nginx.conf), og nævn den med proxy =")
    ]
  }
}
