import SyncEngine
import SyncProtocol

/// What a person is told when two nodes did not pair.
extension Message {
  static func text(of error: PairingCodeError) -> String {
    switch error {
    case .wrongLength(let count):
      "koden har 28 tegn i syv grupper, ikke \(count); skriv den af igen"
    case .unknownLetter(let letter):
      "»\(letter)« er ikke i nogen kode (kun cifre og bogstaverne A-Z uden I, L, O og U); skriv den af "
        + "igen"
    case .wrongCheck:
      "koden er ikke skrevet rigtigt af: mindst ét tegn er forkert, eller to er byttet om"
    }
  }

  static func of(_ error: PairingError) -> Message {
    switch error {
    case .unknownCode:
      Message(
        "koden kendes ikke på den adresse: se på adressen, eller bed om en ny kode (viden peer "
          + "invite)", .notAllowed)
    case .expired:
      Message("koden er udløbet; bed om en ny (viden peer invite)", .notAllowed)
    case .used:
      Message(
        "koden er brugt, og den virker kun én gang; bed om en ny (viden peer invite)", .notAllowed)
    case .ownInvitation:
      Message("koden er lavet her på noden; brug den på den anden node", .usage)
    case .sync(let error):
      Message("noden \(error.sentence)", .unavailable)
    }
  }
}
