"""Protocol/00 and 01: numbers, texts, bytes, identifiers."""

from .limits import ProtocolError


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

    def branches(self, claims):
        self.varint(len(claims))
        for claim in claims:
            self.u64(claim["replica"])
            self.varint(claim["first"])
            self.raw((claim["base"] or b"") + claim["mark"] + claim["payload"])
            self.byte(1 if claim["yields"] else 0)


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

    def branches(self, limit):
        claims = []
        for _ in range(self.count(min(limit, self.left // 58))):
            claim = {"replica": self.u64(), "first": self.varint()}
            if not 0 < claim["first"] < 1 << 62:
                raise ProtocolError("malformed", self.at)
            claim["base"] = None if claim["first"] == 1 else self.raw(16)
            claim["mark"], claim["payload"], yields = self.raw(16), self.raw(32), self.byte()
            if yields > 1 or claims and claims[-1]["replica"] >= claim["replica"]:
                raise ProtocolError("notCanonical", self.at)
            claims.append(dict(claim, yields=yields == 1))
        return claims

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
