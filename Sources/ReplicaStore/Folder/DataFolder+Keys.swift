import Digest
import Glibc

/// The files in `keys`: what is secret, one file each, readable by the owner alone.
///
/// ```
/// NAME.key      the key of the pair with that peer
/// NAME.next     the key that follows it, until the database says that it has been used
/// ID.invite     the key of an invitation made here
/// ID.join       the nonce of a pairing that was begun here and has no answer yet
/// ```
///
/// The database says which key counts, by its id; a crash between writing a file and the commit, or
/// between the commit and the change of name, leaves both files and the right one is found.
extension DataFolder {
  /// Reads a peer's key.
  ///
  /// - Parameter id: which of the peer's keys, where a change of key may be under way.
  /// - Throws: `FolderError.badKey` when the file is missing, is not a key, is a link, or can be
  ///   read by others.
  public func key(ofPeer name: String, id: String? = nil) throws(FolderError) -> PeerKey {
    let next = nextKeyPath(name)
    if let id, unsafe access(next, F_OK) == 0 {
      let key = try readKey(next)
      if key.id == id { return key }
    }
    return try readKey(keyPath(name))
  }

  /// Keeps a peer's key.
  public func store(_ key: PeerKey, ofPeer name: String) throws(FolderError) {
    try SecretFile.replace(keyPath(name), with: key.hex + "\n")
  }

  /// Keeps the key that will follow a peer's present one, which has the id `present`.
  public func store(
    nextKey key: PeerKey, ofPeer name: String, after present: String?
  ) throws(FolderError) {
    // A crash may have left the present key under the next one's name.
    try takeNextKey(ofPeer: name, id: present)
    try SecretFile.replace(nextKeyPath(name), with: key.hex + "\n")
  }

  /// The next key becomes the key, once the database says that the key has that id. Where the next
  /// one has another id, or there is none, nothing happens.
  public func takeNextKey(ofPeer name: String, id: String?) throws(FolderError) {
    guard unsafe access(nextKeyPath(name), F_OK) == 0, try readKey(nextKeyPath(name)).id == id
    else {
      return
    }
    try SecretFile.move(nextKeyPath(name), to: keyPath(name))
  }

  /// Forgets a peer's keys.
  public func removeKey(ofPeer name: String) {
    remove(keyPath(name))
    remove(nextKeyPath(name))
  }

  // MARK: Invitations

  public func invitationKey(_ id: String) throws(FolderError) -> PeerKey {
    try readKey(invitationPath(id))
  }

  public func store(invitationKey key: PeerKey) throws(FolderError) {
    try SecretFile.replace(invitationPath(key.id), with: key.hex + "\n")
  }

  public func removeInvitationKey(_ id: String) {
    remove(invitationPath(id))
  }

  /// The nonce of a pairing that was begun with an invitation of that id; drawn and kept the first
  /// time, so that a pairing whose answer was lost can be repeated to the letter.
  public func joinNonce(
    _ id: String, random: inout some RandomNumberGenerator
  ) throws(FolderError) -> [UInt8] {
    let path = joinPath(id)
    if unsafe access(path, F_OK) == 0 { return try readKey(path).secret }
    let nonce = PeerKey(random: &random)
    try SecretFile.replace(path, with: nonce.hex + "\n")
    return nonce.secret
  }

  public func removeJoinNonce(_ id: String) {
    remove(joinPath(id))
  }

  // MARK: Files

  private func readKey(_ path: String) throws(FolderError) -> PeerKey {
    let text = try SecretFile.read(path)
    guard let key = PeerKey(text.trimmingSuffix { $0.isNewline }) else {
      throw .badKey(path: path, reason: "64 hexadecimale cifre ventet")
    }
    return key
  }

  private func remove(_ path: String) {
    _ = unsafe unlink(path)  // a file that is not there is as gone as it should be
  }

  private func keyPath(_ name: String) -> String { "\(keys)/\(name).key" }
  private func nextKeyPath(_ name: String) -> String { "\(keys)/\(name).next" }
  private func invitationPath(_ id: String) -> String { "\(keys)/\(id).invite" }
  private func joinPath(_ id: String) -> String { "\(keys)/\(id).join" }
}

extension String {
  fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isUnwanted(last) { text.removeLast() }
    return String(text)
  }
}
