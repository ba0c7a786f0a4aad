"""The cases, by subject. Each is a function of the port that raises when it is not pleased.

`refused` wants one answer with one of the statuses and then the end of the connection: after an
error of framing nothing that follows may be read as a request. `accepted` wants the status and an
open connection that answers once more. Section numbers are of RFC 9112 unless RFC 9110 is named.
"""

from wire import Malformed, Wire

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


# -- request line, §3 ---------------------------------------------------------------------------

S = "request line"
accepted(S, "a plain GET", request())
accepted(S, "one empty line before it, §2.2", "\r\n" + request())
accepted(S, "a higher minor version is read as 1.1, RFC 9110 §2.5", request(f"GET {GET} HTTP/1.9"))
for name, line, statuses in [
    ("no version", f"GET {GET}", (400,)),
    ("no target", "GET HTTP/1.1", (400,)),
    ("only a method", "GET", (400,)),
    ("two spaces after the method", f"GET  {GET} HTTP/1.1", (400,)),
    ("two spaces before the version", f"GET {GET}  HTTP/1.1", (400,)),
    ("a tab for a space", f"GET\t{GET} HTTP/1.1", (400,)),
    ("a tab before the version", f"GET {GET}\tHTTP/1.1", (400,)),
    ("a vertical tab for a space", f"GET\x0b{GET} HTTP/1.1", (400,)),
    ("a form feed for a space", f"GET\x0c{GET} HTTP/1.1", (400,)),
    ("a space in front", f" GET {GET} HTTP/1.1", (400,)),
    ("a space behind", f"GET {GET} HTTP/1.1 ", (400,)),
    ("a word behind", f"GET {GET} HTTP/1.1 x", (400,)),
    ("lower-case version", f"GET {GET} http/1.1", (400,)),
    ("version with a blank", f"GET {GET} HTTP/ 1.1", (400,)),
    ("version without a dot", f"GET {GET} HTTP/11", (400,)),
    ("version of one digit", f"GET {GET} HTTP/1", (400, 505)),
    ("version with three digits", f"GET {GET} HTTP/1.10", (400, 505)),
    ("version 01.1", f"GET {GET} HTTP/01.1", (400, 505)),
    ("version +1.1", f"GET {GET} HTTP/+1.1", (400,)),
    ("version -1.1", f"GET {GET} HTTP/-1.1", (400,)),
    ("version 1.a", f"GET {GET} HTTP/1.a", (400,)),
    ("another protocol", f"GET {GET} ICAP/1.0", (400,)),
    ("version 2.0", f"GET {GET} HTTP/2.0", (400, 505)),
    ("version 3.0", f"GET {GET} HTTP/3.0", (400, 505)),
    ("version 9.9", f"GET {GET} HTTP/9.9", (400, 505)),
    ("version 0.9", f"GET {GET} HTTP/0.9", (400, 505)),
    ("version 4294967297.1", f"GET {GET} HTTP/4294967297.1", (400, 505)),
    ("an unknown method, RFC 9110 §9.1", f"FOO {GET} HTTP/1.1", (501, 405)),
    ("a lower-case method", f"get {GET} HTTP/1.1", (400, 405, 501)),
    ("a mixed-case method", f"Get {GET} HTTP/1.1", (400, 405, 501)),
    ("a method with a comma", f"GE,T {GET} HTTP/1.1", (400,)),
    ("a method with a colon", f"GET: {GET} HTTP/1.1", (400,)),
    ("a method in brackets", f"(GET) {GET} HTTP/1.1", (400,)),
    ("a method in quotes", f'"GET" {GET} HTTP/1.1', (400,)),
    ("a method with NUL", f"GE\0T {GET} HTTP/1.1", (400,)),
    ("a method above ASCII", f"G\xc3T {GET} HTTP/1.1", (400,)),
    ("a method of 300 letters", f"{'A' * 300} {GET} HTTP/1.1", (400, 405, 501)),
    ("CONNECT", "CONNECT a:443 HTTP/1.1", (405, 501)),
    ("CONNECT with a path", f"CONNECT {GET} HTTP/1.1", (400, 405, 501)),
    ("TRACE", f"TRACE {GET} HTTP/1.1", (405, 501)),
    ("PROPFIND", f"PROPFIND {GET} HTTP/1.1", (405, 501)),
    ("NUL in the target", "GET /a\0b HTTP/1.1", (400,)),
    ("a control in the target", "GET /a\x01b HTTP/1.1", (400,)),
    ("DEL in the target", "GET /a\x7fb HTTP/1.1", (400,)),
    ("a space in the target", "GET /a b HTTP/1.1", (400,)),
    ("a raw byte above ASCII", "GET /\xe6 HTTP/1.1", (400,)),
    ("a fragment", f"GET {GET}#x HTTP/1.1", (400,)),
    ("a quote in the target", 'GET /"x" HTTP/1.1', (400,)),
    ("angle brackets in the target", "GET /<x> HTTP/1.1", (400,)),
    ("a target without a slash", "GET healthz HTTP/1.1", (400,)),
    ("a target of a query alone", "GET ?x HTTP/1.1", (400,)),
    ("'*' with GET", "GET * HTTP/1.1", (400,)),
    ("'*' and more with OPTIONS", "OPTIONS *x HTTP/1.1", (400,)),
    ("authority-form with GET", "GET a:80 HTTP/1.1", (400,)),
    ("an absolute target without a host", "GET http:///x HTTP/1.1", (400,)),
    ("an absolute target of another scheme", "GET ftp://a/x HTTP/1.1", (400,)),
    ("user information in an absolute target", "GET http://u@a/ HTTP/1.1", (400,)),
    ("a bad port in an absolute target", "GET http://a:x/ HTTP/1.1", (400,)),
]:
    refused(S, name, request(line), statuses)
refused(S, "HTTP/0.9", "GET /\r\n", (400, 505))
refused(S, "the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 501, 505))
refused(S, "a TLS ClientHello", b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + bytes(160), (400,))
refused(S, "an SSH banner", "SSH-2.0-OpenSSH_9.2\r\n", (400,))
refused(S, "a line of blanks", "   \r\n\r\n", (400,))
refused(S, "bare LF ends it, §2.2", f"GET {GET} HTTP/1.1\nHost: a\r\n\r\n")
refused(S, "bare CR ends it, §2.2", f"GET {GET} HTTP/1.1\rHost: a\r\n\r\n")
refused(S, "CR CR LF ends it", f"GET {GET} HTTP/1.1\r\r\nHost: a\r\n\r\n")
refused(S, "a hundred empty lines before it", "\r\n" * 100 + request())
accepted(S, "an absolute target, its host goes before Host, §3.2.2",
         request(f"GET http://b{GET} HTTP/1.1"))
accepted(S, "an absolute target of https", request(f"GET https://a{GET} HTTP/1.1"))
accepted(S, "an absolute target in capitals", request(f"GET HTTP://A{GET} HTTP/1.1"))
accepted(S, "an absolute target without a path", request("GET http://a HTTP/1.1"))
accepted(S, "a query of everything that may stand in one",
         request(f"GET {GET}?a=1&b=%20;/?:@!$'()*+,-._~ HTTP/1.1"))
accepted(S, "OPTIONS *, RFC 9110 §9.3.7", request("OPTIONS * HTTP/1.1"), (200, 204))
accepted(S, "OPTIONS of an absolute target without a path",
         request("OPTIONS http://a HTTP/1.1"), (200, 204))

# -- host, §3.2 ---------------------------------------------------------------------------------

S = "host"
refused(S, "none in 1.1", request(host=False))
refused(S, "two", request(f"GET {GET} HTTP/1.1", "Host: a"))
refused(S, "two that differ", request(f"GET {GET} HTTP/1.1", "Host: b"))
refused(S, "two in different case", request(f"GET {GET} HTTP/1.1", "hOST: a"))
refused(S, "two in 1.0", request(f"GET {GET} HTTP/1.0", "Host: b"))
for value in ["", " ", "a b", "a, b", "a/b", "a?b", "a#b", "a@b", "a\\b", "a:b", "a:80:80", "a:-1",
              "a:99999", "a:8a", "[::1", "::1", "[::1]x", "[]", "a\0b", "a\x7f", "<a>", "\"a\"",
              "http://a", "a%", "a%zz", ":80", "\xe6", "a\tb", "{a}", "a|b", "a^b"]:
    refused(S, f"'{value!a}'", request(f"GET {GET} HTTP/1.1", f"Host: {value}", host=False))
for value in ["a", "a:", "a:80", "A.B-c_d", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:80",
              "xn--sr-1ia9b.dk", "a.", "1"]:
    accepted(S, f"{value}", request(f"GET {GET} HTTP/1.1", f"Host: {value}", host=False))
accepted(S, "none in 1.0", request(f"GET {GET} HTTP/1.0", host=False), keeps=False)
refused(S, "none, with an absolute target", request(f"GET http://a{GET} HTTP/1.1", host=False))

# -- fields, §5 ---------------------------------------------------------------------------------

S = "fields"
for name, field in [
    ("a space before the colon, §5.1", "X : 1"),
    ("a tab before the colon", "X\t: 1"),
    ("no colon", "X"),
    ("no name", ": 1"),
    ("a space in front of the first", " X: 1"),
    ("a space in the name", "X Y: 1"),
    ("NUL in the name", "X\0: 1"),
    ("NUL in the value, RFC 9110 §5.5", "X: a\0b"),
    ("bare CR in the value", "X: a\rb"),
    ("bare CR and a field in it", "X: a\rY: b"),
    ("DEL in the value", "X: a\x7fb"),
    ("a bell in the value", "X: a\x07b"),
    ("a vertical tab before the value", "X:\x0ba"),
    ("an escape in the value", "X: \x1b[2J"),
    ("a name above ASCII", "\xe6: 1"),
    ("a name in brackets", "X(y): 1"),
    ("a name with a slash", "X/y: 1"),
    ("a name with a comma", "X,y: 1"),
    ("a name in quotes", '"X": 1'),
    ("a folded value, §5.2", "X: 1\r\n 2"),
    ("a value folded with a tab", "X: 1\r\n\t2"),
    ("a folded Host", "Y: 1\r\n Host: b"),
    ("a line of a blank", " "),
    ("bare LF ends it", "X: 1\nY: 2"),
    ("CR CR LF ends it", "X: 1\r\r\nY: 2"),
    ("LF CR ends it", "X: 1\n\rY: 2"),
]:
    refused(S, name, request(f"GET {GET} HTTP/1.1", field))
refused(S, "the first is folded", f"GET {GET} HTTP/1.1\r\n Host: a\r\n\r\n")
refused(S, "a blank line before the first", f"GET {GET} HTTP/1.1\r\n \r\nHost: a\r\n\r\n")
refused(S, "bare LF ends the head", f"GET {GET} HTTP/1.1\r\nHost: a\r\n\n")
refused(S, "bare LF everywhere", f"GET {GET} HTTP/1.1\nHost: a\n\n")
for name, field in [
    ("no blank behind the colon", "X:1"),
    ("many blanks around the value", "X: \t 1 \t "),
    ("an empty value", "X:"),
    ("a value of a blank", "X: "),
    ("a value above ASCII, RFC 9110 §5.5", "X: \xe6\xf8\xe5"),
    ("a tab in the value", "X: a\tb"),
    ("a name of every token character", "!#$%&'*+-.^_`|~09azAZ: 1"),
    ("a colon in the value", "X: a:b:c"),
    ("the same twice", "X: 1\r\nX: 2"),
    ("a Range that nobody asked for", "Range: bytes=0-1"),
    ("a Range that is none", "Range: x=y"),
    ("TE", "TE: trailers, deflate;q=0.5"),
    ("Upgrade to h2c is ignored", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
     "HTTP2-Settings: AAMAAABkAAQAAP__"),
    ("Upgrade to websocket is ignored", "Connection: Upgrade\r\nUpgrade: websocket\r\n"
     "Sec-WebSocket-Key: x"),
    ("Accept that nothing fits", "Accept: application/x-none"),
    ("Max-Forwards", "Max-Forwards: 0"),
]:
    accepted(S, name, request(f"GET {GET} HTTP/1.1", field))
accepted(S, "a hundred", request(f"GET {GET} HTTP/1.1", *[f"X{i}: 1" for i in range(99)]))
refused(S, "five hundred", request(f"GET {GET} HTTP/1.1", *[f"X{i}: 1" for i in range(500)]),
        (400, 431))
refused(S, "ten thousand", request(f"GET {GET} HTTP/1.1", *[f"X{i}: 1" for i in range(10_000)]),
        (400, 431))
accepted(S, "one of 8 kB", request(f"GET {GET} HTTP/1.1", "X: " + "a" * 8_000))
refused(S, "one of 100 kB", request(f"GET {GET} HTTP/1.1", "X: " + "a" * 100_000), (400, 431))
refused(S, "one of a megabyte", request(f"GET {GET} HTTP/1.1", "X: " + "a" * 1_048_576),
        (400, 431))
refused(S, "a name of 100 kB", request(f"GET {GET} HTTP/1.1", "a" * 100_000 + ": 1"), (400, 431))
refused(S, "a head of 64 kB", request(f"GET {GET} HTTP/1.1", *["X: " + "a" * 1_000] * 64),
        (400, 431))

# -- paths, RFC 3986 and §3.2 -------------------------------------------------------------------

S = "paths"
for path in ["/..", "/../etc/passwd", "/a/../../etc/passwd", "/%2e%2e/etc/passwd", "/%2E%2e/x",
             "/..%2fetc/passwd", "/..%5cwindows", "/..\\windows", "/static/../../x", "/./x",
             "/a/./b", "/%00", "/a%00.css", "/%", "/%z", "/%zz", "/%1", "/a%2", "/%2f", "/a%2fb",
             "/%5c", "/%0a", "/%0d%0aX:1", "/%ff", "/%c0%ae%c0%ae/x", "/%ed%a0%80", "/%f8%88",
             "/.%2e/x", "/%u0041", "/%7f", "/%01"]:
    refused(S, path, request(f"GET {path} HTTP/1.1"), (400, 404))
for path in ["//", "//etc/passwd", "/findes-ikke", "/healthz/", "/%68ealthz/x", "/%C3%A6",
             "/%252e%252e/x", "/...", "/~root", "/.git/config", "/a;b", "/healthz%20", "/" + "a" * 4000,
             "/" + "a/" * 2000, "/static/findes.ikke", "/proc/self/environ", "/%E2%80%AE"]:
    accepted(S, path[:40], request(f"GET {path} HTTP/1.1"), 404)
accepted(S, "an escaped letter is the letter", request("GET /%68ealthz HTTP/1.1"))
refused(S, "9 kB", request("GET /" + "a" * 9_000 + " HTTP/1.1"), (414, 400))
refused(S, "100 kB", request("GET /" + "a" * 100_000 + " HTTP/1.1"), (414, 400))
refused(S, "a megabyte", request("GET /" + "a" * 1_048_576 + " HTTP/1.1"), (414, 400))
refused(S, "a query of a megabyte", request("GET /?" + "a" * 1_048_576 + " HTTP/1.1"), (414, 400))
for query in ["%zz", "%", "%00", "a=%0d%0ab", "&&&&", "=", "a=b=c", "%ff%fe", "q=" + "%22" * 500]:
    accepted(S, f"?{query[:20]}", request(f"GET {GET}?{query} HTTP/1.1"))

# -- lengths, §6 --------------------------------------------------------------------------------

S = "lengths"


def post(*fields, body="", target=ECHO):
    return request(f"POST {target} HTTP/1.1", *fields, body=body)


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
TE = "Transfer-Encoding: chunked"


def chunked(body, *fields):
    return post(TE, *fields, body=body)


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
SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
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
            assert not any(value == "1" for _, value in answer.fields)
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
