"""A client that says exactly the bytes it is told to, and a strict reader of answers.

Nothing here is forgiving: an answer whose framing is wrong by a byte is an error of its own.
"""

import socket
import time


class Answer:
    def __init__(self, status, reason, fields, body, version):
        self.status, self.reason, self.fields, self.body = status, reason, fields, body
        self.version = version

    def all(self, name):
        return [value for key, value in self.fields if key.lower() == name.lower()]

    def field(self, name):
        found = self.all(name)
        return found[0] if found else None

    def __repr__(self):
        return f"{self.status} {self.fields} {self.body[:60]!r}"


class Malformed(Exception):
    """The answer is not one that RFC 9112 allows."""


class Wire:
    """One connection."""

    def __init__(self, port, timeout=10.0, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(timeout)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.ended = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """Sends all of it; False when the server has closed meanwhile."""
        if isinstance(data, str):
            data = data.encode("latin-1")
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def half_close(self):
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self):
        """Ends the connection with a reset in place of an orderly close."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.socket.close()

    def _fill(self):
        if self.ended:
            return False
        data = self.socket.recv(65536)
        if not data:
            self.ended = True
            return False
        self.buffer += data
        return True

    def _line(self):
        while b"\n" not in self.buffer:
            if not self._fill():
                raise Malformed(f"the connection ended in the head: {self.buffer[:80]!r}")
        line, self.buffer = self.buffer.split(b"\n", 1)
        if not line.endswith(b"\r"):
            raise Malformed(f"a line without CR: {line!r}")
        return line[:-1]

    def answer(self, head=False):
        """Reads one final answer; interim ones are collected in `interim`."""
        self.interim = []
        while True:
            answer = self._one(head)
            if answer.status >= 200:
                return answer
            self.interim.append(answer.status)

    def _one(self, head):
        line = self._line().decode("latin-1")
        parts = line.split(" ", 2)
        if len(parts) < 3 or not parts[0].startswith("HTTP/1.") or len(parts[1]) != 3:
            raise Malformed(f"status line {line!r}")
        status = int(parts[1])
        fields = []
        while True:
            line = self._line().decode("latin-1")
            if not line:
                break
            if line[0] in " \t" or ":" not in line:
                raise Malformed(f"field line {line!r}")
            name, value = line.split(":", 1)
            if name != name.strip() or not name or any(ord(c) < 32 for c in value):
                raise Malformed(f"field line {line!r}")
            fields.append((name, value.strip()))
        answer = Answer(status, parts[2], fields, b"", parts[0])
        if len(answer.all("Content-Length")) > 1 or (
            answer.all("Content-Length") and answer.all("Transfer-Encoding")
        ):
            raise Malformed("two lengths")
        if status < 200 or status in (204, 304):
            if status != 304 and answer.all("Content-Length"):
                raise Malformed(f"{status} with a Content-Length")
            return answer
        if head:
            return answer
        length = answer.field("Content-Length")
        if length is not None:
            want = int(length)
            while len(self.buffer) < want:
                if not self._fill():
                    raise Malformed("the connection ended in the body")
            answer.body, self.buffer = self.buffer[:want], self.buffer[want:]
        elif (answer.field("Transfer-Encoding") or "").lower() == "chunked":
            answer.body = self._chunks()
        else:
            while self._fill():
                pass
            answer.body, self.buffer = self.buffer, b""
        return answer

    def _chunks(self):
        body = b""
        while True:
            size = int(self._line().split(b";")[0], 16)
            while len(self.buffer) < size + 2:
                if not self._fill():
                    raise Malformed("the connection ended in a chunk")
            body, self.buffer = body + self.buffer[:size], self.buffer[size + 2 :]
            if size == 0:
                return body

    def is_closed(self, within=3.0):
        """Whether the server ends the connection, with nothing more said and without a reset."""
        self.socket.settimeout(within)
        if self.buffer:
            return False
        try:
            return not self._fill()
        except (TimeoutError, socket.timeout):
            return False

    def is_open(self, for_seconds=0.15):
        """Whether the server leaves the connection open and says nothing."""
        self.socket.settimeout(for_seconds)
        if self.buffer:
            return False
        try:
            self._fill()
            return False
        except (TimeoutError, socket.timeout):
            return True
        finally:
            self.socket.settimeout(10)


def until(deadline_seconds, test):
    """Waits until `test` is true, at most so long."""
    end = time.monotonic() + deadline_seconds
    while time.monotonic() < end:
        if test():
            return True
        time.sleep(0.02)
    return False
