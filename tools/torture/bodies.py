"""Bodies: lengths, chunks, and what smuggles a request past a proxy."""

from cases import (
    ECHO, GET, SMUGGLED, TE, accepted, case, chunked, plain_get, post, refused, request)
from wire import Wire

# -- lengths, §6 --------------------------------------------------------------------------------

S = "lengths"
accepted(S, "Content-Length: 0", post("Content-Length: 0"), body=b"")
accepted(S, "none", post(), body=b"")
accepted(S, "five", post("Content-Length: 5", body="hello"), body=b"hello")
accepted(S, "five with zeros before", post("Content-Length: 0005", body="hello"), body=b"hello")
accepted(S, "blanks around it", post("Content-Length: \t5 \t", body="hello"), body=b"hello")
accepted(S, "binary", post("Content-Length: 4", body="\0\r\n\xff"), body=b"\0\r\n\xff")
accepted(S, "a body that looks like a request",
         post("Content-Length: 36", body="GET /x HTTP/1.1\r\nHost: a\r\nX: abc\r\n\r\n"[:36]),
         body=b"GET /x HTTP/1.1\r\nHost: a\r\nX: abc\r\n\r\n"[:36])
accepted(S, "a body of 60 kB", post("Content-Length: 60000", body="x" * 60_000), body=b"x" * 60_000)
accepted(S, "a body with GET is read and left", request(
    f"GET {GET} HTTP/1.1", "Content-Length: 5", body="hello"))
accepted(S, "a chunked body with GET is read and left", request(
    f"GET {GET} HTTP/1.1", "Transfer-Encoding: chunked", body="5\r\nhello\r\n0\r\n\r\n"))
for value in ["-1", "+5", "5 5", "5,5", "5, 5", "0x5", "5.0", "5a", "a", "", "5;", "\"5\"", "1e1",
              "\xb25", "5\x0b", "\xd9\xa5", "--5", "5-", "5 6"]:
    refused(S, f"'{value!a}'", post(f"Content-Length: {value}", body="hello"))
refused(S, "two that agree", post("Content-Length: 5", "Content-Length: 5", body="hello"))
refused(S, "two that differ", post("Content-Length: 5", "Content-Length: 6", body="hello!"))
refused(S, "two, one empty", post("Content-Length: 5", "Content-Length:", body="hello"))
for value in ["10737418240", "9223372036854775807", "9223372036854775808", "18446744073709551616",
              "18446744073709551621", "9" * 100, "2147483648", "4294967296"]:
    refused(S, f"{value[:24]} at once, before a body", post(f"Content-Length: {value}"), (413, 400))
refused(S, "too large, and the client sends it all the same",
        post("Content-Length: 8388608", body="x" * 8_388_608), (413,))
refused(S, "Content-Encoding gzip, RFC 9110 §8.4",
        post("Content-Encoding: gzip", "Content-Length: 5", body="hello"), (415,))
accepted(S, "Content-Length with GET and none of a body", request(
    f"GET {GET} HTTP/1.1", "Content-Length: 0"))

# -- chunks, §7.1 -------------------------------------------------------------------------------

S = "chunks"
accepted(S, "one", chunked("5\r\nhello\r\n0\r\n\r\n"), body=b"hello")
accepted(S, "none", chunked("0\r\n\r\n"), body=b"")
accepted(S, "many of a byte", chunked("".join("1\r\nx\r\n" for _ in range(1000)) + "0\r\n\r\n"),
         body=b"x" * 1000)
accepted(S, "capital and small digits", chunked("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"),
         body=b"0123456789" * 2)
accepted(S, "zeros before", chunked("000005\r\nhello\r\n000\r\n\r\n"), body=b"hello")
accepted(S, "an extension, §7.1.1", chunked("5;a=b\r\nhello\r\n0;x\r\n\r\n"), body=b"hello")
accepted(S, "a quoted extension", chunked('5;a="b;c d"\r\nhello\r\n0\r\n\r\n'), body=b"hello")
accepted(S, "CRLF in the data", chunked("2\r\n\r\n\r\n0\r\n\r\n"), body=b"\r\n")
accepted(S, "'0' in the data", chunked("5\r\n0\r\n\r\n\r\n0\r\n\r\n"), body=b"0\r\n\r\n")
accepted(S, "a trailer, §7.1.2", chunked("5\r\nhello\r\n0\r\nX: 1\r\nY: 2\r\n\r\n"), body=b"hello")
accepted(S, "a trailer that would be a length", chunked(
    "5\r\nhello\r\n0\r\nContent-Length: 99\r\n\r\n"), body=b"hello")
accepted(S, "a trailer that would be a coding", chunked(
    "5\r\nhello\r\n0\r\nTransfer-Encoding: gzip\r\n\r\n"), body=b"hello")
accepted(S, "a trailer that would close", chunked(
    "5\r\nhello\r\n0\r\nConnection: close\r\n\r\n"), body=b"hello")
accepted(S, "CHUNKED", post("Transfer-Encoding: CHUNKED", body="5\r\nhello\r\n0\r\n\r\n"),
         body=b"hello")
for name, body in [
    ("no size", "\r\nhello\r\n0\r\n\r\n"),
    ("a negative size", "-5\r\nhello\r\n0\r\n\r\n"),
    ("a size with plus", "+5\r\nhello\r\n0\r\n\r\n"),
    ("a size with 0x", "0x5\r\nhello\r\n0\r\n\r\n"),
    ("a size with an underscore", "0_5\r\nhello\r\n0\r\n\r\n"),
    ("a size of letters", "xyz\r\nhello\r\n0\r\n\r\n"),
    ("a blank before the size", " 5\r\nhello\r\n0\r\n\r\n"),
    ("a blank behind the size", "5 \r\nhello\r\n0\r\n\r\n"),
    ("a comma behind the size", "5,\r\nhello\r\n0\r\n\r\n"),
    ("a size of seventeen digits", "1" + "0" * 16 + "\r\nhello\r\n0\r\n\r\n"),
    ("a size of 2^64 + 5", "10000000000000005\r\nhello\r\n0\r\n\r\n"),
    ("a size of 2^32 + 5 in data of five", "100000005\r\nhello\r\n0\r\n\r\n"),
    ("a size of 2^63", "8000000000000000\r\nhello\r\n0\r\n\r\n"),
    ("a size of 2^63 - 1", "7fffffffffffffff\r\nhello\r\n0\r\n\r\n"),
    ("bare LF behind the size", "5\nhello\r\n0\r\n\r\n"),
    ("bare CR behind the size", "5\rhello\r\n0\r\n\r\n"),
    ("CR CR LF behind the size", "5\r\r\nhello\r\n0\r\n\r\n"),
    ("bare LF behind the data", "5\r\nhello\n0\r\n\r\n"),
    ("bare CR behind the data", "5\r\nhello\r0\r\n\r\n"),
    ("data longer than the size", "5\r\nhello!\r\n0\r\n\r\n"),
    ("data shorter than the size", "5\r\nhell\r\n0\r\n\r\n"),
    ("bare CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n"),
    ("bare LF in an extension", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
    ("NUL in an extension", "5;a\0b\r\nhello\r\n0\r\n\r\n"),
    ("NUL behind the size", "5\0\r\nhello\r\n0\r\n\r\n"),
    ("an extension of 100 kB", "5;" + "a" * 100_000 + "\r\nhello\r\n0\r\n\r\n"),
    ("bare LF ends the last", "5\r\nhello\r\n0\n\n"),
    ("a trailer without a colon", "0\r\nX\r\n\r\n"),
    ("a trailer with a blank before the colon", "0\r\nX : 1\r\n\r\n"),
    ("a folded trailer", "0\r\nX: 1\r\n 2\r\n\r\n"),
    ("NUL in a trailer", "0\r\nX: \0\r\n\r\n"),
    ("bare LF in a trailer", "0\r\nX: 1\nY: 2\r\n\r\n"),
    ("trailers of 100 kB", "0\r\n" + "X: aaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * 4000 + "\r\n"),
]:
    refused(S, name, chunked(body), (400, 413, 431))
refused(S, "a thousand extensions of a kilobyte",
        chunked(("1;" + "a" * 1_000 + "\r\nx\r\n") * 1_000 + "0\r\n\r\n"))
refused(S, "a size beyond the limit at once", chunked("40000000\r\n"), (413,))
refused(S, "many that together are too large",
        chunked("10000\r\n" + "x" * 65_536 + "\r\n" + ("10000\r\n" + "x" * 65_536 + "\r\n") * 40),
        (413,))

# -- smuggling, §11.2 ---------------------------------------------------------------------------

S = "smuggling"

for name, fields in [
    ("length and chunked", ["Content-Length: 5", TE]),
    ("chunked and length", [TE, "Content-Length: 5"]),
    ("length 0 and chunked", ["Content-Length: 0", TE]),
    ("chunked twice", [TE, TE]),
    ("chunked, chunked", ["Transfer-Encoding: chunked, chunked"]),
    ("chunked, identity", ["Transfer-Encoding: chunked, identity"]),
    ("identity, chunked", ["Transfer-Encoding: identity, chunked"]),
    ("gzip, chunked", ["Transfer-Encoding: gzip, chunked"]),
    ("chunked, gzip", ["Transfer-Encoding: chunked, gzip"]),
    ("gzip", ["Transfer-Encoding: gzip"]),
    ("identity", ["Transfer-Encoding: identity"]),
    ("identity and length", ["Transfer-Encoding: identity", "Content-Length: 5"]),
    ("xchunked", ["Transfer-Encoding: xchunked"]),
    ("chunkedx", ["Transfer-Encoding: chunkedx"]),
    ("chunked in quotes", ['Transfer-Encoding: "chunked"']),
    ("'chunked' in single quotes", ["Transfer-Encoding: 'chunked'"]),
    ("chunked;q=1", ["Transfer-Encoding: chunked;q=1"]),
    ("chunked,", ["Transfer-Encoding: chunked,"]),
    (",chunked", ["Transfer-Encoding: ,chunked"]),
    ("empty", ["Transfer-Encoding:"]),
    ("chunked behind a vertical tab", ["Transfer-Encoding: \x0bchunked"]),
    ("chunked before a vertical tab", ["Transfer-Encoding: chunked\x0b"]),
    ("chunked behind NUL", ["Transfer-Encoding: \0chunked"]),
    ("chun ked", ["Transfer-Encoding: chun ked"]),
    ("a space before the colon", ["Transfer-Encoding : chunked"]),
    ("a tab before the colon", ["Transfer-Encoding\t: chunked"]),
    ("folded chunked", ["Transfer-Encoding:\r\n chunked"]),
    ("folded field before", ["X: y\r\n Transfer-Encoding: chunked"]),
    ("in the value of another after CR", ["X: y\rTransfer-Encoding: chunked"]),
    ("in the value of another after LF", ["X: y\nTransfer-Encoding: chunked"]),
    ("Content-Length with a space before the colon", ["Content-Length : 5"]),
    ("Content-Length: 5 and a plus", ["Content-Length: +5"]),
    ("two lengths", ["Content-Length: 5", "Content-Length: 40"]),
]:
    refused(S, name, post(*fields, body="0\r\n\r\n" + SMUGGLED), (400, 501))
refused(S, "chunked in HTTP/1.0, §6.1", request(
    f"POST {ECHO} HTTP/1.0", TE, body="0\r\n\r\n" + SMUGGLED))
refused(S, "a chunk whose end is cut, and a request in it",
        chunked("5\r\nhelloXX0\r\n\r\n" + SMUGGLED))


@case(S, "Transfer_Encoding with an underscore is no length")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Transfer_Encoding: chunked", "Content-Length: 5", body="0\r\n\r\n"))
        answer = wire.answer()
        assert answer.status == 400 or answer.body == b"0\r\n\r\n", answer
        if answer.status == 200:
            assert plain_get(wire).status == 200


@case(S, "what stands behind a body is the next request, and no part of this one")
def _(port):
    with Wire(port) as wire:
        wire.send(post("Content-Length: 5", body="hello") + request())
        assert wire.answer().body == b"hello"
        assert wire.answer().status == 200
