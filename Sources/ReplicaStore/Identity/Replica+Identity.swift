public import CRDT
import SQLite

/// Who this node is: local settings that never travel.
extension Replica {
  /// A node's name and place, as it was set up.
  public struct Identity: Hashable, Sendable {
    /// Names the node itself to its peers: 64 random bits that outlive a change of replica id.
    public var node: UInt64
    /// The id under which this node writes now.
    public var replica: ReplicaID
    /// Four digits, such as "0340".
    public var municipality: String
    /// What people call the node: "Sorø", "Borgerbussen".
    public var name: String
    /// Whether an author may approve own text here.
    public var allowsOwnApproval: Bool
  }

  /// Sets the node up. Only in a new database.
  ///
  /// - Parameter foundsBase: whether the node founds a base with its first change, unless it has
  ///   heard of one by then: it has no hub to join.
  @discardableResult
  public func found(
    municipality: String, name: String, allowsOwnApproval: Bool = false, foundsBase: Bool = false
  ) throws -> Identity {
    try connection.immediate {
      try set(.municipality, municipality)
      try set(.name, name)
      try set(.node, ReplicaID(rawValue: random.next()).description)
      let replica = ReplicaID(rawValue: random.next())
      try set(.replica, replica.description)
      try note(writer: replica, upTo: 0)
      try set(.ownApproval, allowsOwnApproval ? "yes" : "no")
      if foundsBase { try set(.foundsBase, "yes") }
    }
    return try identity()
  }

  /// - Throws: `ReplicaError.notConfigured` in a database that was never set up.
  public func identity() throws -> Identity {
    guard let node = ReplicaID(try required(.node)), let replica = ReplicaID(try required(.replica))
    else { throw DamagedReplica(what: "the node's id is not sixteen hexadecimal digits") }
    return Identity(
      node: node.rawValue, replica: replica, municipality: try required(.municipality),
      name: try required(.name), allowsOwnApproval: try required(.ownApproval) == "yes")
  }

  /// Takes a fresh replica id, because the old one may have been used by somebody else: this
  /// node was restored from a backup, or its disk was copied (DESIGN §6).
  @discardableResult
  public func takeFreshReplicaID(because reason: String, at time: Int64) throws -> ReplicaID {
    try connection.immediate { try becomeFreshWriter(because: reason, at: time) }
  }

  /// The same inside an open transaction.
  @discardableResult
  func becomeFreshWriter(because reason: String, at time: Int64) throws -> ReplicaID {
    let fresh = ReplicaID(rawValue: random.next())
    let old = try replicaID()
    try set(.replica, fresh.description)
    try note(writer: fresh, upTo: 0)
    try record("Ny skriver \(fresh) efter \(old): \(reason)", at: time)
    return fresh
  }

  /// The id under which this node writes now.
  func replicaID() throws -> ReplicaID {
    guard let id = ReplicaID(try required(.replica)) else {
      throw DamagedReplica(what: "the replica id is not sixteen hexadecimal digits")
    }
    return id
  }

  enum Setting: String {
    case node
    case replica
    case municipality
    case name
    case ownApproval = "own_approval"
    /// The change that founded the base this replica belongs to.
    case base
    /// Whether the first change founds one.
    case foundsBase = "founds_base"
    case isMirror = "mirror"
    /// When the last backup of this replica was found sound, in milliseconds since 1970.
    case lastBackup = "last_backup"
    /// How often contacts were sealed here.
    case contactSeals = "contact_seals"
    case feedbackSeals = "feedback_seals"
  }

  func set(_ setting: Setting, _ value: String) throws {
    try connection.execute(
      """
      INSERT INTO setting(name, value) VALUES (?1, ?2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, [.text(setting.rawValue), .text(value)])
  }

  /// The latest moment that an author's clock said, of an article's last change.
  public func newestTime() throws -> Int64? {
    try connection.first("SELECT max(changed_at) FROM article", []) { row in
      row.isNull(0) ? nil : row.integer(0)
    } ?? nil
  }

  /// Remembers that there is a sound backup from now.
  public func note(backupAt time: Int64) throws {
    try connection.immediate { try set(.lastBackup, "\(time)") }
  }

  /// When the last backup was taken; `nil` for one that was never backed up. In a copy it is the one
  /// before.
  public func lastBackup() throws -> Int64? {
    let text = try connection.first(
      "SELECT value FROM setting WHERE name = ?1", [.text(Setting.lastBackup.rawValue)]
    ) { row in row.text(0) }
    return text.flatMap { Int64($0) }
  }

  private func required(_ setting: Setting) throws -> String {
    let value = try connection.first(
      "SELECT value FROM setting WHERE name = ?1", [.text(setting.rawValue)]
    ) { row in row.text(0) }
    guard let value else { throw ReplicaError.notConfigured(setting: setting.rawValue) }
    return value
  }

  /// Writes a line that a person should be able to read afterwards.
  func record(_ text: String, at time: Int64) throws {
    try connection.execute(
      "INSERT INTO event(time, text) VALUES (?1, ?2)", [.integer(time), .text(text)])
  }

  /// The latest lines of what happened here, newest first.
  public func events(limit: Int) throws -> [(time: Int64, text: String)] {
    try connection.query(
      "SELECT time, text FROM event ORDER BY id DESC LIMIT ?1", [.integer(Int64(limit))]
    ) { row in (row.integer(0), row.text(1)) }
  }
}
