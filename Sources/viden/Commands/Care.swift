import CRDT
import Digest
import ReplicaStore
import SyncProtocol

extension Command {
  static let check = Command(
    "check",
    """
    viden check – efterprøver filen, ændringernes kæde, artiklerne og søgeindekset mod hinanden

      --data MAPPE   nodens mappe

    Afslutter med 0, når alt stemmer, ellers 1 med en linje for hver fejl og hvad der hjælper.
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let findings = try Workplace(arguments).writing { replica in
      do {
        return try replica.check()
      } catch let error
        where error is ProtocolError || error is DamagedReplica || error is ByteError
      {
        // Too damaged to be compared with anything.
        return [Replica.Finding.damagedFile("\(error)")]
      }
    }
    for finding in findings { Console.complain(Message.text(of: finding)) }
    if findings.isEmpty { Console.print("Alt stemmer.") }
    return findings.isEmpty ? .ok : .no
  }

  static let rebuild = Command(
    "rebuild",
    """
    viden rebuild – laver artikler, lister og søgeindeks igen ud fra ændringerne

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let count = try Workplace(arguments).writing { try $0.rebuild() }
    Console.print("\(count) dokumenter er lavet igen.")
    return .ok
  }
}
