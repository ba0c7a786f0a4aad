"""What becomes of connections, and what answers mean."""

from cases import (
    ECHO, GET, REFLECT, TE, accepted, case, chunked, plain_get, post, refused, request)
from wire import Malformed, Wire

# -- persistence, §9 ----------------------------------------------------------------------------

S = "persistence"
for value in ["close", "Close", "cLoSe", "foo, close", "close, foo", "keep-alive, close",
              " close ", "foo,close,bar", ",close", "close,", "foo ,\tclose"]:
    accepted(S, f"Connection: {value}", request(f"GET {GET} HTTP/1.1", f"Connection: {value}"),
             keeps=False)
accepted(S, "Connection twice, the second closes", request(
    f"GET {GET} HTTP/1.1", "Connection: x", "Connection: close"), keeps=False)
for value in ["keep-alive", "foo", "closed", "not-close", "close-not", "\"close\"", "", "x-close"]:
    accepted(S, f"Connection: {value} keeps it", request(
        f"GET {GET} HTTP/1.1", f"Connection: {value}"))
accepted(S, "1.0 closes", request(f"GET {GET} HTTP/1.0"), keeps=False)
accepted(S, "1.0 with foo closes", request(f"GET {GET} HTTP/1.0", "Connection: foo"), keeps=False)
accepted(S, "1.0 with both closes", request(
    f"GET {GET} HTTP/1.0", "Connection: keep-alive, close"), keeps=False)
accepted(S, "an error of the application keeps it", request("GET /findes-ikke HTTP/1.1"), 404)
accepted(S, "405 keeps it", request(f"PUT {GET} HTTP/1.1", "Content-Length: 1", body="x"), 405)


@case(S, "1.0 with keep-alive keeps it, and says so")
def _(port):
    with Wire(port) as wire:
        for value in ["keep-alive", "Keep-Alive"]:
            wire.send(request(f"GET {GET} HTTP/1.0", f"Connection: {value}"))
            answer = wire.answer()
            assert answer.status == 200
            assert "keep-alive" in (answer.field("Connection") or "").lower(), answer
        assert wire.is_open()


@case(S, "an answer that closes says so, §9.6")
def _(port):
    with Wire(port) as wire:
        wire.send(request(f"GET {GET} HTTP/1.1", "Connection: close"))
        assert (wire.answer().field("Connection") or "").lower() == "close"
        assert wire.is_closed()


@case(S, "an answer that keeps does not say that it closes")
def _(port):
    with Wire(port) as wire:
        assert "close" not in (plain_get(wire).field("Connection") or "").lower()


@case(S, "a hundred, one after the other")
def _(port):
    with Wire(port) as wire:
        for _ in range(100):
            assert plain_get(wire).status == 200


@case(S, "a hundred at once are answered in order, §9.3.2")
def _(port):
    with Wire(port) as wire:
        wire.send("".join(request(f"GET {REFLECT}?x={n} HTTP/1.1") for n in range(100)))
        for n in range(100):
            answer = wire.answer()
            assert answer.body == str(n).encode(), (n, answer)


@case(S, "fast and slow routes at once are answered in order")
def _(port):
    with Wire(port) as wire:
        wire.send((request(f"GET {REFLECT}?x=1 HTTP/1.1") + request() + post(
            "Content-Length: 2", body="hi") + request("GET /x HTTP/1.1")) * 10)
        for _ in range(10):
            assert wire.answer().body == b"1"
            assert wire.answer().status == 200
            assert wire.answer().body == b"hi"
            assert wire.answer().status == 404


@case(S, "what is behind a closing request is not answered")
def _(port):
    with Wire(port) as wire:
        wire.send(request(f"GET {GET} HTTP/1.1", "Connection: close") + request("GET /x HTTP/1.1"))
        assert wire.answer().status == 200
        assert wire.is_closed()


@case(S, "what is behind a refused request is not answered")
def _(port):
    with Wire(port) as wire:
        wire.send(request(f"GET {GET} HTTP/1.1", "X : 1") + request("GET /x HTTP/1.1"))
        assert wire.answer().status == 400
        assert wire.is_closed()


@case(S, "good ones before a bad one are answered")
def _(port):
    with Wire(port) as wire:
        wire.send(request() * 3 + request(f"GET {GET} HTTP/1.1", "X : 1"))
        assert [wire.answer().status for _ in range(4)] == [200, 200, 200, 400]
        assert wire.is_closed()


@case(S, "a byte at a time")
def _(port):
    with Wire(port) as wire:
        for byte in post("Content-Length: 5", body="hello") + request():
            wire.send(byte)
        assert wire.answer().body == b"hello"
        assert wire.answer().status == 200


@case(S, "chunks a byte at a time")
def _(port):
    with Wire(port) as wire:
        for byte in chunked("5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n") + request():
            wire.send(byte)
        assert wire.answer().body == b"hello"
        assert wire.answer().status == 200


@case(S, "who ends the sending side still gets the answer")
def _(port):
    with Wire(port) as wire:
        wire.send(request(f"GET {REFLECT}?x=1 HTTP/1.1"))
        wire.half_close()
        assert wire.answer().body == b"1"
        assert wire.is_closed()


@case(S, "who ends the sending side in the middle gets an end")
def _(port):
    with Wire(port) as wire:
        wire.send(f"GET {GET} HTTP/1.1\r\nHost:")
        wire.half_close()
        try:
            assert wire.answer().status in (400, 408)
        except Malformed:
            pass
        assert wire.is_closed()


@case(S, "who ends the sending side in a body gets no echo of half of it")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Content-Length: 100", body="half"))
        wire.half_close()
        try:
            assert wire.answer().status in (400, 408)
        except Malformed:
            pass
        assert wire.is_closed()


# -- semantics, RFC 9110 ------------------------------------------------------------------------

S = "semantics"


@case(S, "Date, §6.6.1")
def _(port):
    import email.utils
    import time

    with Wire(port) as wire:
        date = plain_get(wire).field("Date")
        stamp = email.utils.parsedate_to_datetime(date)
        assert date.endswith(" GMT") and abs(stamp.timestamp() - time.time()) < 5, date


@case(S, "a type and nosniff with every body")
def _(port):
    with Wire(port) as wire:
        for target in [GET, "/", "/x", REFLECT + "?x=<b>"]:
            answer = plain_get(wire, target)
            assert answer.field("Content-Type"), target
            assert answer.field("X-Content-Type-Options") == "nosniff", target


@case(S, "the version of an answer to 1.0 is ours")
def _(port):
    with Wire(port) as wire:
        wire.send(request(f"GET {GET} HTTP/1.0"))
        assert wire.answer().version == "HTTP/1.1"


@case(S, "nothing says what the server is and which version")
def _(port):
    with Wire(port) as wire:
        answer = plain_get(wire)
        assert not answer.field("X-Powered-By")
        assert not any(c.isdigit() for c in answer.field("Server") or "")


for target in [GET, "/", "/findes-ikke", REFLECT + "?x=abc"]:

    @case(S, f"HEAD {target} says what GET says, without the body, §9.3.2")
    def _(port, target=target):
        with Wire(port) as wire:
            whole = plain_get(wire, target)
            wire.send(request(f"HEAD {target} HTTP/1.1"))
            head = wire.answer(head=True)
            assert head.status == whole.status
            for name in ["Content-Type", "Content-Length", "ETag"]:
                assert head.field(name) == whole.field(name), name
            assert plain_get(wire).status == 200, "HEAD had a body"


for method, target in [("HEAD", ECHO), ("GET", ECHO), ("PUT", ECHO), ("DELETE", GET),
                       ("PATCH", GET), ("POST", GET), ("POST", REFLECT), ("POST", "/")]:

    @case(S, f"{method} {target} is refused with Allow, §15.5.6")
    def _(port, method=method, target=target):
        with Wire(port) as wire:
            wire.send(request(f"{method} {target} HTTP/1.1", "Content-Length: 0"))
            answer = wire.answer(head=method == "HEAD")
            assert answer.status == 405, answer
            allowed = [name.strip() for name in (answer.field("Allow") or "").split(",")]
            assert method not in allowed and "OPTIONS" in allowed, allowed
            assert plain_get(wire).status == 200


@case(S, "OPTIONS says what is allowed, §9.3.7")
def _(port):
    with Wire(port) as wire:
        wire.send(request(f"OPTIONS {ECHO} HTTP/1.1"))
        answer = wire.answer()
        assert answer.status in (200, 204)
        assert "POST" in answer.field("Allow")
        assert plain_get(wire).status == 200


accepted(S, "Range is ignored where nothing can be ranged, §14.2",
         request(f"GET {GET} HTTP/1.1", "Range: bytes=0-0"))
accepted(S, "a hundred ranges are ignored",
         request(f"GET {GET} HTTP/1.1", "Range: bytes=" + ",".join(["0-"] * 100)))
accepted(S, "If-Range is ignored", request(
    f"GET {GET} HTTP/1.1", 'If-Range: "x"', "Range: bytes=0-0"))


def stylesheet(wire):
    import re

    page = plain_get(wire, "/").body.decode()
    return re.search(r'href="(/static/[^"]+\.css)"', page).group(1)


def conditional(name, make, status):
    @case(S, name)
    def _(port):
        with Wire(port) as wire:
            target = stylesheet(wire)
            tag = plain_get(wire, target).field("ETag")
            assert tag, "no ETag"
            wire.send(request(f"GET {target} HTTP/1.1", make(tag)))
            answer = wire.answer()
            assert answer.status == status, answer
            assert not (status == 304 and answer.body)
            if status == 304:
                assert answer.field("ETag") == tag and answer.field("Date")
            assert plain_get(wire).status == 200


conditional("If-None-Match of the tag, §13.1.2", lambda t: f"If-None-Match: {t}", 304)
conditional("If-None-Match of a weak tag", lambda t: f"If-None-Match: W/{t}", 304)
conditional("If-None-Match in a list", lambda t: f'If-None-Match: "a", {t}, "b"', 304)
conditional("If-None-Match of *", lambda t: "If-None-Match: *", 304)
conditional("If-None-Match of another", lambda t: 'If-None-Match: "x"', 200)
conditional("If-None-Match of rubbish", lambda t: "If-None-Match: x", 200)
conditional("If-None-Match without an end", lambda t: 'If-None-Match: "', 200)
conditional("If-None-Match with the tag in a comma of another", lambda t: f'If-None-Match: "a,b"', 200)
conditional("If-None-Match goes before If-Modified-Since",
            lambda t: f'If-None-Match: "x"\r\nIf-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT', 200)
conditional("If-Match of the tag, §13.1.1", lambda t: f"If-Match: {t}", 200)
conditional("If-Match of *", lambda t: "If-Match: *", 200)
conditional("If-Match of another", lambda t: 'If-Match: "x"', 412)
conditional("If-Match of a weak tag", lambda t: f"If-Match: W/{t}", 412)
conditional("If-Modified-Since that is no date", lambda t: "If-Modified-Since: x", 200)


@case(S, "HEAD with If-None-Match")
def _(port):
    with Wire(port) as wire:
        target = stylesheet(wire)
        tag = plain_get(wire, target).field("ETag")
        wire.send(request(f"HEAD {target} HTTP/1.1", f"If-None-Match: {tag}"))
        assert wire.answer(head=True).status == 304
        assert plain_get(wire).status == 200


accepted(S, "Expect: 100-continue, §10.1.1", post(
    "Expect: 100-continue", "Content-Length: 5", body="hello"), body=b"hello")
accepted(S, "Expect: 100-Continue", post(
    "Expect: 100-Continue", "Content-Length: 5", body="hello"), body=b"hello")
accepted(S, "Expect without a body", request(f"GET {GET} HTTP/1.1", "Expect: 100-continue"),
         interim=[])
refused(S, "another expectation", post("Expect: 200-ok", "Content-Length: 5", body="hello"), (417,))
refused(S, "Expect with a length that is too large", post(
    "Expect: 100-continue", "Content-Length: 10737418240"), (413,))
accepted(S, "Expect in 1.0 is not answered with 100", request(
    f"POST {ECHO} HTTP/1.0", "Expect: 100-continue", "Content-Length: 5", body="hello"),
    interim=[], keeps=False, body=b"hello")


@case(S, "100 comes before the body is sent, once")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Expect: 100-continue", "Content-Length: 5"))
        assert wire._one(False).status == 100
        wire.send("hello")
        assert wire.answer().body == b"hello" and wire.interim == []
        assert plain_get(wire).status == 200


@case(S, "100 comes before chunks are sent")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Expect: 100-continue", TE))
        assert wire._one(False).status == 100
        wire.send("5\r\nhello\r\n0\r\n\r\n")
        assert wire.answer().body == b"hello"


for given in ["a%0d%0aX-Injected:%201", "a%0aX-Injected:%201", "a%0dX-Injected:%201", "a%00b",
              "%0d%0a%0d%0a<script>", "%c0%8d%c0%8aX-Injected:1", "%e5%98%8a%e5%98%8dX-Injected:1",
              "a%7fb", "%01%02%1b[2J", "%c2%85X-Injected:1", "%e2%80%a8X-Injected:1",
              "a" * 4000, "%f0%9f%8d%8e", "%20a%20", "%09"]:

    @case(S, f"nothing gets into the fields through ?x={given[:40]}")
    def _(port, given=given):
        with Wire(port) as wire:
            answer = plain_get(wire, f"{REFLECT}?x={given}")
            assert answer.status in (200, 400), answer
            assert not answer.field("X-Injected")
            assert not any(value == "1" for name, value in answer.fields
                           if name != "Content-Length")
            assert answer.status == 400 or plain_get(wire).status == 200


@case(S, "what is plain comes back in a field and in the body")
def _(port):
    with Wire(port) as wire:
        answer = plain_get(wire, f"{REFLECT}?x=hello-123")
        assert answer.body == b"hello-123"
        assert "hello-123" in [value for _, value in answer.fields]


for target in ["/", "/x", GET, REFLECT, "/soeg?q=%00%22%27)(*&", "/artikel/x", "/static/x"]:

    @case(S, f"{target} bears the security headers")
    def _(port, target=target):
        with Wire(port) as wire:
            answer = plain_get(wire, target)
            policy = answer.field("Content-Security-Policy") or ""
            assert "default-src 'none'" in policy and "unsafe" not in policy
            assert answer.field("Referrer-Policy") and answer.field("X-Content-Type-Options")


@case(S, "a refusal bears the security headers too")
def _(port):
    with Wire(port) as wire:
        wire.send("GET / HTTP/1.1\r\n\r\n")
        assert wire.answer().field("Content-Security-Policy")
