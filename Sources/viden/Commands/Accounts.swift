import Accounts
import Glibc
import Knowledge
import ReplicaStore

extension Command {
  static let accountAdd = Command(
    "account add",
    """
    viden account add NAVN [--role ROLLE] [--full-name TEKST] [--initials TEKST] – giver nogen adgang

    Adgangskoden læses fra terminalen eller fra standardind, aldrig fra kommandolinjen. Så snart der
    er én konto, skal man logge ind for at se andet end det, borgerne ser, også på denne maskine.

      --role ROLLE        partner, staff, editor, approver eller admin; den første er altid admin
      --full-name TEKST   personens navn; ellers brugernavnet
      --initials TEKST    det, der står i historikken; ellers brugernavnet med store bogstaver
      --data MAPPE        nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    guard let known = AccountName.normalised(name) else { throw AccountError.badName(name) }
    let book = try Workplace(arguments).accounts()
    let isFirst = try !book.isInUse()
    let role = try arguments.role() ?? (isFirst ? .admin : .editor)
    guard !isFirst || role == .admin else {
      throw UsageError.badValue(
        option: "--role", value: role.rawValue, expected: "admin, for den er den første konto")
    }
    let fullName = try arguments.line("--full-name") ?? known
    let initials = try arguments.line("--initials", countMax: 40) ?? known.uppercased()
    guard try book.account(named: known) == nil else { throw AccountError.nameTaken(known) }
    let account = try book.add(
      name: known, fullName: fullName, initials: initials, role: role,
      password: SecretInput.password(for: known), now: Workplace.now)
    Console.print("\(account.name) kan logge ind som \(account.role.rawValue).")
    return .ok
  }

  static let accountList = Command(
    "account list",
    """
    viden account list – viser, hvem der har adgang

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    for account in try Workplace(arguments).accounts().accounts() {
      let state = account.isDisabled ? "lukket" : "åben"
      Console.print(
        [account.name, account.role.rawValue, state, account.initials, account.fullName]
          .joined(separator: "\t"))
    }
    return .ok
  }

  static let accountPassword = Command(
    "account password",
    """
    viden account password NAVN – giver en konto en ny adgangskode og logger den ud overalt

    Adgangskoden læses fra terminalen eller fra standardind.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    let book = try Workplace(arguments).accounts()
    guard let account = try book.account(named: name) else { throw AccountError.unknown(name) }
    try book.setPassword(SecretInput.password(for: account.name), of: account.name)
    Console.print("\(account.name) har fået en ny adgangskode.")
    return .ok
  }

  static let accountRole = Command(
    "account role",
    """
    viden account role NAVN --role ROLLE – ændrer, hvad nogen må

      --role ROLLE   partner, staff, editor, approver eller admin
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    guard let role = try arguments.role() else { throw UsageError.missingOption("--role") }
    try Workplace(arguments).accounts().setRole(role, of: name)
    Console.print("\(name) er nu \(role.rawValue).")
    return .ok
  }

  static let accountDisable = Command(
    "account disable",
    """
    viden account disable NAVN – lukker en konto og logger den ud overalt

      --undo         åbn den igen
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    try Workplace(arguments).accounts().setDisabled(!arguments.has("--undo"), name)
    Console.print(arguments.has("--undo") ? "\(name) er åben igen." : "\(name) er lukket.")
    return .ok
  }

  static let accountKey = Command(
    "account key",
    """
    viden account key NAVN --label TEKST – laver en nøgle, som et program kan bruge i API'et

    Nøglen vises én gang. Den gælder, til kontoen lukkes eller får en ny adgangskode.

      --label TEKST   hvad nøglen er til, fx "eksport hver nat"
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    guard let label = try arguments.line("--label") else {
      throw UsageError.missingOption("--label")
    }
    let key = try Workplace(arguments).accounts().makeKey(
      of: name, label: label, now: Workplace.now)
    Console.print(key)
    return .ok
  }
}

extension Workplace {
  /// The book of the accounts; only a folder with a node in it has one.
  func accounts() throws -> AccountBook {
    guard folder.holdsReplica else { throw FolderError.noReplica(path: folder.path) }
    return try AccountBook(path: folder.accounts)
  }
}

extension Arguments {
  fileprivate func role() throws(UsageError) -> Role? {
    guard let text = value("--role") else { return nil }
    guard let role = Role(rawValue: text) else {
      throw .badValue(
        option: "--role", value: text,
        expected: Role.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return role
  }

  /// A value of one line.
  fileprivate func line(_ option: String, countMax: Int = 80) throws(UsageError) -> String? {
    guard let text = value(option) else { return nil }
    let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
    guard (1...countMax).contains(text.count), !text.unicodeScalars.contains(where: isControl)
    else {
      throw .badValue(option: option, value: text, expected: "en linje på 1-\(countMax) tegn")
    }
    return text
  }
}

/// Secrets that a person types, or a script hands over on standard input: never on the command line,
/// which everybody on the machine can read.
enum SecretInput {
  private static let bytesMax = 4_096

  /// - Throws: `AccountError.badPassword` for one that nobody should have, before it is hashed.
  static func password(for name: String) throws -> String {
    let password = try isatty(STDIN_FILENO) != 0 ? typed() : line()
    if let problem = PasswordRule.problem(with: password, for: name) {
      throw AccountError.badPassword(problem)
    }
    return password
  }

  private static func typed() throws -> String {
    var settings = termios()
    unsafe tcgetattr(STDIN_FILENO, &settings)
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
      Console.complain("")
    }
    Console.write(Array("Ny adgangskode: ".utf8), to: STDERR_FILENO)
    let first = try line()
    Console.write(Array("\nIgen: ".utf8), to: STDERR_FILENO)
    guard try line() == first else { throw SecretInputError.different }
    return first
  }

  /// One line, without its end.
  private static func line() throws -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count < bytesMax, unsafe read(STDIN_FILENO, &byte, 1) == 1 {
      if byte == UInt8(ascii: "\n") { break }
      bytes.append(byte)
    }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SecretInputError.notText
    }
    return text
  }
}

/// Why what was typed is no password.
enum SecretInputError: Error, Hashable {
  case different
  case notText
}
