"""Protocol/09: codes, the messages of pairing, and the keys they make."""

import hashlib
import hmac

from .conventions import Reader, Writer
from .limits import ProtocolError

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
JOIN, JOINED, CHANGE_KEY, KEY_CHANGED, WRITER, WRITER_TOO = 4, 5, 6, 7, 8, 9
NONCE_BYTES, TEXT_BYTES_MAX = 32, 512


class CodeError(Exception):
    """`wrongLength`, `unknownLetter` or `wrongCheck`."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def check_bits(secret):
    digest = hashlib.sha256(b"fv1:code\0" + secret).digest()
    return int.from_bytes(digest[:2], "big") >> 4


def code_text(secret):
    number = int.from_bytes(secret, "big") << 12 | check_bits(secret)
    letters = "".join(LETTERS[number >> 5 * index & 31] for index in reversed(range(28)))
    return "-".join(letters[start:start + 4] for start in range(0, 28, 4))


def code_secret(text):
    alike = {"O": "0", "Ø": "0", "I": "1", "L": "1"}
    letters = [alike.get(letter, letter) for letter in text.upper()
               if not (letter.isspace() or letter in "-–.")]
    if any(letter not in LETTERS for letter in letters):
        raise CodeError("unknownLetter")
    if len(letters) != 28:
        raise CodeError("wrongLength")
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    secret = (number >> 12).to_bytes(16, "big")
    if number & 0xFFF != check_bits(secret):
        raise CodeError("wrongCheck")
    return secret


def hkdf(secret, salt, info, count=32):
    """RFC 5869 for up to one block."""
    key = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:count]


def invitation_key(secret):
    return hkdf(secret, b"", b"fv1:invitation")


def key_id(key):
    return hashlib.sha256(b"faellesviden-key-id" + key).hexdigest()[:16]


def made_key(use, secret, asker, answerer, asked, answered):
    nodes = asker.to_bytes(8, "big") + answerer.to_bytes(8, "big")
    return hkdf(secret, asked + answered, use + b"\0" + nodes)


def pair_key(invitation, join, joined):
    return made_key(b"fv1:pair", invitation, join["node"], joined["node"], join["nonce"],
                    joined["nonce"])


def next_key(key, asker, answerer, asked, answered):
    return made_key(b"fv1:next-key", key, asker, answerer, asked, answered)


def encode_pairing(message):
    w = Writer()
    w.raw(b"FV\x01" + bytes([message["kind"], 0, 0]))
    if message["kind"] in (WRITER, WRITER_TOO):
        w.u64(message["replica"])
        return bytes(w.data)
    w.raw(message["nonce"])
    if message["kind"] in (JOIN, JOINED):
        w.u64(message["node"])
        w.u64(message["replica"])
        w.text(message["name"])
    if message["kind"] == JOIN:
        w.text(message["address"])
    if message["kind"] == JOINED:
        w.byte(message["scopes"])
    return bytes(w.data)


def decode_pairing(kind, data):
    if len(data) < 6:
        raise ProtocolError("malformed")
    if data[:6] != b"FV\x01" + bytes([kind, 0, 0]):
        raise ProtocolError("unknownFormat")
    r = Reader(data[6:])
    if kind in (WRITER, WRITER_TOO):
        message = {"kind": kind, "replica": r.u64()}
        r.end()
        return message
    message = {"kind": kind, "nonce": r.raw(NONCE_BYTES)}
    if kind in (JOIN, JOINED):
        message["node"] = r.u64()
        message["replica"] = r.u64()
        message["name"] = short_text(r)
    if kind == JOIN:
        message["address"] = short_text(r)
    if kind == JOINED:
        message["scopes"] = r.byte()
    r.end()
    return message


def short_text(r):
    text = r.text()
    if len(text.encode()) > TEXT_BYTES_MAX:
        raise ProtocolError("overLimit")
    return text
