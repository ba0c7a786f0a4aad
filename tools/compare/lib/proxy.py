"""A TCP proxy on loopback that records what passes, and so counts bytes up and down, connections
and requests.

Bytes are those of the TCP payload, headers and bodies, the same for everyone who is measured; what
TCP and IP add is not counted. A request is an HTTP request, found by reading the recording
afterwards: nothing is parsed, delayed or changed while it passes.

    with CountingProxy(server_port) as proxy:
        with proxy.measure() as traffic:
            ...  # something that talks to proxy.port
        print(traffic.bytes, traffic.requests)

`proxy.dies_after` makes it a bad link: every connection is reset once so many bytes have come down.
"""

import contextlib
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

from .wire import messages

CHUNK_BYTES = 1 << 16
CONNECT_SECONDS = 10
DRAIN_SECONDS = 5


@dataclass
class Recording:
    """One connection: what the client sent and what it got."""

    up: bytearray = field(default_factory=bytearray)
    down: bytearray = field(default_factory=bytearray)


@dataclass
class Traffic:
    """What passed while it was measured."""

    recordings: list = field(default_factory=list)

    @property
    def up(self):
        return sum(len(each.up) for each in self.recordings)

    @property
    def down(self):
        return sum(len(each.down) for each in self.recordings)

    @property
    def bytes(self):
        return self.up + self.down

    @property
    def connections(self):
        return len(self.recordings)

    @property
    def requests(self):
        return len(self.sent())

    def sent(self):
        return [message for each in self.recordings for message in messages(each.up)]

    def answered(self):
        return [message for each in self.recordings for message in messages(each.down)]

    def breakdown(self):
        """Bytes of heads and bodies in both directions."""
        up, down = self.sent(), self.answered()
        return {"requests": len(up), "connections": self.connections,
                "head_up": sum(len(each.head) for each in up),
                "body_up": sum(each.body_size for each in up),
                "head_down": sum(len(each.head) for each in down),
                "body_down": sum(each.body_size for each in down),
                "total": self.bytes}

    def __add__(self, other):
        return Traffic(self.recordings + other.recordings)


class CountingProxy:
    """Forwards every connection to one port on loopback."""

    def __init__(self, target_port):
        self.target_port = target_port
        self.dies_after = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._changed = threading.Condition()
        self._recordings = []
        self._open = 0

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        # Closing alone does not wake a thread that waits in accept.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    @contextlib.contextmanager
    def measure(self):
        """Counts what passes inside; complete once the block is left."""
        traffic = Traffic()
        self._settle()
        with self._changed:
            self._recordings = traffic.recordings
        yield traffic
        self._settle()
        with self._changed:
            self._recordings = []

    def _settle(self):
        """Waits until every connection has ended."""
        deadline = time.monotonic() + DRAIN_SECONDS
        with self._changed:
            while self._open and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            recording = Recording()
            with self._changed:
                self._recordings.append(recording)
                self._open += 1
            threading.Thread(target=self._serve, args=(client, recording), daemon=True).start()

    def _serve(self, client, recording):
        try:
            with client, socket.create_connection(
                    ("127.0.0.1", self.target_port), CONNECT_SECONDS) as server:
                server.settimeout(None)
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                back = threading.Thread(
                    target=_pump, args=(server, client, recording.down, self.dies_after),
                    daemon=True)
                back.start()
                _pump(client, server, recording.up)
                back.join(DRAIN_SECONDS)
        except OSError:
            pass  # the server is not there: the client sees its connection close
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()


def _pump(source, sink, recording, bytes_max=None):
    """Carries bytes one way until that way ends, and tells the other end that it has. After
    `bytes_max` bytes both connections are reset."""
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK_BYTES):
            if bytes_max is not None and len(recording) + len(data) >= bytes_max:
                data = data[:bytes_max - len(recording)]
                recording += data
                sink.sendall(data)
                return _reset(source, sink)
            recording += data
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def _reset(*ends):
    """Breaks connections as a link does that is gone, instead of ending them in good order."""
    for end in ends:
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.shutdown(socket.SHUT_RDWR)
