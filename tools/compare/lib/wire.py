"""Takes a recorded HTTP/1.1 connection apart into heads and bodies (RFC 9112), to say where its
bytes went.

Both ends are programs that we started, so this reads what such programs send and says `ValueError`
to anything else; it is no parser for hostile input.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One request or answer: its head as sent, and how many bytes of body followed, framing
    included."""

    head: bytes
    body_size: int

    @property
    def is_interim(self):
        return self.head.startswith(b"HTTP/1.1 1")

    def field(self, name):
        """The value of a header field, `None` when there is none."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name.encode():
                return value.strip().decode("latin-1")
        return None


def messages(stream):
    """All messages of one direction of a connection, in order; a last one that was cut is left
    out."""
    found, place = [], 0
    while True:
        end = stream.find(b"\r\n\r\n", place)
        if end < 0:
            return found
        head = bytes(stream[place:end + 4])
        size = _body_size(Message(head, 0), stream, end + 4)
        found.append(Message(head, size))
        place = end + 4 + size


def _body_size(message, stream, start):
    first = message.head.split(b"\r\n", 1)[0]
    length = message.field("content-length")
    if message.is_interim or first.split(b" ")[1:2] in ([b"204"], [b"304"]):
        return 0
    if (message.field("transfer-encoding") or "").lower() == "chunked":
        return _chunked_size(stream, start)
    if length is not None:
        return min(int(length), len(stream) - start)
    return len(stream) - start if first.startswith(b"HTTP/") else 0


def _chunked_size(stream, start):
    place = start
    while True:
        end = stream.find(b"\r\n", place)
        if end < 0:
            return len(stream) - start
        size = int(bytes(stream[place:end]).split(b";")[0], 16)
        place = end + 2 + size + 2
        if size == 0:
            return place - start
