#!/usr/bin/env python3
"""Writes Protocol/vectors/*.json: the contract as cases with one failure each.

The files are committed; this program is only run when the protocol changes, and its result is
reviewed like code. `deflate.json` holds streams that zlib and a bit writer once made and stays as it is.
"""

import hashlib
import json
import pathlib
import sys

import faellesviden as fv
from vector_form import branch_form, entry_form, message_form, view_form

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Protocol" / "vectors"
A, B = 0x00C0FFEE00C0FFEE, 0x0000000000000007
KEY = bytes(range(32))


def write(name, about, cases):
    assert len({case["name"] for case in cases}) == len(cases), "every case has a name of its own"
    text = json.dumps({"about": about, "count": len(cases), "cases": cases}, indent=1,
                      ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def creation(replica=A, sequence=1, operations=(), salt=0x0123456789ABCDEF):
    return {"id": (replica, sequence), "document": (replica, sequence), "parents": [],
            "author": "abc, Borgerservice", "time": 1774000000000, "salt": salt,
            "operations": [["create", 1], *operations]}


def edit(sequence, replica=A, document=(A, 1), parents=None, text="æblegrød", salt=7):
    return {"id": (replica, sequence), "document": document,
            "parents": [document] if parents is None else parents, "author": "abc",
            "time": 1774000000000 + 60_000 * sequence, "salt": salt + sequence,
            "operations": [["edit", 2, [(3, 1, text)]]]}


EVERYTHING = [
    ["edit", 2, [(0, 0, "Søg om byggetilladelse 🏠"), (300, 7, "")]],
    ["assign", 1, "Blåbærgrød".encode()],
    ["add", 300, "nøgleord".encode()],
    ["remove", 300, b"\x00\xff"],
    ["count", 9, b"telefon", -3],
    ["acknowledge", b"\x01\x02\x03"],
]


def refuse(error, run):
    """Makes sure that this twin refuses the case for the reason it names."""
    try:
        run()
    except fv.ProtocolError as found:
        assert found.reason == error, f"{found.reason} instead of {error}"
    else:
        raise AssertionError(f"accepted instead of {error}")


# payloads


def payload_cases():
    cases = []

    def good(name, change):
        payload = fv.encode_payload(change)
        assert fv.decode_payload({k: change[k] for k in ("id", "document", "parents")},
                                 payload) == change
        cases.append(dict(entry_form(change), name=name, payload=payload.hex(),
                          change=change_form(change)))

    def bad(name, error, payload, header=None):
        header = header or {"id": (A, 1), "document": (A, 1), "parents": []}
        payload = bytes.fromhex(payload) if isinstance(payload, str) else payload
        refuse(error, lambda: fv.decode_payload(header, payload))
        cases.append(dict(entry_form(header), name=name, payload=payload.hex(), error=error))

    good("the smallest creation", dict(creation(), author="", time=0, salt=0))
    good("one of every operation", creation(operations=EVERYTHING))
    good("an edit with two parents", edit(4, parents=[(B, 9), (A, 3)]))
    good("the last allowed time", dict(creation(), time=fv.LIMITS["time"]))
    good("an empty value is a value", dict(edit(2), operations=[["assign", 1, b""]]))
    good("letters of one to four bytes", edit(2, text="aå€🏠"))
    start = "00000000000000ff" "06" "00"
    create = "0105"
    bad("nothing", "malformed", "")
    bad("a salt of seven bytes", "malformed", "000000000000ff")
    bad("a varint with a byte too many", "notCanonical", "00000000000000ff" "8600" "00" "01" + create)
    bad("a varint of eleven bytes", "malformed", "00000000000000ff" "06" "00" "01" "02" + "80" * 10 + "01")
    bad("a number above 64 bits", "malformed", "00000000000000ff" "ffffffffffffffffff02" "00" "01" + create)
    bad("a time before 1970", "invalidChange", "00000000000000ff" "05" "00" "01" + create)
    late = fv.Writer()
    late.zigzag(fv.LIMITS["time"] + 1)
    bad("a time after the year 9999", "invalidChange", "00000000000000ff" + late.data.hex() + "00" "01" + create)
    bad("an author longer than the payload", "overLimit", "00000000000000ff" "06" "7f" "01" + create)
    bad("an author that is not UTF-8", "malformed", "00000000000000ff" "06" "01ff" "01" + create)
    bad("an author with half a surrogate pair", "malformed", "00000000000000ff" "06" "03eda080" "01" + create)
    bad("an author of 257 bytes", "overLimit",
        "00000000000000ff" "06" "8102" + "61" * 257 + "01" + create)
    bad("no operations", "invalidChange", start + "00")
    bad("more operations than bytes", "overLimit", start + "7f" + create)
    bad("an operation that does not exist", "unknownFormat", start + "01" "08")
    bad("a kind above 32 bits", "malformed", start + "01" "01" "8080808010")
    bad("a first change that creates nothing", "invalidChange", start + "01" "030100")
    bad("a document created twice", "invalidChange", start + "02" + create + create)
    bad("a creation that is not the first operation", "invalidChange", start + "02" "030100" + create)
    bad("an edit without splices", "invalidChange", start + "02" + create + "020100")
    bad("a splice that does nothing", "invalidChange", start + "02" + create + "020101" "050000")
    bad("a position beyond any text", "overLimit", start + "02" + create + "020101" "8080808008" "0100")
    bad("more splices than bytes", "overLimit", start + "02" + create + "02017f" "000161")
    bad("bytes behind the last operation", "malformed", start + "01" + create + "00")
    bad("a conflict id above its limit", "overLimit",
        bytes.fromhex(start + "02" + create + "07" "8108") + bytes(1025))
    payload = fv.encode_payload(edit(3))
    for name, header in [
        ("a creation with parents", {"id": (A, 3), "document": (A, 3), "parents": [(A, 1)]}),
        ("an edit without parents", {"id": (A, 3), "document": (A, 1), "parents": []}),
        ("parents that do not ascend", {"id": (A, 3), "document": (A, 1), "parents": [(A, 2), (A, 1)]}),
        ("a parent twice", {"id": (A, 3), "document": (A, 1), "parents": [(A, 1), (A, 1)]}),
        ("its own parent", {"id": (A, 3), "document": (A, 1), "parents": [(A, 3)]}),
        ("number zero", {"id": (A, 0), "document": (B, 1), "parents": [(B, 1)]}),
    ]:
        bad(name, "invalidChange", payload, header)
    write("payloads", "Canonical payloads (Protocol/02): a case with a change must decode to it and "
          "encode to the same bytes; a case with an error must be refused for that reason.", cases)


def change_form(change):
    forms = []
    for name, *rest in change["operations"]:
        if name == "create":
            forms.append({"op": name, "kind": rest[0]})
        elif name == "edit":
            forms.append({"op": name, "field": rest[0], "splices": [
                {"position": p, "deleted": d, "inserted": t} for p, d, t in rest[1]]})
        elif name == "acknowledge":
            forms.append({"op": name, "value": rest[0].hex()})
        else:
            form = {"op": name, "field": rest[0], "value": rest[1].hex()}
            if name == "count":
                form["amount"] = rest[2]
            forms.append(form)
    return {"author": change["author"], "time": change["time"], "salt": f"{change['salt']:016x}",
            "operations": forms}


# streams and have-vectors


def sealed(*changes):
    """Entries with the chain after each, all streams starting at number 1."""
    running, result = {}, []
    for change in changes:
        chain = fv.chain_after(running.get(change["id"][0]), fv.commitment_of(change))
        running[change["id"][0]] = chain
        result.append((change, chain))
    return result


def stream_cases():
    cases = []
    first = creation(operations=EVERYTHING)
    second = edit(2)
    chains = dict((c["id"], chain) for c, chain in sealed(first, second))

    def case(name, previous, entry, change):
        cases.append({
            "name": name, "previous": previous.hex() if previous else None,
            "entry": entry_form(entry),
            "payloadHash": fv.payload_hash(fv.encode_payload(change)).hex(),
            "commitment": fv.commitment_of(change).hex(),
            "chain": fv.chain_after(previous, fv.commitment_of(change)).hex()})

    case("the first change of a stream", None, first, first)
    case("the second change of a stream", chains[(A, 1)], second, second)
    merge = edit(3, parents=[(B, 1), (A, 2)])
    case("a change with two parents", chains[(A, 2)], merge, merge)
    removed = {k: second[k] for k in ("id", "document", "parents")}
    case("a change whose payload was removed", chains[(A, 1)],
         dict(removed, payloadHash=fv.payload_hash(fv.encode_payload(second))), second)
    case("a change that is withheld", chains[(A, 1)],
         {"id": second["id"], "commitment": fv.commitment_of(second)}, second)
    write("streams", "Payload hash, commitment and chain (Protocol/02 §3). The chain must be the "
          "same whether the change is whole, removed or withheld.", cases)


def vector_cases():
    chain = [hashlib.sha256(bytes([n])).digest() for n in range(3)]
    vectors = [
        ("nothing at all", {}),
        ("one stream", {A: (1, chain[0])}),
        ("two streams, in ascending order", {B: (300, chain[1]), A: (1, chain[0])}),
        ("a replica id with the highest bit set", {A: (1, chain[0]), 1 << 63: (2, chain[2])}),
    ]
    write("have-vectors", "The digest of a have-vector (Protocol/05 §2).", [
        {"name": name, "digest": fv.vector_digest(vector).hex(), "entries": [
            {"replica": f"{r:016x}", "sequence": s, "chain": c.hex()}
            for r, (s, c) in sorted(vector.items())]} for name, vector in vectors])


# messages


def batch(*changes, withhold=(), remove=()):
    spans, entries = {}, []
    running = {}
    for change, chain in sealed(*changes):
        replica, sequence = change["id"]
        span = spans.setdefault(replica, {"replica": replica, "first": sequence, "count": 0,
                                          "base": None})
        span["count"] += 1
        span["end"] = chain[:16]
        entry = dict(change)
        if change["id"] in withhold:
            entry = {"id": change["id"], "commitment": fv.commitment_of(change)}
        if change["id"] in remove:
            entry = {k: change[k] for k in ("id", "document", "parents")}
            entry["payloadHash"] = fv.payload_hash(fv.encode_payload(change))
        entries.append(entry)
        running[replica] = chain
    return {"spans": list(spans.values()), "entries": entries}


def message_cases():
    digest = hashlib.sha256(b"d").digest()
    agreed = hashlib.sha256(b"a").digest()
    mark = digest[:16]
    cases = []

    def good(name, deflate=False, **parts):
        message = dict({"kind": fv.REQUEST, "digest": digest}, **parts)
        data = fv.encode_message(message, deflate)
        decoded = fv.decode_message(data)
        assert fv.encode_message(decoded, deflate) == data, name
        cases.append({"name": name, "bytes": data.hex(), "message": message_form(decoded)})

    def bad(name, error, data):
        data = bytes.fromhex(data) if isinstance(data, str) else data
        refuse(error, lambda: fv.decode_message(data))
        cases.append({"name": name, "bytes": data.hex(), "error": error})

    first, second = creation(operations=EVERYTHING), edit(2)
    foreign = edit(1, replica=B)
    merge = edit(3, parents=[(B, 1), (A, 2)])
    elsewhere = edit(4, document=(9, 5), parents=[(9, 6), (A, 3)])
    good("nothing new", agreed=digest)
    good("nothing new, with the mark of the rendered state", agreed=digest, stateMark=mark)
    good("a first contact", vector="full", marks=[(B, 300, mark), (A, 1, mark)])
    good("a first contact of an empty replica", vector="full")
    good("what moved since the agreement", agreed=agreed, vector="delta", marks=[(A, 2, mark)])
    good("an answer that forgot the agreement", kind=fv.ANSWER, agreedUnknown=True,
         leftAside=True, vector="full", marks=[(A, 1, mark)])
    good("a short answer is asked for", vector="full", answerLimit=32768)
    good("questions about a fork", agreed=agreed, probes=[(A, 1), (A, 9)])
    good("answers about a fork", kind=fv.ANSWER, probed=[(A, 1, mark), (A, 9, mark)])
    claim = {"replica": A, "first": 9, "base": mark, "mark": agreed[:16], "payload": digest,
             "yields": False}
    beginning = dict(claim, replica=B, first=1, base=None, yields=True)
    good("what is held where branches part", branches=[beginning, claim])
    good("one creation with every operation", **batch(first))
    good("two streams and a merge", agreed=agreed, vector="delta", marks=[(B, 1, mark)],
         more=True, **batch(first, second, foreign, merge))
    good("a document from elsewhere", **batch(first, second, foreign, merge, elsewhere))
    good("a removed payload and a withheld change",
         **batch(first, second, foreign, merge, remove={(A, 2)}, withhold={(B, 1)}))
    left = batch(first, second, foreign, merge, remove={(A, 2)})
    left["entries"][1]["remaining"] = fv.remaining_of(
        second, fv.encode_payload(second), [(0, 4)])[0]
    good("a removed payload and what is left of it", **left)
    good("the same, deflated", deflate=True, **batch(
        first, second, foreign, merge, *[edit(n, parents=[(A, n - 1)]) for n in range(4, 40)]))
    secret = bytes(range(100, 116))
    salts = fv.salts_below(secret, 2)
    five = [dict(creation() if n == 1 else edit(n), salt=salt)
            for n, salt in enumerate([*salts, 99], 1)]
    grown = batch(*five)
    grown["spans"][0]["salts"] = [(1, 2, secret)]
    good("four salts that follow from one secret, and one of its own", **grown)
    ahead = batch(first, second, edit(3, document=(9, 700)), edit(4, document=(9, 400)),
                  edit(5, document=(9, 700)))
    good("documents from elsewhere, in turn and again", **ahead)
    continued = batch(first, second, edit(3))
    spans = [dict(continued["spans"][0], first=3, count=1, base=mark)]
    good("a stream that goes on", spans=spans, entries=[edit(3)])

    plain = fv.encode_message({"digest": digest, "agreed": digest})
    bad("nothing at all", "malformed", "")
    bad("a page of a captive portal", "unknownFormat", b"<html>Log ind</html>")
    bad("another version", "unknownFormat", plain[:2] + b"\x02" + plain[3:])
    bad("a kind that does not exist", "unknownFormat", plain[:3] + b"\x04" + plain[4:])
    bad("a flag that does not exist", "unknownFormat", plain[:4] + b"\x80\x04" + plain[6:])
    bad("two spellings of the agreed digest", "unknownFormat", plain[:4] + b"\x00\x06" + plain[6:] * 2)
    bad("a vector both moved and whole", "unknownFormat", plain[:4] + b"\x00\x18" + plain[6:] + b"\x00")
    bad("a digest that is cut", "malformed", plain[:-1])
    bad("bytes behind the end", "malformed", plain + b"\x00")
    bad("an inflated length above the limit", "overLimit", "465601010001" "8180808004" "00")
    bad("content longer than it says", "overLimit",
        b"FV\x01\x01\x00\x01" + bytes([31]) + fv.deflated(digest)[1:])
    bad("content shorter than it says", "malformed",
        b"FV\x01\x01\x00\x01" + bytes([33]) + fv.deflated(digest)[1:])
    bad("a broken DEFLATE stream", "malformed", "465601010001" "20" "07")

    def whole(marks):
        w = fv.Writer()
        w.raw(digest)
        w.marks(marks)
        return b"FV\x01\x01\x00\x10" + bytes(w.data)

    told = fv.encode_message({"digest": digest, "branches": [beginning, claim]}, False)
    bad("a claim that neither yields nor does not", "notCanonical", told[:-1] + b"\x02")
    bad("a claim about number 0", "malformed", told[:6 + 32 + 1 + 8] + b"\x00" + told[6 + 32 + 1 + 9:])
    bad("claims that do not ascend", "notCanonical",
        fv.encode_message({"digest": digest, "branches": [claim, beginning]}, False))
    bad("a claim that is cut", "malformed", told[:-2])
    bad("more claims than bytes", "overLimit", told[:6 + 32] + b"\x07" + told[6 + 33:])
    bad("streams that do not ascend", "notCanonical", whole([(A, 1, mark), (B, 1, mark)]))
    bad("a stream twice", "notCanonical", whole([(A, 1, mark), (A, 2, mark)]))
    bad("a stream with nothing in it", "malformed", whole([(A, 0, mark)]))
    bad("a number of 2^62", "malformed", whole([(A, 1 << 62, mark)]))
    bad("more streams than bytes", "overLimit", b"FV\x01\x01\x00\x10" + digest + b"\x02" + bytes(26))

    def with_columns(**changes):
        return encoded(dict(split(fv.encode_batch(**batch(first, second))), **changes))

    def encoded(columns):
        w = fv.Writer()
        w.raw(digest)
        for name in fv.COLUMNS:
            w.prefixed(columns[name])
        return b"FV\x01\x01\x00\x20" + bytes(w.data)

    assert fv.decode_message(with_columns())["entries"]
    bad("a replica twice in the table", "notCanonical", with_columns(replicas=A.to_bytes(8, "big") * 2))
    bad("a run of a stream that is not there", "malformed", with_columns(runs=bytes([1, 2])))
    bad("a run of no changes", "malformed", with_columns(runs=bytes([0, 0, 0, 2])))
    bad("a stream without a run", "malformed", with_columns(runs=b""))
    bad("a run longer than any batch", "overLimit", with_columns(runs=bytes.fromhex("00919e01")))
    bad("a column that is too short", "malformed", with_columns(times=b""))
    bad("a column that is too long", "malformed", with_columns(times=bytes(12)))
    bad("an author that is not in the table", "malformed", with_columns(authors=bytes([0, 9])))
    bad("a document that is not in the table", "overLimit", with_columns(documents=bytes([0, 3])))
    bad("a position before the text", "malformed", with_columns(positions=bytes([1, 1, 1])))
    bad("an inserted text that is not UTF-8", "malformed", with_columns(
        texts=b"\xff" + dict(split(fv.encode_batch(**batch(first, second))))["texts"][1:]))
    bad("a remains kind that does not exist", "unknownFormat",
        with_columns(remains=bytes([0, 4]), remainHashes=bytes(32)))
    bad("what is left of a payload, without a length", "malformed",
        with_columns(remains=bytes([0, 3]), remainHashes=bytes(32)))
    bad("what is left of a payload, longer than the message", "malformed",
        with_columns(remains=bytes([0, 3]), remainHashes=bytes(32) + b"\x05"))
    bad("what is left of a payload, longer than any", "overLimit",
        with_columns(remains=bytes([0, 3]), remainHashes=bytes(32) + bytes.fromhex("818038")))
    bad("a change that no replica makes", "invalidChange", with_columns(times=bytes([1, 0])))
    bad("a document behind the end of the table", "malformed", with_columns(documents=bytes([0, 1])))
    bad("a salt's secret for numbers that are not there", "malformed",
        with_columns(saltLevels=bytes([2]), salts=bytes(16)))
    bad("a salt's secret above the highest level", "malformed",
        with_columns(saltLevels=bytes([13]), salts=bytes(16)))

    def leaky(place, level):
        """Secrets that would say the salt of a change which is not there."""
        some = batch(*five, withhold={(A, 2)})
        columns = dict(split(fv.encode_batch(**some)))
        columns["saltLevels"] = bytes(place) + bytes([level])
        columns["salts"] = bytes(8 * place + 16)
        return encoded(columns)

    bad("a salt's secret over a change that is withheld", "malformed", leaky(0, 2))
    bad("a salt's secret at a place that is none of its level", "malformed", leaky(1, 1))
    write("messages", "Messages (Protocol/05 §3-4). A case with a message must decode to it, and, "
          "unless deflated, encode to the same bytes; a case with an error must be refused for "
          "that reason.", cases)


def split(encoded):
    reader = fv.Reader(encoded)
    return [(name, reader.prefixed()) for name in fv.COLUMNS]


# signatures


def signature_cases():
    cases = []
    body, now = b"krop", 1774000000
    good = {"method": "POST", "path": "/sync", "query": None, "body": body.hex(), "to": "hub",
            "key": KEY.hex(), "now": now}
    sign = dict(sender="solroed", recipient="hub", key_id="k1", key=KEY, created=now,
                nonce=bytes(range(16)))
    fields = fv.sign_request("POST", "/sync", None, body, **sign)

    def request(name, error=None, change=None, **verify):
        values = {k: v for k, v in dict(fields, **(change or {})).items() if v is not None}
        checked = dict(good, **verify)
        try:
            fv.verify_request(values, checked["method"], checked["path"], checked["query"],
                              bytes.fromhex(checked["body"]), checked["to"],
                              bytes.fromhex(checked["key"]), checked["now"])
            found = None
        except fv.SignatureError as failure:
            found = failure.reason
        assert found == error, (name, found)
        case = {"name": name, "kind": "request", "fields": values, "verify": checked}
        if error:
            case["error"] = error
        else:
            case["sign"] = {"from": "solroed", "keyID": "k1", "created": now,
                            "nonce": bytes(range(16)).hex()}
        cases.append(case)

    entry = fields["signature-input"]
    request("a sound request")
    request("a clock five minutes ahead", now=now - 300)
    request("a clock too far ahead", "clockSkew", now=now - 301)
    request("a clock too far behind", "clockSkew", now=now + 301)
    request("another method", "wrongCode", method="GET")
    request("another path", "wrongCode", path="/sync2")
    request("a query that was added", "wrongCode", query="a=b")
    request("another body", "bodyMismatch", body="00")
    request("for another node", "wrongRecipient", to="anden")
    request("another key", "wrongCode", key="00" * 32)
    request("a sender that was changed", "wrongCode", {"fv-from": "greve"})
    request("a digest that was changed", "wrongCode", {"content-digest": fv.content_digest(b"x")})
    request("a time that was changed", "wrongCode",
            {"signature-input": entry.replace("1774000000", "1774000001")})
    request("a code that was changed", "wrongCode", {"signature": "s=:" + "A" * 43 + "=:"})
    for name in fields:
        request(f"no {name}", "missing", {name: None})
    request("another label", "notThisProfile", {"signature-input": "sig1" + entry[1:]})
    request("an algorithm parameter", "notThisProfile",
            {"signature-input": entry + ';alg="hmac-sha256"'})
    request("fewer components", "notThisProfile", {"signature-input": entry.replace('"@query" ', "")})
    request("another order of components", "notThisProfile", {"signature-input": entry.replace(
        '"@method" "@path"', '"@path" "@method"')})
    request("a second signature", "notThisProfile", {"signature-input": entry + ", t=()"})
    request("a time with a leading zero", "notThisProfile",
            {"signature-input": entry.replace("created=1", "created=01")})
    request("a nonce of 15 bytes", "notThisProfile",
            {"signature-input": entry.replace('nonce="AA', 'nonce="')})
    request("another tag", "notThisProfile", {"signature-input": entry.replace("fv1", "fv2")})
    request("a digest of another algorithm", "notThisProfile",
            {"content-digest": fields["content-digest"].replace("256", "512")})
    request("a name with a space", "notThisProfile", {"fv-from": "sol roed"})

    answer_fields = fv.sign_answer(200, b"svar", "hub", fields["signature"], KEY, now + 9000)

    def answer(name, error=None, change=None, **verify):
        values = {k: v for k, v in dict(answer_fields, **(change or {})).items() if v is not None}
        checked = dict({"status": 200, "body": b"svar".hex(), "key": KEY.hex(),
                        "request": fields}, **verify)
        try:
            fv.verify_answer(values, checked["status"], bytes.fromhex(checked["body"]), "hub",
                             checked["request"]["signature"], bytes.fromhex(checked["key"]))
            found = None
        except fv.SignatureError as failure:
            found = failure.reason
        assert found == error, (name, found)
        case = {"name": name, "kind": "answer", "fields": values, "verify": checked}
        if error:
            case["error"] = error
        else:
            case["sign"] = {"from": "hub", "created": now + 9000}
        cases.append(case)

    other = fv.sign_request("POST", "/sync", None, body, **dict(sign, nonce=bytes(16)))
    answer("a sound answer, its clock far off")
    answer("the answer to another request", "wrongCode", request=other)
    answer("another status", "wrongCode", status=202)
    answer("another answer body", "bodyMismatch", body="00")
    answer("an answer without a signature", "missing", {"signature": None})
    answer("an answer signed as a request", "notThisProfile",
           {"signature-input": fields["signature-input"]})
    answer("another key for the answer", "wrongCode", key="00" * 32)
    stranger = fv.sign_answer(200, b"svar", "portal", fields["signature"], KEY, now)
    answer("an answer of another node", "wrongSender", stranger)
    write("signatures", "Signed requests and answers (Protocol/06). A case with `sign` must give "
          "exactly these fields; a case with an error must be refused for that reason.", cases)


# forks


def fork_cases():
    cases = []
    low, high = sorted(hashlib.sha256(bytes([n])).digest() for n in range(2))
    base = {"replica": A, "first": 5, "base": low[:16], "yields": False}
    one = dict(base, mark=b"1" * 16, payload=low)
    other = dict(base, mark=b"2" * 16, payload=high)

    def judged(name, mine, theirs):
        cases.append({"name": name, "mine": branch_form(mine), "theirs": branch_form(theirs),
                      "mineBecomes": fv.verdict(mine, theirs),
                      "theirsBecomes": fv.verdict(theirs, mine)})

    judged("the smaller payload hash keeps the name", one, other)
    judged("who yields gives up the name", dict(one, yields=True), other)
    judged("if both yield, the hash decides", dict(one, yields=True), dict(other, yields=True))
    judged("one payload under two headers is a consequence", one, dict(other, payload=low))
    judged("equal marks are no fork", one, dict(other, mark=one["mark"]))
    judged("different marks before it are a fork further down", one, dict(other, base=high[:16]))
    judged("the first number of a stream", dict(one, first=1, base=None),
           dict(other, first=1, base=None))

    def renaming(name, first, *log):
        branch, after = fv.rename_stream(log, A, first)
        cases.append({"name": name, "replica": f"{A:016x}", "first": first,
                      "log": [entry_form(change) for change in log],
                      "branchName": f"{branch:016x}",
                      "after": [dict(entry_form(c), chain=chain.hex()) for c, chain in after]})

    start = creation()
    own = creation(sequence=3, salt=99)
    renaming("edits of an older document", 2, start, edit(2), edit(3, parents=[(A, 2)]))
    renaming("a document of the branch, edited by another", 3, start, edit(2), own,
             edit(1, replica=B, document=(A, 3)), edit(2, replica=B, document=(A, 3), parents=[(B, 1)]))
    renaming("parents are put in order again", 2, start, edit(2), edit(1, replica=B),
             edit(2, replica=B, parents=[(B, 1), (A, 2)]))
    renaming("a whole stream", 1, start, edit(2))
    write("forks", "Two branches of one stream (Protocol/05 §9): what the two claims decide for "
          "either side; and a log before and after the branch got its name, with the chain hash "
          "after each change.", cases)


# views


def view_cases():
    cases = []
    digest = hashlib.sha256(b"d").digest()
    seen = fv.encode_payload(dict(
        creation(operations=[["assign", 1, b"Pas"], ["edit", 3, [(0, 0, "Ring til os.")]]], salt=0),
        author=""))
    other = fv.encode_payload(dict(creation(replica=B, sequence=4, salt=0), author=""))
    items = [((A, 1), seen), ((B, 4), other), ((A, 9), None)]
    whole = {"digest": digest, "viewDigest": fv.view_digest(items), "revision": 300,
             "more": False, "items": items}

    def good(name, data):
        message = fv.decode_view(data)
        case = {"name": name, "bytes": data.hex()}
        if "since" in message:
            case["request"] = view_form(message)
        else:
            case["answer"] = view_form(message)
            case["view"] = fv.view_digest(message["items"]).hex()
        cases.append(case)

    def bad(name, error, data):
        refuse(error, lambda: fv.decode_view(data))
        cases.append({"name": name, "bytes": data.hex(), "error": error})

    good("everything is asked for", fv.encode_view_request({"digest": digest, "since": 0}))
    good("what came since is asked for", fv.encode_view_request({"digest": digest, "since": 300}))
    plain = fv.encode_view_answer(whole, False)
    good("two articles, and one that is seen no more", plain)
    good("the same, deflated", fv.encode_view_answer(dict(whole, items=items * 2)))
    good("a part of a view", fv.encode_view_answer(dict(whole, more=True, items=items[:1]), False))
    good("nothing let out", fv.encode_view_answer(
        dict(whole, revision=0, viewDigest=fv.view_digest([]), items=[])))
    bad("a request that goes on", "malformed",
        fv.encode_view_request({"digest": digest, "since": 0}) + b"\x00")
    bad("a request with a flag", "unknownFormat",
        b"FV\x01\x10\x00\x40" + digest + b"\x00")
    bad("an answer with a batch", "unknownFormat", plain[:4] + b"\x00\x20" + plain[6:])
    bad("an answer that is cut", "malformed", plain[:-1])
    bad("more items than bytes", "overLimit", plain[:72] + b"\x7f" + plain[73:])
    broken = [((A, 1), seen[:-1])]
    bad("a payload that is cut", "malformed", fv.encode_view_answer(dict(whole, items=broken)))
    edited = fv.encode_payload(edit(3))
    bad("a payload that creates nothing", "invalidChange",
        fv.encode_view_answer(dict(whole, items=[((A, 3), edited)])))
    bad("a document with number 0", "invalidChange",
        fv.encode_view_answer(dict(whole, items=[((A, 0), None)])))
    write("views", "Messages about what public mirrors may see (Protocol/10 §3): what they say, and "
          "the digest of exactly these items as a view.", cases)


# bundles


def bundle_cases():
    cases = []
    first, second, third = creation(operations=EVERYTHING), edit(2), edit(3)
    chains = dict((c["id"], chain) for c, chain in sealed(first, second, third))
    whole = batch(first, second)
    rest = {"spans": [{"replica": A, "first": 3, "count": 1, "base": chains[(A, 2)][:16],
                       "end": chains[(A, 3)][:16]}], "entries": [third]}
    vector = {A: (3, chains[(A, 3)])}
    end = [(A, 3, chains[(A, 3)][:16])]

    def make(start, batches):
        return fv.encode_bundle(fv.vector_digest(vector), start, end,
                                [(b["spans"], b["entries"]) for b in batches], [("k1", KEY)])

    def case(name, data, error=None, held=0):
        case = {"name": name, "bytes": data.hex(), "held": held}

        def run():
            digest, start, _, batches, is_sealed_by = fv.decode_bundle(data)
            replica = fv.Replica()
            if held:
                replica.take(*fv.decode_batch(fv.Reader(fv.encode_batch(**batch(
                    *[first, second, third][:held])))))
            for owner, sequence, _ in start:
                if not replica.covers((owner, sequence)):
                    raise fv.ProtocolError("gap")
            case["stored"] = sum(replica.take(*b) for b in batches)
            case["digest"] = replica.digest().hex()
            assert digest == replica.digest() and is_sealed_by("k1", KEY)

        if error:
            refuse(error, run)
            case["error"] = error
        else:
            run()
            case["sealedBy"] = {"keyID": "k1", "key": KEY.hex()}
        cases.append(case)

    full = make([], [whole, rest])
    tail = make([(A, 2, chains[(A, 2)][:16])], [rest])
    case("a whole base in two batches", full)
    case("a base that is there already", full, held=3)
    case("the rest of a stream", tail, held=2)
    case("the rest of a stream of which the beginning is missing", tail, "gap", held=1)
    case("half a file", full[:len(full) // 2], "damagedBundle")
    case("a changed byte", full[:60] + bytes([full[60] ^ 1]) + full[61:], "damagedBundle")
    case("another kind of file", b"PK\x03\x04" + full, "unknownFormat")
    case("another version of the bundle", full[:8] + b"\x02" + full[9:], "unknownFormat")
    wrong = {"spans": [dict(rest["spans"][0], end=bytes(16))], "entries": [third]}
    case("a mark that does not fit the changes", make([(A, 2, chains[(A, 2)][:16])], [wrong]),
         "chainMismatch", held=2)
    forked = {"spans": [dict(rest["spans"][0], base=bytes(16))], "entries": [third]}
    case("the continuation of another branch", make([(A, 2, chains[(A, 2)][:16])], [forked]),
         "fork", held=2)
    orphan = edit(1, replica=B, document=(9, 9))
    case("a change without its parents", make([], [batch(orphan)]), "missingParent")
    write("bundles", "Bundle files (Protocol/07) read by a replica that holds the first `held` "
          "changes of the stream: what is stored and the digest afterwards, or the reason to "
          "refuse.", cases)


def pairing_cases():
    cases = []
    secret = bytes(range(16))
    code = fv.code_text(secret)
    invitation = fv.invitation_key(secret)

    def spelling(name, text, error=None):
        case = {"name": name, "kind": "code", "text": text}
        if error:
            try:
                fv.code_secret(text)
            except fv.CodeError as found:
                assert found.reason == error, found.reason
            else:
                raise AssertionError(f"accepted instead of {error}")
            case["error"] = error
        else:
            assert fv.code_secret(text) == secret
            case |= {"secret": secret.hex(), "written": code, "key": invitation.hex(),
                     "keyID": fv.key_id(invitation)}
        cases.append(case)

    spelling("a code as it is written", code)
    spelling("a code in small letters with blanks", code.lower().replace("-", " "))
    spelling("a code without anything between", code.replace("-", ""))
    spelling("a code with letters that look like digits",
             code.replace("0", "O", 1).replace("0", "ø", 1).replace("1", "l", 1))
    spelling("a code with a letter too few", code[:-1], "wrongLength")
    spelling("a code with a letter too many", code + "0", "wrongLength")
    spelling("no code at all", "", "wrongLength")
    spelling("a letter that no code has", "U" + code[1:], "unknownLetter")
    spelling("a letter of another alphabet", "Å" + code[1:], "unknownLetter")
    spelling("one letter for another", ("1" if code[0] == "0" else "0") + code[1:], "wrongCheck")
    spelling("two letters in each other's place", code[:26] + code[27] + code[26] + code[28:],
             "wrongCheck")

    join = {"kind": fv.JOIN, "nonce": bytes(range(32)), "node": A, "replica": B + 1,
            "name": "Sorø", "address": "http://soroe.example:8400"}
    joined = {"kind": fv.JOINED, "nonce": bytes(range(32, 64)), "node": B, "replica": A + 1,
              "name": "Fælles hub", "scopes": 7}
    asked = {"kind": fv.CHANGE_KEY, "nonce": bytes(range(64, 96))}
    changed = {"kind": fv.KEY_CHANGED, "nonce": bytes(range(96, 128))}
    writer = {"kind": fv.WRITER, "replica": A}
    writer_too = {"kind": fv.WRITER_TOO, "replica": B}
    names = {fv.WRITER: "writer", fv.WRITER_TOO: "writerToo", fv.JOIN: "join", fv.JOINED: "joined", fv.CHANGE_KEY: "changeKey",
             fv.KEY_CHANGED: "keyChanged"}

    def message(name, kind, data, error=None):
        case = {"name": name, "kind": names[kind], "bytes": data.hex()}
        if error:
            refuse(error, lambda: fv.decode_pairing(kind, data))
            case["error"] = error
        else:
            decoded = fv.decode_pairing(kind, data)
            if "nonce" in decoded:
                case["nonce"] = decoded["nonce"].hex()
            if "replica" in decoded:
                case["replica"] = f"{decoded['replica']:016x}"
            if "node" in decoded:
                case["node"] = f"{decoded['node']:016x}"
                case["nodeName"] = decoded["name"]
            case |= {key: decoded[key] for key in ("address", "scopes") if key in decoded}
        cases.append(case)

    for sound in (join, joined, asked, changed, writer, writer_too):
        kind, data = sound["kind"], fv.encode_pairing(sound)
        message(f"a sound {names[kind]}", kind, data)
        message(f"a {names[kind]} cut short", kind, data[:-1], "malformed")
        message(f"a {names[kind]} and a byte more", kind, data + b"\0", "malformed")
        message(f"a {names[kind]} of another version", kind, b"FV\x02" + data[3:], "unknownFormat")
        message(f"a {names[kind]} of another kind", kind, data[:3] + b"\x01" + data[4:],
                "unknownFormat")
        message(f"a {names[kind]} with a flag", kind, data[:5] + b"\x01" + data[6:],
                "unknownFormat")
    message("a join without an address", fv.JOIN, fv.encode_pairing(dict(join, address="")))
    message("a join with too long a name", fv.JOIN,
            fv.encode_pairing(dict(join, name="x" * 513)), "overLimit")
    bad = fv.encode_pairing(join).replace("ø".encode(), b"\xc3\x28")
    message("a join with a name that is no UTF-8", fv.JOIN, bad, "malformed")

    def key(name, made, **given):
        cases.append({"name": name, "kind": "key", **given, "made": made.hex(),
                      "madeID": fv.key_id(made)})

    key("the key of a new pair", fv.pair_key(invitation, join, joined), use="pair",
        secret=invitation.hex(), asked=fv.encode_pairing(join).hex(),
        answered=fv.encode_pairing(joined).hex())
    key("the key after that", fv.next_key(KEY, A, B, asked["nonce"], changed["nonce"]),
        use="next", secret=KEY.hex(), asker=f"{A:016x}", answerer=f"{B:016x}",
        asked=fv.encode_pairing(asked).hex(), answered=fv.encode_pairing(changed).hex())
    key("the key after that, asked for by the other side",
        fv.next_key(KEY, B, A, asked["nonce"], changed["nonce"]), use="next", secret=KEY.hex(),
        asker=f"{B:016x}", answerer=f"{A:016x}", asked=fv.encode_pairing(asked).hex(),
        answered=fv.encode_pairing(changed).hex())
    write("pairing", "Pairing (Protocol/09): codes as people type them, the four messages, and the "
          "keys that come of them.", cases)



def redaction_cases():
    long_ago = creation(operations=[
        ["edit", 2, [(0, 0, "Ring 010190-1234\ni dag 🏠"), (3, 1, "ø")]],
        ["assign", 1, "Hans Hansens pas".encode()], ["add", 6, "Hansen".encode()],
        ["add", 300, b"\x00\xff"]])

    def blanked(*words, change=long_ago, **more):
        def without(text):
            for word in words:
                text = text.replace(word, fv.BLANK * len(word))
            return text
        operations = []
        for operation in change["operations"]:
            if operation[0] == "edit":
                operation = ["edit", operation[1], [
                    (at, gone, without(text)) for at, gone, text in operation[2]]]
            elif operation[0] in fv.TEXTS and b"\xff" not in operation[2]:
                operation = [*operation[:2], without(operation[2].decode()).encode()]
            operations.append(operation)
        return fv.encode_payload({**change, "salt": 0, "operations": operations, **more})

    hashed = fv.payload_hash(fv.encode_payload(long_ago))
    cases = []

    def record(name, value, sound=True):
        said = fv.decode_redaction(value)
        assert (said is not None) == sound, name
        case = {"name": name, "value": value.hex()}
        if said:
            case.update(payloadHash=said["payloadHash"].hex(),
                        change=fv.format_id(said["change"]), reason=said["reason"])
            if "words" in said:
                case.update(root=said["root"].hex(), words=runs_form(said["words"]))
            else:
                case["payload"] = said["payload"].hex()
        cases.append(case)

    def runs_form(runs):
        return [{"first": first, "count": count} for first, count in runs]

    def begun(reason="CPR-nummer"):
        writer = fv.Writer()
        writer.raw(hashed)
        writer.change_id((A, 1))
        writer.text(reason)
        return bytes(writer.data)

    def packed(payload, reason="CPR-nummer"):
        return begun(reason) + fv.deflated(payload)

    def naming(*runs, reason="CPR-nummer"):
        return begun(reason) + b"\0" + root + fv.encode_runs(runs)

    header = {key: long_ago[key] for key in ("id", "document", "parents")}
    payload = fv.encode_payload(long_ago)
    text = fv.words_of(long_ago)
    number, day = (text.index("010190-1234"), 11), (text.index("i dag"), 5)
    name = (text.index("Hansen"), 6)
    left, root = fv.remaining_of(header, payload, [number])
    whole = naming(number)
    record("a record", whole)
    record("a record of several runs without a reason", naming(number, name, reason=""))
    record("a record that ends in the root", whole[:-4], sound=False)
    record("a record that ends in a run", whole[:-1], sound=False)
    record("a record with a byte behind the runs", whole + b"\0", sound=False)
    record("a record of no words", naming(), sound=False)
    record("a run of no words", naming((3, 0)), sound=False)
    record("runs that touch", naming((3, 2), (5, 1)), sound=False)
    record("a run that ends beyond every text", naming((3, (1 << 31) - 3)), sound=False)

    def rest(name, data, *removed, sound=True, made=True):
        case = {"name": name, "id": fv.format_id(header["id"]),
                "document": fv.format_id(header["document"]), "parents": [],
                "root": root.hex(), "remaining": data.hex()}
        if made:
            case.update(whole=payload.hex(), removed=[runs_form(runs) for runs in removed])
        try:
            shown, found = fv.decode_remaining(header, data)
        except fv.ProtocolError:
            shown, found = None, None
        assert (found == root) == sound, name
        if sound:
            case["shown"] = shown.hex()
        cases.append(case)

    rest("what is left", left, [number])
    rest("nothing removed yet", fv.remaining_of(header, payload)[0])
    both = fv.remaining_of(header, payload, sorted([number, name]))[0]
    rest("two removed at once", both, sorted([number, name]))
    assert fv.remaining_of(header, payload, [name], [number])[0] == both
    rest("the same in turn", both, [name], [number])
    rest("a line end stays", fv.remaining_of(header, payload, [(number[0], 17)])[0],
         [(number[0], 17)])
    rest("everything", fv.remaining_of(header, payload, [(0, len(text))])[0], [(0, len(text))])
    rest("beyond the end", fv.remaining_of(header, payload, [(len(text) - 2, 90)])[0],
         [(len(text) - 2, 90)])
    assert left.count(b"Hans") == 3 and left.count(b"Ring") == 1
    for name_of, data in [
            ("another word", left.replace(b"Ring", b"King")),
            ("another author", left.replace(b"abc", b"abd")),
            ("a word where one is gone", left.replace("Ring \u2588".encode(), b"Ring 0")),
            ("one that ends in the tree", left[:-1]), ("a byte behind the tree", left + b"\0")]:
        rest(name_of, data, sound=False, made=False)
    pair = fv.hashed(1, b"x"), fv.hashed(1, b"y")
    shown = fv.without_words(long_ago, [True] * len(text))
    writer = fv.Writer()
    writer.prefixed(fv.encode_payload(shown))
    rest("two that are gone beside each other", bytes(writer.data) + fv.encode_tree(pair),
         sound=False, made=False)

    whole = packed(blanked("010190-1234"))
    record("an older record", whole)
    record("an older record without a reason", packed(blanked("010190-1234"), ""))
    record("a record that ends in the hash", whole[:31], sound=False)
    record("a record that ends in the stream", whole[:-1], sound=False)
    record("a record with a byte behind the stream", whole + b"\x00", sound=False)
    record("a reason that is no text", whole.replace(b"CPR", b"C\xffR"), sound=False)
    record("a stand-in that is longer than any payload", packed(bytes((768 << 10) + 1)),
           sound=False)

    def stack(name, *payloads, change=long_ago):
        header = {key: change[key] for key in ("id", "document", "parents")}
        result = fv.stand_in(header, payloads)
        cases.append({
            "name": name, "id": fv.format_id(change["id"]),
            "document": fv.format_id(change["document"]),
            "parents": [fv.format_id(parent) for parent in change["parents"]],
            "standIns": [payload.hex() for payload in payloads],
            "standIn": None if result is None else result.hex()})
        return result

    one, other = blanked("010190-1234"), blanked("Hansen", "i dag")
    assert stack("one stand-in", one) == one
    both = stack("two that blank different words", one, other)
    assert both == blanked("010190-1234", "Hansen", "i dag")
    assert stack("the same in the other order", other, one) == both
    stack("the same one twice", one, one)
    stack("one of another shape is left out", one, blanked("x", change=creation(operations=[
        ["edit", 2, [(0, 0, "kort")]]])))
    stack("one by another author is left out", one, blanked("Hansen", author="x"))
    stack("one whose bytes differ where there is no text", one, blanked(
        "Hansen", change={**long_ago, "operations": [
            *long_ago["operations"][:-1], ["add", 300, b"\x01\xff"]]}))
    stack("bytes that are no payload are left out", b"\x00", one)
    stack("none that is one", b"\x00", b"")
    stack("one that creates nothing is none", fv.encode_payload(
        {**long_ago, "salt": 0, "operations": long_ago["operations"][1:]}))
    write("redactions", "Removed payloads: what a record says (Protocol/04 §2.3), nothing but its "
          "name and value where it says nothing; and which payload is read in the place of one "
          "that several stand-ins are about (Protocol/02 §6).", cases)


if __name__ == "__main__":
    payload_cases()
    stream_cases()
    vector_cases()
    message_cases()
    signature_cases()
    fork_cases()
    view_cases()
    bundle_cases()
    pairing_cases()
    redaction_cases()
    sys.exit(0)
