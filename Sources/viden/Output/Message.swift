import Accounts
import CRDT
import Knowledge
import Node
import ReplicaStore
import SQLite
import SyncEngine
import SyncProtocol

/// What a person is told when something went wrong: what, where and what to do, on one line, and
/// the exit code for scripts. The only place where the program's errors become sentences.
struct Message {
  let text: String
  let exitCode: ExitCode

  init(_ text: String, _ exitCode: ExitCode) {
    self.text = text.split(separator: "\n").joined(separator: " ")
    self.exitCode = exitCode
  }

  /// - Parameter database: the file at work, where one is.
  init(_ error: any Error, database: String = "databasen") {
    switch error {
    case let error as UsageError: self.init(Message.text(of: error), .usage)
    case let error as FolderError: self = Message.of(error)
    case let error as StaticSiteError:
      self.init(
        "siden \(error.target) kan ikke vises (\(error.status)); kør viden check", .ownFault)
    case let error as ConfigurationError: self.init(error.sentence, .notConfigured)
    case let error as MigrationError: self = Message.of(error, database)
    case let error as SQLiteError: self = Message.of(error, database)
    case let error as ReplicaError: self = Message.of(error)
    case let error as TextFileError: self = Message.of(error)
    case let error as UnknownMunicipality: self.init(error.sentence, .usage)
    case let error as InvalidDraft:
      self.init(error.problems.map(\.sentence).joined(separator: " "), .badData)
    case let error as ArticleFileError: self.init(error.sentence, .badData)
    case let error as ApprovalRefusal: self.init(error.sentence, .notAllowed)
    case let error as ContactProblem: self.init(error.sentence, .badData)
    case ReportProblem.codeMissing(let known):
      self.init("--code mangler; der er \(Message.list(known))", .usage)
    case ReportProblem.unknownCode(let code, let known):
      self.init("der er ingen »\(code)«; der er \(Message.list(known))", .noInput)
    case let error as AuthorityRefusal: self.init(error.sentence, .notAllowed)
    case let error as DamagedReplica:
      self.init(
        "\(database) er beskadiget (\(error.what)); kør viden check, og hent en sikkerhedskopi",
        .inputOutput)
    case let error as ProtocolError:
      self.init(
        "\(database) er beskadiget (\(error.words)); kør viden check, og hent en sikkerhedskopi",
        .inputOutput)
    case let error as ByteError:
      self.init(
        "\(database) er beskadiget (\(error.reason)); kør viden check, og hent en sikkerhedskopi",
        .inputOutput)
    case ServeProblem.cannotListen(let address, let reason):
      self.init(
        "der kan ikke lyttes på \(address) (\(reason)); vælg en anden med --listen", .unavailable)
    case let error as PairingError: self = Message.of(error)
    case ServeProblem.testRoutesInProduction:
      self.init(
        "--test-routes er kun til afprøvning på denne maskine: ikke sammen med --production, en "
          + "adresse, som andre kan nå, eller en sokkel fra systemd", .usage)
    case BackupError.unsound(let path, let what):
      self.init("\(path) er ikke i orden (\(what)); tag en anden kopi. Intet er ændret", .badData)
    case BackupError.cannotWrite(let path, let reason):
      self.init("kan ikke skrive \(path): \(reason)", .cannotCreate)
    case BackupError.cannotRead(let path, let reason):
      self.init("\(path) kan ikke læses: \(reason)", .noInput)
    case let error as AccountError: self = Message.of(error)
    case let error as AccountFileError:
      self.init("\(error.path) kan ikke bruges: \(error.reason)", .notConfigured)
    case SecretInputError.different:
      self.init("de to adgangskoder er ikke ens; prøv igen", .badData)
    case SecretInputError.notText: self.init("adgangskoden er ikke tekst i UTF-8", .badData)
    case let error as SyncError: self.init(error.sentence, .unavailable)
    case let error as SubjectPlanRefusal:
      self.init("\(error.sentence) Intet er ændret.", .badData)
    case SubjectPlanProblem.unknownNumber(let number):
      self.init(
        "der er intet nummer »\(number)« i emneplanen; viden kle show --search ORD finder dem",
        .noInput)
    case let error as RelayError: self = Message.of(error)
    case BundleProblem.refused(let path, let error): self = Message.of(error, path)
    case BundleProblem.fromStranger(let path):
      self.init(
        "\(path) er ikke forseglet med en nøgle, vi kender; den er fra en fremmed node eller ændret "
          + "undervejs. Intet er hentet", .notAllowed)
    case BundleProblem.nobodyMayReadAll(let names):
      self.init(
        "ingen part må hente alt (\(names.joined(separator: ", "))); skriv en fil til hver med --for",
        .notAllowed)
    case BundleProblem.mayReadNothing(let name):
      self.init(
        "\(name) må ikke hente noget her; giv parten lov med viden peer set \(name) --scopes",
        .notAllowed)
    case BundleProblem.departed(let name):
      self.init("\(name) er spærret eller udgået og får ingen fil", .notAllowed)
    case SyncProblem.noPeers:
      self.init(
        "der er ingen part med en adresse; bliv part med en node med viden peer join URL KODE",
        .notConfigured)
    default: self.init("\(error)", .ownFault)
    }
  }

  private static func list(_ known: [String]) -> String {
    known.isEmpty ? "ingen endnu" : known.joined(separator: ", ")
  }

  /// For errors that another message quotes. Named apart from the texts below: an overload on
  /// `any Error` would be chosen where one of them is missing, and call itself for ever.
  static func sentence(for error: any Error) -> String { Message(error).text }
}

extension Message {
  private static func text(of error: UsageError) -> String {
    switch error {
    case .unknownCommand(let name, let nearest):
      "»\(name)« er ikke en kommando" + hint(nearest) + "; viden --help viser dem alle"
    case .unknownOption(let name, let nearest):
      "»\(name)« er ikke et tilvalg her" + hint(nearest) + "; --help viser dem"
    case .needsValue(let option): "\(option) skal have en værdi"
    case .takesNoValue(let option): "\(option) tager ingen værdi"
    case .notInRange(let option, let value, let range):
      "\(option) skal være et helt tal fra \(range.lowerBound) til \(range.upperBound), ikke »\(value)«"
    case .badValue(let option, let value, let expected):
      "\(option) kan ikke være »\(value)«; ventet: \(expected)"
    case .missing(let operand): "\(operand) mangler; --help viser, hvordan kommandoen bruges"
    case .tooMany(let operand):
      "»\(operand)« er et ord for meget; --help viser, hvordan kommandoen bruges"
    case .missingOption(let option): "\(option) mangler; --help viser, hvordan kommandoen bruges"
    case .badCode(let error): text(of: error)
    }
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { "; mente du \($0)?" } ?? ""
  }

  private static func of(_ error: AccountError) -> Message {
    switch error {
    case .badName(let name):
      Message(
        "»\(name)« kan ikke være et brugernavn; brug små bogstaver a-z, tal og . - _ @", .usage)
    case .nameTaken(let name):
      Message(
        "der er allerede en konto »\(name)«; viden account list viser dem", .cannotCreate)
    case .unknown(let name):
      Message("der er ingen konto »\(name)«; viden account list viser dem", .noInput)
    case .badPassword(let problem): Message(text(of: problem), .badData)
    case .lastAdmin(let name):
      Message(
        "\(name) er den sidste admin; gør først en anden til admin med viden account role",
        .notAllowed)
    }
  }

  private static func text(of problem: PasswordProblem) -> String {
    switch problem {
    case .tooShort(let least): "adgangskoden skal være på mindst \(least) tegn; skriv en længere"
    case .tooLong(let most): "adgangskoden må højst være på \(most) tegn; skriv en kortere"
    case .holdsControls: "adgangskoden må ikke indeholde styretegn; skriv en anden"
    case .guessable: "adgangskoden er for let at gætte; skriv en anden"
    }
  }

  private static func of(_ error: FolderError) -> Message {
    switch error {
    case .noReplica(let path):
      Message(
        "der er ingen node i \(path); opret en med viden init, eller vælg mappen med --data",
        .noInput)
    case .alreadyReplica(let path):
      Message("der er allerede en node i \(path); vælg en anden mappe med --data", .cannotCreate)
    case .cannotCreate(let path, let reason):
      Message("kan ikke skrive \(path): \(reason)", .cannotCreate)
    case .locked(let path):
      Message(
        "en anden viden arbejder i \(folder(of: path)); vent, til den er færdig, eller stop den",
        .tryLater)
    case .cannotLock(let path, let reason):
      Message("kan ikke låse \(path): \(reason)", .inputOutput)
    case .badKey(let path, let reason):
      Message("\(path) kan ikke bruges: \(reason)", .notConfigured)
    }
  }

  private static func folder(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  private static func of(_ error: MigrationError, _ database: String) -> Message {
    switch error {
    case .foreignDatabase:
      Message("\(database) hører til et andet program; vælg en anden mappe med --data", .badData)
    case .fromTheFuture(let version, let known):
      Message(
        "\(database) er fra en nyere viden (trin \(version), denne kender \(known)); opdatér viden",
        .protocolVersion)
    case .outdated:
      Message(
        "\(database) er fra en ældre viden; kør viden serve eller viden sync én gang, så opgraderes den",
        .tryLater)
    }
  }

  private static func of(_ error: SQLiteError, _ database: String) -> Message {
    if error.isFull {
      return Message(
        "disken er fuld, og \(database) er, som den var. Gør plads, og prøv igen", .inputOutput)
    }
    if error.isBusy {
      return Message("\(database) er optaget af en anden proces; prøv igen om lidt", .tryLater)
    }
    if error.isNotADatabase {
      return Message(
        "\(database) er ikke en database; hent en sikkerhedskopi, eller vælg en anden mappe med --data",
        .badData)
    }
    if error.isCorrupt {
      return Message(
        "\(database) er beskadiget; kør viden check, og hent en sikkerhedskopi", .inputOutput)
    }
    if error.isReadOnly || error.isCantOpen {
      return Message(
        "\(database) kan ikke åbnes til skrivning; se på rettigheder og ejer (\(error.message))",
        .notAllowed)
    }
    return Message("\(database) svarer: \(error.message)", .inputOutput)
  }

  private static func of(_ error: ReplicaError) -> Message {
    switch error {
    case .unknownArticle(let name):
      Message("der er ingen artikel »\(name)« her; viden search finder dem", .noInput)
    case .unknownVersion(let document, let version):
      Message(
        "artiklen \(document) har ingen version \(version.map(\.description).joined(separator: ",")) her; hent den med viden sync",
        .noInput)
    case .notAnArticle(let id): Message("\(id) er ikke en artikel", .noInput)
    case .notPublished(let id): Message("artiklen \(id) er ikke godkendt endnu", .noInput)
    case .unknownConflict(let id):
      Message("konflikten »\(id)« er ikke åben; viden conflicts viser de åbne", .noInput)
    case .unknownPeer(let name):
      Message("der er ingen part »\(name)«; viden peer list viser dem", .noInput)
    case .peerExists(let name):
      Message("der er allerede en part »\(name)«; vælg et andet navn", .cannotCreate)
    case .notConfigured(let setting):
      Message(
        "noden er ikke sat helt op (\(setting) mangler); slet mappen, og kør viden init igen",
        .notConfigured)
    case .notQuarantined(let name):
      Message("»\(name)« er ikke i karantæne; viden quarantine list viser det, der er", .noInput)
    case .notReleasable(let id):
      Message(
        "\(id) kan ikke frigives for sig; viden quarantine show \(id) siger hvorfor", .notAllowed)
    case .unknownGrant(let name):
      Message("der er ingen rettighed »\(name)«; viden grant list viser dem, der er", .noInput)
    case .unknownChange(let name):
      Message("der er ingen ændring »\(name)«; viden article log viser dem, der er", .noInput)
    case .notRedactable(let id):
      Message(
        "\(id) kan ikke slettes: den siger, hvem der må hvad, eller den er for lang", .notAllowed)
    case .unknownNode(let name):
      Message(
        "»\(name)« er ikke navnet på præcis én node; brug dens 16 cifre fra viden grant list",
        .noInput)
    case .noAuthority:
      Message(
        "videnbasen har ingen administrator; viden grant base --found gør denne node til den første",
        .notConfigured)
    case .belongsToBase(let base):
      Message("noden hører allerede til videnbasen \(base)", .cannotCreate)
    case .unknownBase(let base):
      Message("noden har ikke hentet videnbasen \(base); synkronisér først", .noInput)
    case .mirrorIsReadOnly:
      Message(
        "noden er et offentligt spejl og viser kun, hvad andre har godkendt; skriv på en anden node",
        .notAllowed)
    case .notEmpty:
      Message(
        "kun en tom node kan blive et offentligt spejl; kør viden init i en ny mappe", .badData)
    }
  }

  private static func of(_ error: TextFileError) -> Message {
    switch error {
    case .unreadable(let path, let reason): Message("\(path) kan ikke læses: \(reason)", .noInput)
    case .unwritable(let path, let reason):
      Message("\(path) kan ikke skrives: \(reason)", .cannotCreate)
    case .tooLarge(let path, let bytes):
      Message("\(path) er for stor (\(bytes) byte; højst \(TextFile.bytesMax))", .badData)
    case .invalid(let path, let problem):
      Message("\(path): \(problem) Intet er gemt.", .badData)
    case .noFiles(let folder):
      Message("der er ingen .md-filer i \(folder)", .noInput)
    }
  }

  private static func of(_ error: ProtocolError, _ path: String) -> Message {
    let change = error.change.map { " (ændring \($0))" } ?? ""
    switch error.reason {
    case .gap:
      return Message(
        "\(path): der mangler ændringer før disse\(change); hent dem først fra en anden node eller et "
          + "ældre stik. Intet er hentet", .badData)
    case .missingParent:
      return Message(
        "\(path) bygger på noget, vi ikke har\(change); synkronisér først. Intet er hentet",
        .badData)
    case .fork:
      return Message(
        "\(path): to forskellige ændringer bærer samme navn\(change); en node er gendannet eller kopieret. "
          + "Intet er hentet", .badData)
    case .unknownFormat:
      return Message(
        "\(path) er ikke vores, eller den er skrevet af en nyere viden; opdatér viden",
        .protocolVersion)
    case .malformed, .notCanonical, .overLimit, .invalidChange, .chainMismatch, .damagedBundle,
      .unexpectedAnswer:
      return Message(
        "\(path) er beskadiget eller ikke ægte (\(error.reason.inDanish))\(change); hent eller kopiér "
          + "det igen. Intet er hentet", .badData)
    case .notAuthentic, .clockSkew, .tooEarly, .invitationExpired, .invitationUsed, .keyChangeDue:
      return Message(
        "parten tror ikke, at vi er os (\(error.reason.inDanish)); se på nøgle og ur", .notAllowed)
    case .outOfScope:
      return Message("\(path): parten må ikke sende det her\(change). Intet er hentet", .notAllowed)
    case .busy: return Message("parten er optaget; prøv igen senere", .tryLater)
    }
  }

  private static func text(of fault: StreamFault) -> String {
    switch fault {
    case .missing(let number): "nr. \(number) mangler"
    case .altered(let number): "nr. \(number) er ikke, hvad den var"
    case .cutShort(let log, let vector): "de ender ved nr. \(log), men skulle gå til \(vector)"
    }
  }

  static func text(of finding: Replica.Finding) -> String {
    switch finding {
    case .damagedFile(let text):
      "filen er beskadiget (\(text)); hent en sikkerhedskopi, og synkronisér bagefter"
    case .brokenStream(let replica, let fault):
      "ændringerne fra \(replica) hænger ikke sammen (\(text(of: fault))); hent en sikkerhedskopi, og synkronisér bagefter"
    case .staleProjection(let document):
      "artiklen \(document) er ikke, hvad dens ændringer gør den til; kør viden rebuild"
    case .staleContacts:
      "summerne af henvendelser er ikke, hvad der er talt; kør viden rebuild"
    case .staleIndex(let text): "søgeindekset passer ikke (\(text)); kør viden rebuild"
    case .unexplainedRemoval(let id):
      "ordene i \(id) mangler, og intet siger, at nogen har slettet dem; kør viden sync, og læs ellers et bundt (viden bundle read) fra en node, der har dem"
    }
  }
}
