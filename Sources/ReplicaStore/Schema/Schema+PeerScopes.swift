extension Schema {
  /// What each peer may have and bring, as the bits of `PeerScopes`. Peers from before scopes were
  /// there could do everything, and go on so.
  static let peerScopes = """
    ALTER TABLE peer ADD COLUMN scopes INTEGER NOT NULL DEFAULT 31;
    """
}
