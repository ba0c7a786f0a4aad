"""Reads and writes what Fællesviden nodes exchange: an independent twin of Sources/SyncProtocol.

Written from the documents in Protocol/ with nothing but the standard library, so that a reader can
check the documents against it line by line. It is slow on purpose and refuses what they refuse.
"""

import base64
import hashlib
import hmac
import re
import zlib

# Protocol/08
LIMITS = {
    "message": 1_000_000, "inflated": 8 << 20, "bundle": 256 << 20, "payload": 768 << 10,
    "parents": 1024, "author": 256, "operations": 4096, "splices": 65_536, "value": 64 << 10,
    "conflict": 1024, "position": (1 << 31) - 1, "time": 253_402_300_799_999,
    "changes": 10_000, "batch operations": 262_144, "batch splices": 262_144, "streams": 20_000,
    "probes": 64,
}

REASONS = {
    "unknownFormat": 1, "malformed": 2, "notCanonical": 3, "overLimit": 4, "invalidChange": 5,
    "gap": 6, "fork": 7, "missingParent": 8, "chainMismatch": 9, "damagedBundle": 10,
    "unexpectedAnswer": 11, "outOfScope": 12, "busy": 13,
    "notAuthentic": 14, "clockSkew": 15, "tooEarly": 16,
}


class ProtocolError(Exception):
    """One of REASONS, and where."""

    def __init__(self, reason, where=None):
        assert reason in REASONS, reason
        super().__init__(f"{reason} ({where})" if where is not None else reason)
        self.reason = reason


# Protocol/00: numbers, texts, bytes


class Writer:
    def __init__(self):
        self.data = bytearray()

    def byte(self, value):
        self.data.append(value)

    def raw(self, data):
        self.data += data

    def varint(self, value):
        while value >= 0x80:
            self.data.append(value & 0x7F | 0x80)
            value >>= 7
        self.data.append(value)

    def zigzag(self, value):
        self.varint(((value << 1) ^ (value >> 63)) & (1 << 64) - 1)

    def prefixed(self, data):
        self.varint(len(data))
        self.raw(data)

    def text(self, value):
        self.prefixed(value.encode())

    def u64(self, value):
        self.raw(value.to_bytes(8, "big"))

    def change_id(self, value):
        self.u64(value[0])
        self.u64(value[1])

    def marks(self, marks):
        self.varint(len(marks))
        for replica, sequence, mark in marks:
            self.u64(replica)
            self.varint(sequence)
            self.raw(mark)


class Reader:
    def __init__(self, data):
        self.data = bytes(data)
        self.at = 0

    @property
    def left(self):
        return len(self.data) - self.at

    def raw(self, count):
        if count > self.left:
            raise ProtocolError("malformed", self.at)
        self.at += count
        return self.data[self.at - count:self.at]

    def byte(self):
        return self.raw(1)[0]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            if shift == 63 and byte & 0x7F > 1 or shift > 63:
                raise ProtocolError("malformed", self.at)
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if byte == 0 and shift > 0:
                    raise ProtocolError("notCanonical", self.at)
                return value
            shift += 7

    def zigzag(self):
        raw = self.varint()
        return (raw >> 1) ^ -(raw & 1)

    def count(self, limit):
        value = self.varint()
        if value > limit:
            raise ProtocolError("overLimit", self.at)
        return value

    def u32(self):
        value = self.varint()
        if value >= 1 << 32:
            raise ProtocolError("malformed", self.at)
        return value

    def prefixed(self):
        return self.raw(self.count(self.left))

    def text(self):
        return utf8(self.prefixed())

    def u64(self):
        return int.from_bytes(self.raw(8), "big")

    def change_id(self):
        return (self.u64(), self.u64())

    def marks(self, limit, once=True):
        marks = []
        for _ in range(self.count(min(limit, self.left // 25))):
            replica, sequence, mark = self.u64(), self.varint(), self.raw(16)
            if not 0 < sequence < 1 << 62:
                raise ProtocolError("malformed", self.at)
            if marks and not (marks[-1][0] < replica
                              or not once and marks[-1][:2] < (replica, sequence)):
                raise ProtocolError("notCanonical", self.at)
            marks.append((replica, sequence, mark))
        return marks

    def end(self):
        if self.left:
            raise ProtocolError("malformed", self.at)


def utf8(data):
    try:
        return bytes(data).decode("utf-8", "strict")
    except UnicodeDecodeError:
        raise ProtocolError("malformed") from None


# Protocol/01: identifiers


def parse_id(text):
    replica, sequence = text.split("-")
    return (int(replica, 16), int(sequence))


def format_id(value):
    return f"{value[0]:016x}-{value[1]}"


# Protocol/02: changes and payloads. A change is a dictionary with id, document, parents, author,
# time, salt and operations; an operation is a list whose first item is its name.

CREATE, EDIT, ASSIGN, ADD, REMOVE, COUNT, ACKNOWLEDGE = range(1, 8)
NAMES = {CREATE: "create", EDIT: "edit", ASSIGN: "assign", ADD: "add", REMOVE: "remove",
         COUNT: "count", ACKNOWLEDGE: "acknowledge"}
TAGS = {name: tag for tag, name in NAMES.items()}


def encode_payload(change):
    w = Writer()
    w.u64(change["salt"])
    w.zigzag(change["time"])
    w.text(change["author"])
    w.varint(len(change["operations"]))
    for name, *rest in change["operations"]:
        w.byte(TAGS[name])
        if name == "create":
            w.varint(rest[0])
        elif name == "edit":
            w.varint(rest[0])
            w.varint(len(rest[1]))
            for position, deleted, text in rest[1]:
                w.varint(position)
                w.varint(deleted)
                w.text(text)
        elif name == "acknowledge":
            w.prefixed(rest[0])
        else:
            w.varint(rest[0])
            w.prefixed(rest[1])
            if name == "count":
                w.zigzag(rest[2])
    return bytes(w.data)


def decode_payload(header, payload):
    if len(payload) > LIMITS["payload"]:
        raise ProtocolError("overLimit")
    r = Reader(payload)
    salt, time, author = r.u64(), r.zigzag(), r.text()
    operations = []
    for _ in range(r.count(min(r.left, LIMITS["operations"]))):
        tag = r.byte()
        if tag == CREATE:
            operations.append(["create", r.u32()])
        elif tag == EDIT:
            field = r.u32()
            splices = [(r.varint(), r.varint(), r.text()) for _ in range(r.count(r.left // 3))]
            operations.append(["edit", field, splices])
        elif tag in (ASSIGN, ADD, REMOVE):
            operations.append([NAMES[tag], r.u32(), r.prefixed()])
        elif tag == COUNT:
            operations.append(["count", r.u32(), r.prefixed(), r.zigzag()])
        elif tag == ACKNOWLEDGE:
            operations.append(["acknowledge", r.prefixed()])
        else:
            raise ProtocolError("unknownFormat", r.at)
    r.end()
    change = dict(header, author=author, time=time, salt=salt, operations=operations)
    validate(change)
    return change


def validate_header(change):
    identity, document, parents = change["id"], change["document"], change["parents"]
    if identity[1] == 0 or document[1] == 0 or (not parents) != (document == identity):
        raise ProtocolError("invalidChange", format_id(identity))
    if len(parents) > LIMITS["parents"]:
        raise ProtocolError("overLimit", format_id(identity))
    for index, parent in enumerate(parents):
        if (index and parents[index - 1] >= parent or parent[1] == 0
                or parent[0] == identity[0] and parent[1] >= identity[1]):
            raise ProtocolError("invalidChange", format_id(identity))


def validate(change):
    validate_header(change)
    where = format_id(change["id"])

    def demand(condition, reason):
        if not condition:
            raise ProtocolError(reason, where)

    demand(len(change["author"].encode()) <= LIMITS["author"], "overLimit")
    demand(len(change["operations"]) <= LIMITS["operations"], "overLimit")
    demand(0 <= change["time"] <= LIMITS["time"], "invalidChange")
    demand(change["operations"], "invalidChange")
    splices = 0
    for index, (name, *rest) in enumerate(change["operations"]):
        creates = index == 0 and change["document"] == change["id"]
        demand((name == "create") == creates, "invalidChange")
        if name == "edit":
            splices += len(rest[1])
            demand(splices <= LIMITS["splices"], "overLimit")
            demand(rest[1], "invalidChange")
            for position, deleted, text in rest[1]:
                demand(max(position, deleted) <= LIMITS["position"], "overLimit")
                demand(deleted > 0 or text, "invalidChange")
        elif name == "acknowledge":
            demand(len(rest[0]) <= LIMITS["conflict"], "overLimit")
        elif name != "create":
            demand(len(rest[1]) <= LIMITS["value"], "overLimit")


# Protocol/02 §3: hashes


def tagged(domain, *parts):
    return hashlib.sha256(f"fv1:{domain}".encode() + b"\0" + b"".join(parts)).digest()


def header_bytes(change):
    w = Writer()
    w.change_id(change["id"])
    w.change_id(change["document"])
    w.u64(len(change["parents"]))
    for parent in change["parents"]:
        w.change_id(parent)
    return bytes(w.data)


def payload_hash(payload):
    return tagged("payload", payload)


def commitment(change, hashed_payload):
    return tagged("change", header_bytes(change), hashed_payload)


def chain_after(previous, committed):
    return tagged("stream", previous or bytes(32), committed)


def vector_digest(vector):
    """`vector` maps a replica id to (sequence, chain)."""
    return tagged("vector", *(
        replica.to_bytes(8, "big") + sequence.to_bytes(8, "big") + chain
        for replica, (sequence, chain) in sorted(vector.items())))


# Protocol/05 §5: batches. An entry is a dictionary with id and either a change's items, or
# payloadHash beside document and parents, or commitment alone.

COLUMNS = ["replicas", "spans", "runs", "remains", "remainHashes", "documentTable", "documents",
           "parentCounts", "parents", "times", "authorTable", "authors", "salts",
           "operationCounts", "tags", "fields", "numbers", "spliceCounts", "positions",
           "deletions", "textLengths", "valueLengths", "texts", "values"]


def commitment_of(entry):
    if "commitment" in entry:
        return entry["commitment"]
    if "payloadHash" in entry:
        return commitment(entry, entry["payloadHash"])
    return commitment(entry, payload_hash(encode_payload(entry)))


def encode_batch(spans, entries):
    """`spans`: dictionaries with replica, first, base (16 bytes or None) and end."""
    c = {name: Writer() for name in COLUMNS}
    replicas, documents, authors, latest, last_sequence = {}, {}, {}, {}, {}
    last_time = 0

    def place(replica):
        if replica not in replicas:
            replicas[replica] = len(replicas)
            c["replicas"].u64(replica)
        return replicas[replica]

    c["spans"].varint(len(spans))
    for span in spans:
        place(span["replica"])
        c["spans"].varint(span["first"])
        c["spans"].raw((span["base"] or b"") + span["end"])
    runs = []
    whole = 0
    for entry in entries:
        if runs and runs[-1][0] == entry["id"][0]:
            runs[-1][1] += 1
        else:
            runs.append([entry["id"][0], 1])
        if "operations" in entry:
            whole += 1
        else:
            c["remains"].varint(whole)
            c["remains"].varint(1 if "payloadHash" in entry else 2)
            c["remainHashes"].raw(entry.get("payloadHash") or entry["commitment"])
            whole = 0
    for replica, count in runs:
        c["runs"].varint(place(replica))
        c["runs"].varint(count)
    created = {e["id"] for e in entries if e.get("document") == e["id"]}
    for entry in entries:
        document = entry.get("document")
        if document and document not in created and document not in documents:
            documents[document] = len(documents)
            c["documentTable"].varint(place(document[0]))
            c["documentTable"].varint(document[1])
    for entry in entries:
        if "document" not in entry:
            continue
        document = entry["document"]
        if document == entry["id"]:
            c["documents"].varint(0)
            documents[document] = len(documents)
        else:
            c["documents"].varint(documents[document] + 1)
            if entry["parents"] == [latest.get(document, document)]:
                c["parentCounts"].varint(0)
            else:
                c["parentCounts"].varint(len(entry["parents"]))
                for parent in entry["parents"]:
                    c["parents"].varint(place(parent[0]))
                    c["parents"].zigzag(parent[1] - last_sequence.get(parent[0], 0))
                    last_sequence[parent[0]] = parent[1]
        latest[document] = entry["id"]
        if "operations" not in entry:
            continue
        c["times"].zigzag(entry["time"] - last_time)
        last_time = entry["time"]
        author = entry["author"]
        if author not in authors:
            authors[author] = len(authors)
            c["authorTable"].text(author)
        c["authors"].varint(authors[author])
        c["salts"].u64(entry["salt"])
        c["operationCounts"].varint(len(entry["operations"]))
        for name, *rest in entry["operations"]:
            c["tags"].byte(TAGS[name])
            if name == "create":
                c["numbers"].varint(rest[0])
                continue
            value = rest[0]
            if name != "acknowledge":
                c["fields"].varint(rest[0])
                value = rest[1]
            if name == "edit":
                c["spliceCounts"].varint(len(value))
                last = 0
                for position, deleted, text in value:
                    c["positions"].zigzag(position - last)
                    last = position
                    c["deletions"].varint(deleted)
                    c["textLengths"].varint(len(text.encode()))
                    c["texts"].raw(text.encode())
                continue
            c["valueLengths"].varint(len(value))
            c["values"].raw(value)
            if name == "count":
                c["numbers"].zigzag(rest[2])
    w = Writer()
    for name in COLUMNS:
        w.prefixed(c[name].data)
    return bytes(w.data)


def decode_batch(r):
    """(spans, entries); every change has been validated."""
    c = {name: Reader(r.prefixed()) for name in COLUMNS}
    replicas = []
    while c["replicas"].left:
        replicas.append(c["replicas"].u64())
    if len(set(replicas)) != len(replicas):
        raise ProtocolError("notCanonical")

    def replica(column):
        index = c[column].varint()
        if index >= len(replicas):
            raise ProtocolError("malformed", column)
        return replicas[index]

    spans = []
    for index in range(c["spans"].count(len(replicas))):
        first = c["spans"].varint()
        if not 0 < first < 1 << 62:
            raise ProtocolError("malformed", "spans")
        base = None if first == 1 else c["spans"].raw(16)
        spans.append({"replica": replicas[index], "first": first, "count": 0, "base": base,
                      "end": c["spans"].raw(16)})
    order = []
    while c["runs"].left:
        index = c["runs"].count(len(spans))
        count = c["runs"].count(LIMITS["changes"] - len(order))
        if index >= len(spans) or count == 0:
            raise ProtocolError("malformed", "runs")
        span = spans[index]
        start = span["first"] + span["count"]
        order += [(span["replica"], start + step) for step in range(count)]
        span["count"] += count
    if any(span["count"] == 0 for span in spans):
        raise ProtocolError("malformed", "spans")
    remains = {}
    following = 0
    while c["remains"].left:
        following += c["remains"].count(len(order))
        kind = c["remains"].varint()
        if following >= len(order):
            raise ProtocolError("malformed", "remains")
        if kind not in (1, 2):
            raise ProtocolError("unknownFormat", "remains")
        remains[following] = (kind, c["remainHashes"].raw(32))
        following += 1
    documents, authors, latest, last_sequence = [], [], {}, {}
    while c["documentTable"].left:
        documents.append((replica("documentTable"), c["documentTable"].varint()))
    while c["authorTable"].left:
        authors.append(c["authorTable"].text())
    state = {"time": 0, "operations": LIMITS["batch operations"],
             "splices": LIMITS["batch splices"]}

    def header(identity):
        index = c["documents"].count(len(documents))
        if index == 0:
            documents.append(identity)
            latest[identity] = identity
            return {"id": identity, "document": identity, "parents": []}
        document = documents[index - 1]
        count = c["parentCounts"].count(min(LIMITS["parents"], c["parents"].left // 2))
        parents = [] if count else [latest.get(document, document)]
        for _ in range(count):
            owner = replica("parents")
            sequence = (last_sequence.get(owner, 0) + c["parents"].zigzag()) % (1 << 64)
            last_sequence[owner] = sequence
            parents.append((owner, sequence))
        latest[document] = identity
        return {"id": identity, "document": document, "parents": parents}

    def value():
        return c["values"].raw(c["valueLengths"].count(c["values"].left))

    def operation():
        tag = c["tags"].byte()
        if tag == CREATE:
            return ["create", c["numbers"].u32()]
        if tag == EDIT:
            field = c["fields"].u32()
            count = c["spliceCounts"].count(min(state["splices"], c["positions"].left))
            state["splices"] -= count
            splices, last = [], 0
            for _ in range(count):
                last += c["positions"].zigzag()
                if not 0 <= last < 1 << 63:
                    raise ProtocolError("malformed", "positions")
                deleted = c["deletions"].varint()
                length = c["textLengths"].count(c["texts"].left)
                splices.append((last, deleted, utf8(c["texts"].raw(length))))
            return ["edit", field, splices]
        if tag in (ASSIGN, ADD, REMOVE):
            return [NAMES[tag], c["fields"].u32(), value()]
        if tag == COUNT:
            return ["count", c["fields"].u32(), value(), c["numbers"].zigzag()]
        if tag == ACKNOWLEDGE:
            return ["acknowledge", value()]
        raise ProtocolError("unknownFormat", "tags")

    entries = []
    for index, identity in enumerate(order):
        kind, hashed = remains.get(index, (0, None))
        if kind == 2:
            entries.append({"id": identity, "commitment": hashed})
            continue
        entry = header(identity)
        if kind == 1:
            entry["payloadHash"] = hashed
        else:
            state["time"] += c["times"].zigzag()
            author = c["authors"].varint()
            if author >= len(authors):
                raise ProtocolError("malformed", "authors")
            salt = c["salts"].u64()
            count = c["operationCounts"].count(min(state["operations"], c["tags"].left))
            state["operations"] -= count
            entry.update(author=authors[author], time=state["time"], salt=salt,
                         operations=[operation() for _ in range(count)])
        entries.append(entry)
    for reader in c.values():
        reader.end()
    for entry in entries:
        if "operations" in entry:
            validate(entry)
        elif "document" in entry:
            validate_header(entry)
    return spans, entries


# Protocol/05 §4: messages

DEFLATED, AGREED, AGREED_IS_DIGEST, DELTA, FULL, BATCH, MORE, AGREED_UNKNOWN, LEFT_ASIDE, \
    STATE_MARK, ANSWER_LIMIT, PROBES, PROBED = (1 << bit for bit in range(13))
REQUEST, ANSWER, REFUSAL = 1, 2, 3


def encode_message(message, deflate=True):
    m = dict({"kind": REQUEST, "agreed": None, "vector": "unchanged", "marks": [], "spans": [],
              "entries": [], "probes": [], "probed": []}, **message)
    flags = 0
    w = Writer()
    w.raw(m["digest"])
    if m["agreed"] == m["digest"]:
        flags |= AGREED_IS_DIGEST
    elif m["agreed"]:
        flags |= AGREED
        w.raw(m["agreed"])
    if m.get("stateMark"):
        flags |= STATE_MARK
        w.raw(m["stateMark"])
    if m.get("answerLimit") is not None:
        flags |= ANSWER_LIMIT
        w.varint(m["answerLimit"])
    if m["vector"] != "unchanged":
        flags |= DELTA if m["vector"] == "delta" else FULL
        w.marks(m["marks"])
    if m["probes"]:
        flags |= PROBES
        w.varint(len(m["probes"]))
        for probe in m["probes"]:
            w.change_id(probe)
    if m["probed"]:
        flags |= PROBED
        w.marks(m["probed"])
    if m["entries"]:
        flags |= BATCH
        w.raw(encode_batch(m["spans"], m["entries"]))
    for flag, name in ((MORE, "more"), (AGREED_UNKNOWN, "agreedUnknown"),
                       (LEFT_ASIDE, "leftAside")):
        if m.get(name):
            flags |= flag
    content = bytes(w.data)
    if deflate:
        packed = deflated(content)
        if len(packed) < len(content):
            flags |= DEFLATED
            content = packed
    return b"FV\x01" + bytes([m["kind"]]) + flags.to_bytes(2, "big") + content


def deflated(content):
    w = Writer()
    w.varint(len(content))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    w.raw(packer.compress(content) + packer.flush())
    return bytes(w.data)


def inflated(data):
    r = Reader(data)
    length = r.count(LIMITS["inflated"])
    unpacker = zlib.decompressobj(-15)
    try:
        content = unpacker.decompress(r.raw(r.left), length + 1)
    except zlib.error:
        raise ProtocolError("malformed") from None
    if len(content) > length:
        raise ProtocolError("overLimit")
    if not unpacker.eof or unpacker.unused_data or len(content) != length:
        raise ProtocolError("malformed")
    return content


def open_frame(data):
    if len(data) > LIMITS["message"]:
        raise ProtocolError("overLimit")
    if len(data) < 6:
        raise ProtocolError("malformed")
    if data[:3] != b"FV\x01":
        raise ProtocolError("unknownFormat")
    kind, flags = data[3], int.from_bytes(data[4:6], "big")
    if flags >= 1 << 13 or flags & 6 == 6 or flags & 0x18 == 0x18:
        raise ProtocolError("unknownFormat")
    content = inflated(data[6:]) if flags & DEFLATED else data[6:]
    return kind, flags & ~DEFLATED, Reader(content)


def decode_message(data):
    kind, flags, r = open_frame(data)
    if kind not in (REQUEST, ANSWER):
        raise ProtocolError("unknownFormat")
    m = {"kind": kind, "digest": r.raw(32), "agreed": None, "vector": "unchanged", "marks": [],
         "more": bool(flags & MORE), "agreedUnknown": bool(flags & AGREED_UNKNOWN),
         "leftAside": bool(flags & LEFT_ASIDE), "stateMark": None, "answerLimit": None,
         "probes": [], "probed": [], "spans": [], "entries": []}
    if flags & AGREED_IS_DIGEST:
        m["agreed"] = m["digest"]
    if flags & AGREED:
        m["agreed"] = r.raw(32)
    if flags & STATE_MARK:
        m["stateMark"] = r.raw(16)
    if flags & ANSWER_LIMIT:
        m["answerLimit"] = r.count(LIMITS["message"])
    if flags & (DELTA | FULL):
        m["vector"] = "delta" if flags & DELTA else "full"
        m["marks"] = r.marks(LIMITS["streams"])
    if flags & PROBES:
        for _ in range(r.count(min(LIMITS["probes"], r.left // 16))):
            probe = r.change_id()
            if m["probes"] and m["probes"][-1] >= probe:
                raise ProtocolError("notCanonical")
            m["probes"].append(probe)
    if flags & PROBED:
        m["probed"] = r.marks(LIMITS["probes"], once=False)
    if flags & BATCH:
        m["spans"], m["entries"] = decode_batch(r)
    r.end()
    return m


def decode_refusal(data):
    kind, flags, r = open_frame(data)
    if kind != REFUSAL or flags:
        raise ProtocolError("unknownFormat")
    code = r.byte()
    names = [name for name, number in REASONS.items() if number == code]
    if not names:
        raise ProtocolError("unknownFormat")
    change = format_id(r.change_id()) if r.left else None
    r.end()
    return names[0], change


# Protocol/05 §6: what a receiver checks before it stores a batch


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


# Protocol/06: signatures

REQUEST_COMPONENTS = '("@method" "@path" "@query" "content-digest" "fv-to" "fv-from")'
ANSWER_COMPONENTS = '("@status" "content-digest" "fv-from" "signature";req)'
NAME = r"[A-Za-z0-9._-]{1,64}"
WINDOW_SECONDS = 300


class SignatureError(Exception):
    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def content_digest(body):
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sign(lines, parameters, key):
    base = "".join(f"{name}: {value}\n" for name, value in lines)
    base += f'"@signature-params": {parameters}'
    code = hmac.new(key, base.encode(), hashlib.sha256).digest()
    return f"s=:{base64.b64encode(code).decode()}:"


def nonce_text(nonce):
    return base64.b64encode(nonce).decode()[:22]


def sign_request(method, path, query, body, sender, recipient, key_id, key, created, nonce):
    """The header fields of a request; `query` without its question mark."""
    parameters = (f'{REQUEST_COMPONENTS};created={created};nonce="{nonce_text(nonce)}"'
                  f';keyid="{key_id}";tag="fv1"')
    digest = content_digest(body)
    lines = [('"@method"', method), ('"@path"', path), ('"@query"', "?" + (query or "")),
             ('"content-digest"', digest), ('"fv-to"', recipient), ('"fv-from"', sender)]
    return {"content-digest": digest, "fv-from": sender, "fv-to": recipient,
            "signature-input": "s=" + parameters, "signature": sign(lines, parameters, key)}


def sign_answer(status, body, sender, request_signature, key, created):
    parameters = f'{ANSWER_COMPONENTS};created={created};tag="fv1"'
    digest = content_digest(body)
    lines = [('"@status"', status), ('"content-digest"', digest), ('"fv-from"', sender),
             ('"signature";req', request_signature)]
    return {"content-digest": digest, "fv-from": sender, "signature-input": "s=" + parameters,
            "signature": sign(lines, parameters, key)}


def verify_request(fields, method, path, query, body, recipient, key, now):
    for name in ("content-digest", "fv-from", "fv-to", "signature-input", "signature"):
        if name not in fields:
            raise SignatureError("missing")
    match = re.fullmatch(
        re.escape("s=" + REQUEST_COMPONENTS) + r';created=(0|[1-9][0-9]{0,11})'
        r';nonce="([A-Za-z0-9+/]{22})";keyid="(' + NAME + r')";tag="fv1"',
        fields["signature-input"], re.ASCII)
    named = all(re.fullmatch(NAME, fields[name], re.ASCII) for name in ("fv-from", "fv-to"))
    if not match or not named:
        raise SignatureError("notThisProfile")
    created, nonce = int(match[1]), base64.b64decode(match[2] + "==")
    if nonce_text(nonce) != match[2] or not is_digest(fields["content-digest"]):
        raise SignatureError("notThisProfile")
    lines = [('"@method"', method), ('"@path"', path), ('"@query"', "?" + (query or "")),
             ('"content-digest"', fields["content-digest"]), ('"fv-to"', fields["fv-to"]),
             ('"fv-from"', fields["fv-from"])]
    expected = sign(lines, fields["signature-input"][2:], key)
    if not hmac.compare_digest(expected.encode(), fields["signature"].encode()):
        raise SignatureError("wrongCode")
    if fields["fv-to"] != recipient:
        raise SignatureError("wrongRecipient")
    if fields["content-digest"] != content_digest(body):
        raise SignatureError("bodyMismatch")
    if abs(created - now) > WINDOW_SECONDS:
        raise SignatureError("clockSkew")


def is_digest(field):
    match = re.fullmatch(r"sha-256=:([A-Za-z0-9+/]{43}=):", field, re.ASCII)
    return bool(match) and base64.b64encode(base64.b64decode(match[1])).decode() == match[1]


def verify_answer(fields, status, body, sender, request_signature, key):
    for name in ("content-digest", "fv-from", "signature-input", "signature"):
        if name not in fields:
            raise SignatureError("missing")
    match = re.fullmatch(
        re.escape("s=" + ANSWER_COMPONENTS) + r';created=(0|[1-9][0-9]{0,11});tag="fv1"',
        fields["signature-input"], re.ASCII)
    if not match or not is_digest(fields["content-digest"]):
        raise SignatureError("notThisProfile")
    lines = [('"@status"', status), ('"content-digest"', fields["content-digest"]),
             ('"fv-from"', fields["fv-from"]), ('"signature";req', request_signature)]
    expected = sign(lines, fields["signature-input"][2:], key)
    if not hmac.compare_digest(expected.encode(), fields["signature"].encode()):
        raise SignatureError("wrongCode")
    if fields["fv-from"] != sender:
        raise SignatureError("wrongSender")
    if fields["content-digest"] != content_digest(body):
        raise SignatureError("bodyMismatch")


# Protocol/07: bundle files


def encode_bundle(digest, start, end, batches, keys):
    w = Writer()
    w.raw(b"FVBUNDLE\x01")
    head = Writer()
    head.raw(digest)
    head.marks(start)
    head.marks(end)
    w.prefixed(deflated(bytes(head.data)))
    for spans, entries in batches:
        w.prefixed(deflated(encode_batch(spans, entries)))
    w.varint(0)
    content = hashlib.sha256(w.data).digest()
    w.varint(len(keys))
    for name, key in keys:
        w.text(name)
        w.raw(hmac.new(key, b"fv1:bundle\0" + content, hashlib.sha256).digest())
    return bytes(w.data) + hashlib.sha256(w.data).digest()


def decode_bundle(data):
    """(digest, from, to, batches, is_sealed_by)"""
    if len(data) > LIMITS["bundle"]:
        raise ProtocolError("overLimit")
    if data[:9] != b"FVBUNDLE\x01":
        raise ProtocolError("unknownFormat")
    if len(data) <= 41 or hashlib.sha256(data[:-32]).digest() != data[-32:]:
        raise ProtocolError("damagedBundle")
    r = Reader(data[:-32])
    r.raw(9)
    blocks = []
    while block := r.prefixed():
        blocks.append(block)
    content = hashlib.sha256(data[:r.at]).digest()
    seals = [(r.text(), r.raw(32)) for _ in range(r.count(256))]
    r.end()
    if not blocks:
        raise ProtocolError("malformed")
    head = Reader(inflated(blocks[0]))
    digest = head.raw(32)
    start, end = head.marks(LIMITS["streams"]), head.marks(LIMITS["streams"])
    head.end()
    batches = []
    for block in blocks[1:]:
        reader = Reader(inflated(block))
        batches.append(decode_batch(reader))
        reader.end()

    def is_sealed_by(name, key):
        code = hmac.new(key, b"fv1:bundle\0" + content, hashlib.sha256).digest()
        return any(n == name and hmac.compare_digest(code, c) for n, c in seals)

    return digest, start, end, batches, is_sealed_by
