"""Protocol/05 §3: messages and refusals."""

import zlib

from .batches import decode_batch, encode_batch
from .conventions import Reader, Writer, format_id
from .limits import LIMITS, REASONS, ProtocolError

DEFLATED, AGREED, AGREED_IS_DIGEST, DELTA, FULL, BATCH, MORE, AGREED_UNKNOWN, LEFT_ASIDE, \
    STATE_MARK, ANSWER_LIMIT, PROBES, PROBED, BRANCHES = (1 << bit for bit in range(14))
REQUEST, ANSWER, REFUSAL = 1, 2, 3


def encode_message(message, deflate=True):
    m = dict({"kind": REQUEST, "agreed": None, "vector": "unchanged", "marks": [], "spans": [],
              "entries": [], "probes": [], "probed": [], "branches": []}, **message)
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
    if m["branches"]:
        flags |= BRANCHES
        w.branches(m["branches"])
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
    if flags >= 1 << 14 or flags & 6 == 6 or flags & 0x18 == 0x18:
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
         "probes": [], "probed": [], "branches": [], "spans": [], "entries": []}
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
    if flags & BRANCHES:
        m["branches"] = r.branches(LIMITS["branches"])
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
