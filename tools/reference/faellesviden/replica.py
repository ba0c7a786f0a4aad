"""Protocol/05 §5: what a receiver checks before it stores a batch."""

from .batches import commitment_of
from .changes import chain_after, encode_payload, vector_digest
from .conventions import format_id
from .limits import LIMITS, ProtocolError


class Replica:
    """A set of changes in memory: enough to receive, to verify and to prove equality."""

    def __init__(self):
        self.vector = {}
        self.chains = {}
        self.entries = {}

    def digest(self):
        return vector_digest(self.vector)

    def covers(self, identity):
        return identity[1] <= self.vector.get(identity[0], (0, None))[0]

    def take(self, spans, entries):
        """Stores a verified batch and says how many changes were new."""
        running, fresh = {}, []
        vector = dict(self.vector)
        for span in spans:
            replica, first = span["replica"], span["first"]
            held = self.vector.get(replica, (0, None))[0]
            if first > held + 1:
                raise ProtocolError("gap", format_id((replica, held + 1)))
            if first > 1:
                base = self.chains[(replica, first - 1)]
                if base[:16] != span["base"]:
                    raise ProtocolError("fork", format_id((replica, first - 1)))
                running[replica] = base

        def covered(identity):
            return identity[1] <= vector.get(identity[0], (0, None))[0]

        for entry in entries:
            replica, sequence = entry["id"]
            if "operations" in entry and len(encode_payload(entry)) > LIMITS["payload"]:
                raise ProtocolError("overLimit", format_id(entry["id"]))
            if "document" in entry:
                own = entry["document"] == entry["id"]
                if not (own or covered(entry["document"])) or not all(
                        covered(parent) for parent in entry["parents"]):
                    raise ProtocolError("missingParent", format_id(entry["id"]))
            chain = chain_after(running.get(replica), commitment_of(entry))
            running[replica] = chain
            if self.covers(entry["id"]):
                if self.chains[entry["id"]] != chain:
                    raise ProtocolError("fork", format_id(entry["id"]))
            else:
                fresh.append((entry, chain))
                vector[replica] = (sequence, chain)
        for span in spans:
            if running[span["replica"]][:16] != span["end"]:
                raise ProtocolError("chainMismatch", f"{span['replica']:016x}")
        for entry, chain in fresh:
            self.entries[entry["id"]] = entry
            self.chains[entry["id"]] = chain
        self.vector = vector
        return len(fresh)

    def marks(self):
        return [(replica, sequence, chain[:16])
                for replica, (sequence, chain) in sorted(self.vector.items())]
