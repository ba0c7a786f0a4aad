public import SyncProtocol

/// What a person reads on the sync page and in `viden status` when an exchange failed.
extension SyncError {
  /// What happened, and what to do.
  public var sentence: String {
    switch self {
    case .noAddress: "vi har ingen adresse på parten; den kalder os"
    case .neverMet: "parten har ikke kaldt endnu; den skal læse billetten og synkronisere først"
    case .departed: "parten er spærret eller udgået; se viden grant list"
    case .badKey(let path, let reason): "nøglen \(path) kan ikke bruges: \(reason)"
    case .unreachable(let reason): "kan ikke nås (\(reason.words)); det venter, til der er net igen"
    case .notAccepted:
      "parten kender ikke vores nøgle; bed den om en kode (viden peer invite), og brug den her "
        + "(viden peer join), hvis det ikke er meningen"
    case .notThePeer(let status):
      "svaret (\(status)) er ikke fra parten; et netværk eller en proxy svarer i dens sted"
    case .tryLater(let status): "parten kan ikke lige nu (\(status)); prøv igen senere"
    case .redirected(let place):
      "vi bliver sendt videre til \(place); ret adressen, hvis parten er flyttet"
    case .compressed(let encoding):
      "svaret er komprimeret undervejs (\(encoding)); slå det fra for /sync i den proxy, der gør det"
    case .refused(let error) where error.reason == .outOfScope:
      "parten tager ikke imod \(error.named) fra os; den, der driver parten, kan give lov med viden "
        + "peer set og --scopes. Alt andet er udvekslet"
    case .refused(let error) where error.reason == .unknownFormat:
      "parten forstår ikke den udgave af protokollen, vi taler; opdatér viden på den node, der er bagud"
    case .refused(let error): "parten afviser vores ændringer (\(error.words))"
    case .protocolBroken(let error) where error.reason == .outOfScope:
      "parten sender \(error.named), som den ikke må her; giv lov med viden peer set og --scopes, hvis "
        + "den skal. Intet af det er hentet"
    case .protocolBroken(let error) where error.reason == .unknownFormat:
      "parten taler en udgave af protokollen, vi ikke forstår; opdatér viden på den node, der er bagud"
    case .protocolBroken(let error):
      "parten sender noget, der ikke kan bruges (\(error.words))"
    case .notEqual:
      "alt er udvekslet, og det er stadig ikke ens; viden status viser, hvad der er sket"
    }
  }
}

extension ProtocolError {
  /// The reason and the change it is about, short enough for a parenthesis.
  public var words: String {
    reason.inDanish + (change.map { ", ændring \($0)" } ?? "")
  }
}

extension ProtocolError {
  /// What is kept about a peer that called and sent what was refused.
  func complaint(about name: String) -> String {
    guard reason == .outOfScope else {
      return "parten sendte noget, der ikke kan bruges (\(words)). Intet af det er hentet"
    }
    return
      "parten sendte \(named), som den ikke må; giv lov med viden peer set \(name) --scopes …, "
      + "hvis den skal. Intet af det er hentet"
  }

  fileprivate var named: String { change.map { "ændringen \($0)" } ?? "ændringer" }
}

extension SyncError {
  /// Whether the peer itself is at fault, and not the way to it: it is tried less often then.
  var isPeersFault: Bool {
    switch self {
    case .departed, .notAccepted, .refused, .protocolBroken, .notEqual: true
    case .noAddress, .neverMet, .badKey, .unreachable, .notThePeer, .tryLater, .redirected,
      .compressed:
      false
    }
  }
}

extension LinkFault {
  var words: String {
    switch self {
    case .nobodyListens: "ingen svarer på adressen"
    case .unknownHost: "navnet findes ikke"
    case .noAnswerInTime: "intet svar i tide"
    case .brokenOff: "forbindelsen brød af"
    case .notTrusted: "certifikatet er ikke et, maskinen stoler på"
    case .other(let text): text
    }
  }
}
