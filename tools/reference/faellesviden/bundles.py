"""Protocol/07: bundle files."""

import hashlib
import hmac

from .batches import decode_batch, encode_batch
from .conventions import Reader, Writer
from .limits import LIMITS, ProtocolError
from .messages import deflated, inflated


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
