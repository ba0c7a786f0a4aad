"""Abuse and timeouts: what a hostile or broken crowd does to a server.

The server under test runs with `--timeouts 2`.
"""

import random
import socket
import threading
import time

from cases import CASES, ECHO, GET, REFLECT, case, plain_get, post, request
from wire import Malformed, Wire, until

TIMEOUT = 2


def answers(port, within=5.0):
    """Whether a plain GET is answered in time, by a fresh client."""
    start = time.monotonic()
    with Wire(port, timeout=within) as wire:
        return plain_get(wire).status == 200 and time.monotonic() - start < within


def ends(wire, after, within, statuses=(408,)):
    """The server says one of the statuses or nothing, and ends the connection in that window."""
    start = time.monotonic()
    wire.socket.settimeout(within)
    try:
        answer = wire.answer()
        assert answer.status in statuses, answer
    except Malformed:
        pass  # closed without a word, which RFC 9110 §15.5.9 leaves open
    assert wire.is_closed(within)
    took = time.monotonic() - start
    assert after <= took <= within, f"after {took:.1f} s"


# -- abuse --------------------------------------------------------------------------------------

S = "abuse"


@case(S, "clients that reset while their request is worked on")
def _(port):
    for _ in range(300):
        wire = Wire(port)
        wire.send(request(f"GET {REFLECT}?x=1 HTTP/1.1") * 3)
        wire.reset()
    assert answers(port)


@case(S, "clients that come and say nothing")
def _(port):
    crowd = [Wire(port) for _ in range(300)]
    assert answers(port, 1.0)
    for wire in crowd:
        wire.socket.close()


@case(S, "clients that go in the middle of a head")
def _(port):
    for _ in range(300):
        with Wire(port) as wire:
            wire.send("GET /healthz HTTP/1.1\r\nHo")
    assert answers(port)


@case(S, "clients that go in the middle of a body")
def _(port):
    for _ in range(300):
        with Wire(port) as wire:
            wire.send(post("Content-Length: 1000", body="x" * 500))
    assert answers(port)


@case(S, "500 idle and 100 dripping clients while another is served within a second")
def _(port):
    crowd = []
    for n in range(600):
        wire = Wire(port)
        crowd.append(wire)
        if n >= 500:
            wire.send("GET /healthz HTTP/1.1\r\nX: ")
    for _ in range(5):
        for wire in crowd[500:]:
            wire.send("a")
        assert answers(port, 1.0)
    for wire in crowd:
        wire.socket.close()


@case(S, "ten thousand pipelined requests of a client that does not read")
def _(port):
    with Wire(port, receive_buffer=4096) as wire:
        wire.socket.settimeout(1)
        try:
            wire.socket.sendall((request(f"GET {REFLECT}?x={'a' * 500} HTTP/1.1") * 10_000).encode())
        except (TimeoutError, socket.timeout, BrokenPipeError, ConnectionResetError):
            pass
        assert answers(port, 1.0)


@case(S, "a client that reads an answer byte by byte holds up nobody")
def _(port):
    with Wire(port, receive_buffer=4096) as wire:
        wire.send(post("Content-Length: 1000000", body="x" * 1_000_000))
        for _ in range(20):
            wire.socket.recv(1)
        assert answers(port, 1.0)


@case(S, "a hundred clients with large bodies at once")
def _(port):
    failures = []

    def one():
        try:
            with Wire(port, timeout=20) as wire:
                wire.send(post("Content-Length: 500000", body="x" * 500_000))
                status = wire.answer().status
                if status not in (200, 503):
                    failures.append(status)
        except Exception as error:  # noqa: BLE001 - every failure counts the same
            failures.append(repr(error))

    crowd = [threading.Thread(target=one) for _ in range(100)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert not failures, failures[:3]
    assert answers(port)


@case(S, "random bytes")
def _(port):
    seeded = random.Random(7)
    for _ in range(300):
        with Wire(port) as wire:
            wire.send(bytes(seeded.randrange(256) for _ in range(seeded.randrange(1, 400))))
    assert answers(port)


@case(S, "good requests with a byte changed")
def _(port):
    seeded = random.Random(8)
    good = post("Transfer-Encoding: chunked", body="5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n").encode()
    for _ in range(1_000):
        data = bytearray(good)
        data[seeded.randrange(len(data))] = seeded.randrange(256)
        with Wire(port) as wire:
            wire.send(bytes(data))
            wire.half_close()
            try:
                assert wire.answer().status < 506
            except Malformed as error:
                assert "ended in the head: b''" in str(error), error
    assert answers(port)


@case(S, "a head of a megabyte in pieces of a byte does not hold up others")
def _(port):
    with Wire(port) as wire:
        wire.send("GET / HTTP/1.1\r\nX: ")
        for _ in range(2_000):
            if not wire.send("a"):
                break
        assert answers(port, 1.0)


@case(S, "a million empty lines")
def _(port):
    with Wire(port) as wire:
        wire.send(b"\r\n" * 1_000_000)
        try:
            assert wire.answer().status == 400
        except (Malformed, ConnectionResetError):
            pass
    assert answers(port)


@case(S, "odd searches are answered")
def _(port):
    import urllib.parse

    with Wire(port) as wire:
        for query in ["", "*", '"', "''", "NEAR(", "a AND OR NOT", "title:x", "^", "-", "(((((",
                      "%", "\\", "\0", "😀", "a" * 4000, "; DROP TABLE article", "æøå", "\u202e"]:
            answer = plain_get(wire, "/soeg?q=" + urllib.parse.quote(query))
            assert answer.status == 200, (query, answer.status)


# -- timeouts -----------------------------------------------------------------------------------

S = "timeouts"


@case(S, "nothing is said")
def _(port):
    with Wire(port) as wire:
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "nothing is said behind an answer")
def _(port):
    with Wire(port) as wire:
        assert plain_get(wire).status == 200
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "half a request line")
def _(port):
    with Wire(port) as wire:
        wire.send("GET /hea")
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "half a head")
def _(port):
    with Wire(port) as wire:
        wire.send("GET /healthz HTTP/1.1\r\nHost: a\r\n")
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "half a body")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Content-Length: 10", body="half"))
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "half a chunk")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Transfer-Encoding: chunked", body="5\r\nhel"))
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "no last chunk")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Transfer-Encoding: chunked", body="5\r\nhello\r\n"))
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "no end of the trailers")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Transfer-Encoding: chunked", body="0\r\nX: 1\r\n"))
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


@case(S, "100 was said and no body comes")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Expect: 100-continue", "Content-Length: 10"))
        assert wire._one(False).status == 100
        ends(wire, TIMEOUT * 0.5, TIMEOUT * 3)


def drip(name, beginning, drop):
    @case(S, name)
    def _(port):
        with Wire(port) as wire:
            wire.send(beginning)
            start = time.monotonic()
            ended = until(
                TIMEOUT * 4, lambda: not (wire.send(drop) and wire.is_open(0.3)))
            assert ended and time.monotonic() - start >= TIMEOUT * 0.5, "it drips for ever"
        assert answers(port)


drip("a request line drips", "GET /", "a")
drip("a head drips", "GET /healthz HTTP/1.1\r\nX: ", "a")
drip("fields drip", "GET /healthz HTTP/1.1\r\n", "X: 1\r\n")
drip("a body drips", post("Content-Length: 100000"), "a")
drip("chunks drip", post("Transfer-Encoding: chunked"), "1\r\na\r\n")
drip("trailers drip", post("Transfer-Encoding: chunked", body="0\r\n"), "X: 1\r\n")


@case(S, "a slow client that is fast enough is served")
def _(port):
    with Wire(port) as wire:
        for byte in "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n":
            wire.send(byte)
            time.sleep(0.02)
        assert wire.answer().status == 200
