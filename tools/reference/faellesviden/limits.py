"""Protocol/08: the largest of everything; and the reasons to refuse."""

LIMITS = {
    "message": 1_000_000, "inflated": 8 << 20, "bundle": 256 << 20, "payload": 768 << 10,
    "remaining": 896 << 10,
    "parents": 1024, "author": 256, "operations": 4096, "splices": 65_536, "value": 64 << 10,
    "conflict": 1024, "position": (1 << 31) - 1, "time": 253_402_300_799_999,
    "changes": 10_000, "batch operations": 262_144, "batch splices": 262_144, "streams": 20_000,
    "probes": 64, "branches": 64,
}

REASONS = {
    "unknownFormat": 1, "malformed": 2, "notCanonical": 3, "overLimit": 4, "invalidChange": 5,
    "gap": 6, "fork": 7, "missingParent": 8, "chainMismatch": 9, "damagedBundle": 10,
    "unexpectedAnswer": 11, "outOfScope": 12, "busy": 13,
    "notAuthentic": 14, "clockSkew": 15, "tooEarly": 16,
    "invitationExpired": 17, "invitationUsed": 18, "keyChangeDue": 19,
}


class ProtocolError(Exception):
    """One of REASONS, and where."""

    def __init__(self, reason, where=None):
        assert reason in REASONS, reason
        super().__init__(f"{reason} ({where})" if where is not None else reason)
        self.reason = reason
