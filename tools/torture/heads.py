"""Requests before their bodies: the request line, Host, the fields and paths."""

from cases import GET, TE, accepted, case, refused, request

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
