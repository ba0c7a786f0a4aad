"""Protocol/02: changes, payloads, chains; and the digest of Protocol/05 §2."""

import hashlib

from .conventions import Reader, Writer, format_id
from .limits import LIMITS, ProtocolError

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


# Protocol/02 §5: salts

SALT_LEVEL_MAX = 12


def salts_below(secret, level):
    """The salts of the 2^level numbers under a node, ascending."""
    secrets = [secret]
    for _ in range(level):
        secrets = [tagged("salt", each, side)[:16] for each in secrets for side in (b"\0", b"\1")]
    return [int.from_bytes(each[:8], "big") for each in secrets]


def vector_digest(vector):
    """`vector` maps a replica id to (sequence, chain)."""
    return tagged("vector", *(
        replica.to_bytes(8, "big") + sequence.to_bytes(8, "big") + chain
        for replica, (sequence, chain) in sorted(vector.items())))
