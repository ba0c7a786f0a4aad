"""Protocol/05 §5: what a receiver checks before it stores a batch; and what a sender puts in one."""

import secrets

from .batches import commitment_of, encode_batch
from .bundles import decode_bundle, encode_bundle
from .changes import (SALT_LEVEL_MAX, chain_after, encode_payload, salts_below, validate,
                      vector_digest)
from .conventions import format_id
from .limits import LIMITS, ProtocolError


class Replica:
    """A set of changes in memory: enough to receive, to verify, to write, to send on and to prove
    equality. `entries` is in an order in which every change comes after its parents."""

    def __init__(self):
        self.vector = {}
        self.chains = {}
        self.entries = {}
        self.salt_roots = {}

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

    # What to send

    def lacked_by(self, theirs):
        """What a peer with that vector (replica id to number and mark) lacks, oldest first."""
        return [identity for identity in self.entries
                if identity[1] > theirs.get(identity[0], (0, None))[0]]

    def batch(self, identities, bytes_max):
        """As many of these entries as fit, and their spans; at least one if there is any."""
        count = len(identities)
        while True:
            entries = [self.entries[identity] for identity in identities[:count]]
            spans = {}
            for replica, sequence in identities[:count]:
                base = self.chains.get((replica, sequence - 1))
                span = spans.setdefault(replica, {
                    "replica": replica, "first": sequence, "base": base[:16] if base else None})
                span["end"] = self.chains[(replica, sequence)][:16]
            if count <= 1 or len(encode_batch(spans.values(), entries)) <= bytes_max:
                return list(spans.values()), entries
            count //= 2

    # Writing

    def heads(self, document):
        """The changes of a document that are in no other's past, ascending."""
        headers = [entry for entry in self.entries.values() if entry.get("document") == document]
        passed = {parent for entry in headers for parent in entry["parents"]}
        return sorted(entry["id"] for entry in headers if entry["id"] not in passed)

    def write(self, own, document, operations, author, time):
        """Makes a change of its own, a new document if none is named; gives its id."""
        number, chain = self.vector.get(own, (0, None))
        identity = (own, number + 1)
        change = {"id": identity, "document": document or identity,
                  "parents": self.heads(document) if document else [], "author": author,
                  "time": time, "salt": self.salt(own, number + 1), "operations": operations}
        validate(change)
        self.entries[identity] = change
        self.chains[identity] = chain_after(chain, commitment_of(change))
        self.vector[own] = (number + 1, self.chains[identity])
        return identity

    def salt(self, own, number):
        """Protocol/02 §5."""
        place, leaf = divmod(number - 1, 1 << SALT_LEVEL_MAX)
        root = self.salt_roots.setdefault((own, place), secrets.token_bytes(16))
        return salts_below(root, SALT_LEVEL_MAX)[leaf]

    # On a stick

    def saved(self, keys):
        """Everything as a bundle file (Protocol/07)."""
        batches, rest = [], list(self.entries)
        while rest:
            spans, entries = self.batch(rest, 1 << 20)
            batches.append((spans, entries))
            rest = rest[len(entries):]
        return encode_bundle(self.digest(), [], self.marks(), batches, keys)

    def load(self, data):
        """Takes what a bundle file holds; a gap is refused."""
        _, start, _, batches, _ = decode_bundle(data)
        for replica, sequence, _ in start:
            if not self.covers((replica, sequence)):
                raise ProtocolError("gap", format_id((replica, sequence)))
        for spans, entries in batches:
            self.take(spans, entries)
