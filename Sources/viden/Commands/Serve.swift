import Dispatch
import Foundation
import Glibc
import HTTP
import Node
import ReplicaStore
import SyncEngine
import WebUI

extension Command {
  static let serve = Command(
    "serve",
    """
    viden serve – viser siderne, svarer på søgninger og svarer andre noder

    Skriver én linje, når noden er klar. Ctrl-C eller SIGTERM gør det færdigt, der er begyndt, og
    stopper; en gang til stopper straks.

      --listen ADRESSE   hvor der lyttes (127.0.0.1:8400); 0 som port lader systemet vælge
      --color FARVE      kommunens farve som #rrggbb
    \(ContactOption.help)
      --sync-every TID   synkronisér så ofte, fx 5m eller 1h; ellers kun fra siden og fra cron
      --workers ANTAL    tråde til det, der rører databasen (4)
      --proxy ADRESSER   proxyer foran noden, fx 10.0.0.5,10.0.0.6; kun deres X-Forwarded-For og
                         X-Forwarded-Proto tros
      --sso-header NAVN  feltet, hvori en af dem skriver, hvem den har logget ind, fx Remote-User
      --log              én linje på standardfejl for hvert kald
      --production       start kun, hvis intet er slået til, som kun er til afprøvning
      --test-routes      svar på /__test/echo og /__test/reflect; kun på denne maskine
      --data MAPPE       nodens mappe

    Grænser: hvad der måles; hvad der svares ud over dem; i parentes, hvad der gælder ellers.
      --timeouts SEKUNDER   hoved, krop og uvirksom forbindelse på én gang
    \(LimitOption.help)
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let signals = StopSignals()
    let settings = try ServeSettings(arguments)
    let (folder, listen) = (settings.folder, settings.listen)
    let runner = SyncRunner(folder: folder)
    let endpoint = SyncEndpoint(folder: folder, now: { Workplace.now })

    var configuration = settings.configuration
    configuration.syncNow = { try runner.start(sparingNobody: true) }
    configuration.isSyncRunning = { runner.isRunning }
    configuration.syncEndpoint = { request, store in
      try endpoint.answer(request) { body in try store.write(body) }
    }
    if arguments.has("--log") { configuration.log = { Console.complain($0.description) } }

    let systemd = Systemd()
    let isProduction =
      arguments.has("--production") || !listen.isLoopback || !systemd.listeners.isEmpty
    configuration.hasTestRoutes = arguments.has("--test-routes")
    guard !isProduction || !configuration.hasTestRoutes else {
      throw ServeProblem.testRoutesInProduction
    }

    OpenFiles.raiseLimit()
    Heaps.share()
    let server = try NodeServer(configuration)
    for descriptor in systemd.listeners { server.adopt(listener: descriptor) }
    let port = systemd.listeners.isEmpty ? try listen.bind(server) : listen.port
    if let interval = settings.syncInterval { runner.repeatForever(every: interval.seconds) }
    signals.onEach { server.stop() }
    Console.print("klar på http://\(listen.shown):\(port)/")
    if !listen.isLoopback {
      Console.complain("viden: noden kan nås fra nettet; sæt en proxy med TLS og login foran")
    }
    systemd.notify("READY=1")
    try server.run(heartbeat: systemd.watchdogInterval) { systemd.notify("WATCHDOG=1") }
    systemd.notify("STOPPING=1")
    return .ok
  }.checking { _ = try ServeSettings($0) }
}

/// What the words and the file say of how to serve, before anything is opened.
struct ServeSettings {
  let folder: DataFolder
  let listen: ListenAddress
  let syncInterval: Interval?
  private(set) var configuration: NodeConfiguration

  init(_ arguments: Arguments) throws {
    folder = Workplace(arguments).folder
    listen = try ListenAddress(arguments.value("--listen") ?? "127.0.0.1:8400")
    syncInterval = try arguments.value("--sync-every").map { text in
      guard let interval = Interval(text) else {
        throw UsageError.badValue(option: "--sync-every", value: text, expected: "fx 5m eller 1h")
      }
      return interval
    }
    configuration = NodeConfiguration(
      folder: folder, version: Version.text, now: { Workplace.now })
    configuration.address = listen.host
    configuration.port = listen.port
    configuration.workers = try arguments.integer("--workers", in: 1...64) ?? 4
    try LimitOption.apply(arguments, to: &configuration.limits)
    if let color = arguments.value("--color") {
      guard let theme = Theme(color: color) else {
        throw UsageError.badValue(option: "--color", value: color, expected: "fx #0059b3")
      }
      configuration.theme = theme
    }
    try ContactOption.apply(arguments, to: &configuration)
    configuration.proxies = try arguments.proxies()
    configuration.limits.proxyAddresses.formUnion(configuration.proxies.addresses)
  }
}

extension Arguments {
  /// Whose word on who is asking is taken.
  fileprivate func proxies() throws(UsageError) -> ProxyTrust {
    let addresses = values("--proxy").flatMap { $0.split(separator: ",").map(String.init) }
    for address in addresses where !IPAddress.isValid(address) {
      throw .badValue(option: "--proxy", value: address, expected: "IP-adresser, fx 10.0.0.5")
    }
    let field = value("--sso-header")
    if let field {
      guard !addresses.isEmpty else { throw .missingOption("--proxy (til --sso-header)") }
      let isToken =
        !field.isEmpty
        && field.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      guard isToken else {
        throw .badValue(option: "--sso-header", value: field, expected: "fx Remote-User")
      }
    }
    return ProxyTrust(addresses: Set(addresses), nameField: field)
  }
}

/// Addresses as numbers, not names: who answers to a name can change.
enum IPAddress {
  static func isValid(_ text: String) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16)
    return [AF_INET, AF_INET6].contains { family in
      unsafe buffer.withUnsafeMutableBytes { unsafe inet_pton(family, text, $0.baseAddress) == 1 }
    }
  }
}

/// How many files and connections the process may hold.
enum OpenFiles {
  private static let wanted: rlim_t = 8192

  /// Takes as many as the system allows without asking, up to what a node can use; where that
  /// fails the server gets by with what it has.
  static func raiseLimit() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = max(limit.rlim_cur, min(wanted, limit.rlim_max))
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}

/// Where to listen: `127.0.0.1:8400`, `[::1]:8400`, or a port alone.
struct ListenAddress {
  let host: String
  let port: Int

  init(_ text: String) throws(UsageError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let portText = parts.last.map(String.init) ?? ""
    let hostText = parts.dropLast().joined(separator: ":")
    guard let port = Int(portText), (0...65_535).contains(port) else {
      throw .badValue(option: "--listen", value: text, expected: "ADRESSE:PORT, fx 127.0.0.1:8400")
    }
    self.port = port
    let bare =
      hostText.hasPrefix("[") && hostText.hasSuffix("]")
      ? String(hostText.dropFirst().dropLast()) : hostText
    host = bare.isEmpty ? "127.0.0.1" : bare
  }

  /// As it stands in a URL.
  var shown: String { host.contains(":") ? "[\(host)]" : host }

  var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  func bind(_ server: NodeServer) throws -> Int {
    do {
      return try server.bind()
    } catch let error as HTTP.SystemError {
      throw ServeProblem.cannotListen(address: "\(shown):\(port)", reason: error.description)
    }
  }
}

/// Why a node does not begin to serve.
enum ServeProblem: Error, Hashable {
  case cannotListen(address: String, reason: String)
  /// Production is whoever says so, and whoever listens where others can come.
  case testRoutesInProduction
}

/// A stretch of time as people write it: `90s`, `5m`, `1h`.
struct Interval {
  let seconds: Int

  init?(_ text: String) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "t": 3600]
    guard let last = text.last, let unit = units[last], let count = Int(text.dropLast()),
      (1...86_400).contains(count), (1...86_400).contains(count * unit)
    else { return nil }
    seconds = count * unit
  }
}

/// SIGTERM and SIGINT as calls on a thread of their own.
///
/// They are blocked from the start and fetched one by one (sigwait(3)): a signal that comes before
/// anybody waits is kept. A dispatch source would not do: it is registered some time after it was
/// made, and the signal that comes in between is lost, with a node that never stops.
struct StopSignals {
  private let numbers: sigset_t

  /// Before any other thread is there, so that all of them leave these signals alone.
  init() {
    var numbers = sigset_t()
    unsafe sigemptyset(&numbers)
    for number in [SIGTERM, SIGINT] { unsafe sigaddset(&numbers, number) }
    unsafe pthread_sigmask(SIG_BLOCK, &numbers, nil)
    self.numbers = numbers
  }

  /// Calls for each signal that came or comes, until the process ends.
  func onEach(_ stop: @escaping @Sendable () -> Void) {
    let numbers = numbers
    Thread.detachNewThread {
      var numbers = numbers
      var number: Int32 = 0
      while unsafe sigwait(&numbers, &number) == 0 { stop() }
    }
  }
}

/// Starts `viden sync` as a process of its own, one at a time.
///
/// The server never imports what that process is built on, and outlives whatever happens to it.
final class SyncRunner: Sendable {
  private let folder: DataFolder
  private let running = RunningFlag()

  init(folder: DataFolder) {
    self.folder = folder
  }

  var isRunning: Bool { running.isSet }

  /// Starts an exchange with all peers and returns at once.
  ///
  /// - Parameter sparingNobody: a person asked for it: also those that would be left in peace.
  /// - Throws: `SyncAlreadyRunning`.
  func start(sparingNobody: Bool = false) throws {
    guard running.set() else { throw SyncAlreadyRunning() }
    let process = Process()
    process.executableURL = SyncProcess.itself
    process.arguments =
      ["sync", "--data", folder.path, "--offline-ok", "--deadline", "900"]
      + (sparingNobody ? ["--all"] : [])
    process.standardInput = FileHandle.nullDevice
    process.terminationHandler = { [running] _ in running.clear() }
    do {
      try process.run()
    } catch {
      running.clear()
      throw error
    }
  }

  /// Starts one now and then; one that is still running is left alone.
  func repeatForever(every seconds: Int) {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .seconds(seconds), repeating: .seconds(seconds))
    timer.setEventHandler { [self] in
      do {
        try start()
      } catch is SyncAlreadyRunning {
        return
      } catch {
        Console.complain(
          "viden: synkroniseringen kan ikke startes: \(Message.sentence(for: error))")
      }
    }
    timer.activate()
    running.keep(timer)
  }
}

/// Whether a process is under way, and the timer that starts it.
private final class RunningFlag: @unchecked Sendable {
  // Unchecked because both are touched under the lock alone.
  private let lock = NSLock()
  private var flag = false
  private var timer: (any DispatchSourceTimer)?

  var isSet: Bool { lock.withLock { flag } }

  /// Whether it was clear before.
  func set() -> Bool {
    lock.withLock {
      defer { flag = true }
      return !flag
    }
  }

  func clear() {
    lock.withLock { flag = false }
  }

  func keep(_ timer: any DispatchSourceTimer) {
    lock.withLock { self.timer = timer }
  }
}
