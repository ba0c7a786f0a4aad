"""What cases are made of, and the list of them all. Each is a function of the port that raises when it is not pleased.

`refused` wants one answer with one of the statuses and then the end of the connection: after an
error of framing nothing that follows may be read as a request. `accepted` wants the status and an
open connection that answers once more. Section numbers are of RFC 9112 unless RFC 9110 is named.
"""

from wire import Wire

CASES = []
GET = "/healthz"
ECHO = "/__test/echo"
REFLECT = "/__test/reflect"


def case(subject, name):
    def add(function):
        CASES.append((subject, name, function))
        return function

    return add


def plain_get(wire, target=GET):
    wire.send(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n")
    return wire.answer()


def refused(subject, name, data, statuses=(400,), head=False):
    if isinstance(data, str):
        data = data.encode("latin-1")

    def check(port):
        with Wire(port) as wire:
            wire.send(data)
            answer = wire.answer(head=head)
            assert answer.status in statuses, f"{answer.status}, wanted {statuses}"
            assert wire.is_closed(), "the connection stays open"

    CASES.append((subject, name, check))


def accepted(subject, name, data, status=(200,), body=None, keeps=True, head=False, interim=None):
    if isinstance(data, str):
        data = data.encode("latin-1")
    statuses = (status,) if isinstance(status, int) else status

    def check(port):
        with Wire(port) as wire:
            wire.send(data)
            answer = wire.answer(head=head)
            assert answer.status in statuses, f"{answer.status}, wanted {statuses}"
            if body is not None:
                assert answer.body == body, f"body {answer.body[:80]!r}"
            if interim is not None:
                assert wire.interim == interim, f"interim {wire.interim}"
            if keeps:
                assert plain_get(wire).status == 200, "the next request is not answered"
            else:
                assert wire.is_closed(), "the connection stays open"

    CASES.append((subject, name, check))


def request(line=f"GET {GET} HTTP/1.1", *fields, body="", host=True):
    lines = [line] + (["Host: a"] if host else []) + list(fields)
    return "\r\n".join(lines) + "\r\n\r\n" + body


def post(*fields, body="", target=ECHO):
    return request(f"POST {target} HTTP/1.1", *fields, body=body)


TE = "Transfer-Encoding: chunked"
SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"


def chunked(body, *fields):
    return post(TE, *fields, body=body)
