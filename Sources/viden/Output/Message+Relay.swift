import ReplicaStore
import SyncEngine
import SyncProtocol

extension Message {
  static func of(_ error: RelayError) -> Message {
    let code: ExitCode =
      switch error {
      case .noFolder, .unreadable: .noInput
      case .unwritable, .full: .cannotCreate
      case .tooLarge: .badData
      case .badAddress: .usage
      case .unreachable, .redirected, .compressed: .unavailable
      case .notAllowed: .notAllowed
      case .notWebDAV, .badList: .protocolVersion
      case .refused: .tryLater
      }
    return Message(error.sentence, code)
  }

  /// What is wrong with one file in a relay folder.
  static func of(_ problem: RelayReport.Problem) -> Message {
    let (peer, file, error) = (problem.peer, problem.file, problem.error)
    let change = error.change.map { " \($0)" } ?? ""
    switch error.reason {
    case .gap, .missingParent:
      return Message(
        "\(peer): \(file) bygger på ændringen\(change), der ikke er kommet endnu; filen venter, til "
          + "den er her", .tryLater)
    case .damagedBundle:
      return Message(
        "\(peer): \(file) var ikke hel; parten lægger den igen, næste gang den er der", .tryLater)
    case .fork:
      return Message(
        "\(peer): \(file) bærer andre ændringer i navnet på nogle, vi har (\(change.dropFirst())): en "
          + "disk er kopieret eller gendannet. Alt andet går; lad de to noder mødes med viden sync",
        .badData)
    case .outOfScope:
      return Message(
        "\(peer): \(file) har ændringen\(change), som parten ikke må bringe; giv lov med viden peer "
          + "set \(peer) --scopes …, hvis den skal. Resten er hentet", .notAllowed)
    case .notAuthentic:
      return Message(
        "\(peer): \(file) er ikke forseglet af den node, den er opkaldt efter; den er fra en fremmed, "
          + "eller nøglen er skiftet. Intet af den er hentet", .notAllowed)
    case .unknownFormat:
      return Message(
        "\(peer): \(file) er ikke vores, eller den er skrevet af en nyere viden; opdatér viden",
        .protocolVersion)
    default:
      return Message(
        "\(peer): \(file) kan ikke bruges (\(error.words)). Intet af den er hentet", .badData)
    }
  }
}
