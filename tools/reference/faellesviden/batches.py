"""Protocol/05 §4: a batch as columns."""

from .changes import (ACKNOWLEDGE, ADD, ASSIGN, COUNT, CREATE, EDIT, NAMES, REMOVE, TAGS,
                      SALT_LEVEL_MAX, commitment, encode_payload, payload_hash, salts_below,
                      validate, validate_header)
from .conventions import Reader, Writer, utf8
from .limits import LIMITS, ProtocolError

# Protocol/05 §4: batches. An entry is a dictionary with id and either a change's items, or
# payloadHash and maybe remaining beside document and parents, or commitment alone.

COLUMNS = ["replicas", "spans", "runs", "remains", "remainHashes", "documentReplicas",
           "documentNumbers", "documents", "parentCounts", "parents", "times", "authorTable",
           "authors", "saltLevels", "salts", "operationCounts", "tags", "fields", "numbers",
           "spliceCounts", "positions", "deletions", "textLengths", "valueLengths", "texts",
           "values"]


def commitment_of(entry):
    if "commitment" in entry:
        return entry["commitment"]
    if "payloadHash" in entry:
        return commitment(entry, entry["payloadHash"])
    return commitment(entry, payload_hash(encode_payload(entry)))


def encode_batch(spans, entries):
    """`spans`: dictionaries with replica, first, base (16 bytes or None) and end; and `salts`, the
    nodes (first number, level, 16 bytes) that stand for salts."""
    c = {name: Writer() for name in COLUMNS}
    replicas, documents, authors, latest, last_sequence, last_document = {}, {}, {}, {}, {}, {}
    last_time = documents_met = 0

    def place(replica):
        if replica not in replicas:
            replicas[replica] = len(replicas)
            c["replicas"].u64(replica)
        return replicas[replica]

    c["spans"].varint(len(spans))
    for span in spans:
        place(span["replica"])
        c["spans"].varint(span["first"])
        c["spans"].raw((span["base"] or b"") + span["end"])
    runs = []
    whole = 0
    for entry in entries:
        if runs and runs[-1][0] == entry["id"][0]:
            runs[-1][1] += 1
        else:
            runs.append([entry["id"][0], 1])
        if "operations" in entry:
            whole += 1
        else:
            c["remains"].varint(whole)
            remaining = entry.get("remaining")
            c["remains"].varint(3 if remaining is not None else 1 if "payloadHash" in entry else 2)
            c["remainHashes"].raw(entry.get("payloadHash") or entry["commitment"])
            if remaining is not None:
                c["remainHashes"].prefixed(remaining)
            whole = 0
    for replica, count in runs:
        c["runs"].varint(place(replica))
        c["runs"].varint(count)
    created = {e["id"] for e in entries if e.get("document") == e["id"]}
    for entry in entries:
        document = entry.get("document")
        if document and document not in created and document not in documents:
            documents[document] = len(documents)
            c["documentReplicas"].varint(place(document[0]))
            c["documentNumbers"].zigzag(document[1] - last_document.get(document[0], 0))
            last_document[document[0]] = document[1]
    table_count = len(documents)
    for entry in entries:
        if "document" not in entry:
            continue
        document = entry["document"]
        if document == entry["id"]:
            c["documents"].varint(0)
            documents[document] = len(documents)
        else:
            is_next = documents[document] == documents_met < table_count
            c["documents"].varint(1 if is_next else documents[document] + 2)
            documents_met += is_next
            if entry["parents"] == [latest.get(document, document)]:
                c["parentCounts"].varint(0)
            else:
                c["parentCounts"].varint(len(entry["parents"]))
                for parent in entry["parents"]:
                    c["parents"].varint(place(parent[0]))
                    c["parents"].zigzag(parent[1] - last_sequence.get(parent[0], 0))
                    last_sequence[parent[0]] = parent[1]
        latest[document] = entry["id"]
        if "operations" not in entry:
            continue
        c["times"].zigzag(entry["time"] - last_time)
        last_time = entry["time"]
        author = entry["author"]
        if author not in authors:
            authors[author] = len(authors)
            c["authorTable"].text(author)
        c["authors"].varint(authors[author])
        c["operationCounts"].varint(len(entry["operations"]))
        for name, *rest in entry["operations"]:
            c["tags"].byte(TAGS[name])
            if name == "create":
                c["numbers"].varint(rest[0])
                continue
            value = rest[0]
            if name != "acknowledge":
                c["fields"].varint(rest[0])
                value = rest[1]
            if name == "edit":
                c["spliceCounts"].varint(len(value))
                last = 0
                for position, deleted, text in value:
                    c["positions"].zigzag(position - last)
                    last = position
                    c["deletions"].varint(deleted)
                    c["textLengths"].varint(len(text.encode()))
                    c["texts"].raw(text.encode())
                continue
            c["valueLengths"].varint(len(value))
            c["values"].raw(value)
            if name == "count":
                c["numbers"].zigzag(rest[2])
    for span in spans:
        write_salts(c, span, [(e["id"][1], e["salt"]) for e in entries
                              if e["id"][0] == span["replica"] and "salt" in e])
    w = Writer()
    for name in COLUMNS:
        w.prefixed(c[name].data)
    return bytes(w.data)


def write_salts(c, span, salts):
    nodes = {first: (level, secret) for first, level, secret in span.get("salts", ())}
    covered = 0
    for number, salt in salts:
        if number <= covered:
            continue
        if number in nodes:
            level, secret = nodes[number]
            covered = number + (1 << level) - 1
            c["saltLevels"].byte(level)
            c["salts"].raw(secret)
        else:
            c["saltLevels"].byte(0)
            c["salts"].u64(salt)


def read_salts(c, numbers):
    """The salts of a stream's whole entries by their number, and the nodes that stood for some."""
    salts, nodes, place = {}, [], 0
    while place < len(numbers):
        first, level = numbers[place], c["saltLevels"].byte()
        if level == 0:
            salts[first] = c["salts"].u64()
            place += 1
            continue
        count = 1 << level
        if (level > SALT_LEVEL_MAX or (first - 1) % count or place + count > len(numbers)
                or numbers[place + count - 1] != first + count - 1):
            raise ProtocolError("malformed", "saltLevels")
        secret = c["salts"].raw(16)
        salts.update(zip(range(first, first + count), salts_below(secret, level)))
        nodes.append((first, level, secret))
        place += count
    return salts, nodes


def decode_batch(r):
    """(spans, entries); every change has been validated."""
    c = {name: Reader(r.prefixed()) for name in COLUMNS}
    replicas = []
    while c["replicas"].left:
        replicas.append(c["replicas"].u64())
    if len(set(replicas)) != len(replicas):
        raise ProtocolError("notCanonical")

    def replica(column):
        index = c[column].varint()
        if index >= len(replicas):
            raise ProtocolError("malformed", column)
        return replicas[index]

    spans = []
    for index in range(c["spans"].count(len(replicas))):
        first = c["spans"].varint()
        if not 0 < first < 1 << 62:
            raise ProtocolError("malformed", "spans")
        base = None if first == 1 else c["spans"].raw(16)
        spans.append({"replica": replicas[index], "first": first, "count": 0, "base": base,
                      "end": c["spans"].raw(16)})
    order = []
    while c["runs"].left:
        index = c["runs"].count(len(spans))
        count = c["runs"].count(LIMITS["changes"] - len(order))
        if index >= len(spans) or count == 0:
            raise ProtocolError("malformed", "runs")
        span = spans[index]
        start = span["first"] + span["count"]
        order += [(span["replica"], start + step) for step in range(count)]
        span["count"] += count
    if any(span["count"] == 0 for span in spans):
        raise ProtocolError("malformed", "spans")
    remains = {}
    following = 0
    while c["remains"].left:
        following += c["remains"].count(len(order))
        kind = c["remains"].varint()
        if following >= len(order):
            raise ProtocolError("malformed", "remains")
        if kind not in (1, 2, 3):
            raise ProtocolError("unknownFormat", "remains")
        hashed, remaining = c["remainHashes"].raw(32), None
        if kind == 3:
            remaining = c["remainHashes"].raw(c["remainHashes"].count(LIMITS["remaining"]))
        remains[following] = (kind, hashed, remaining)
        following += 1
    salts = {}
    for span in spans:
        numbers = [i[1] for n, i in enumerate(order)
                   if i[0] == span["replica"] and n not in remains]
        salts[span["replica"]], span["salts"] = read_salts(c, numbers)
    documents, authors, latest, last_sequence, last_document = [], [], {}, {}, {}
    while c["documentReplicas"].left:
        owner = replica("documentReplicas")
        number = (last_document.get(owner, 0) + c["documentNumbers"].zigzag()) % (1 << 64)
        last_document[owner] = number
        documents.append((owner, number))
    table_count = len(documents)
    while c["authorTable"].left:
        authors.append(c["authorTable"].text())
    state = {"time": 0, "documents met": 0, "operations": LIMITS["batch operations"],
             "splices": LIMITS["batch splices"]}

    def header(identity):
        index = c["documents"].count(len(documents) + 1)
        if index == 1:
            if state["documents met"] >= table_count:
                raise ProtocolError("malformed", "documents")
            state["documents met"] += 1
            index = state["documents met"] + 1
        if index == 0:
            documents.append(identity)
            latest[identity] = identity
            return {"id": identity, "document": identity, "parents": []}
        document = documents[index - 2]
        count = c["parentCounts"].count(min(LIMITS["parents"], c["parents"].left // 2))
        parents = [] if count else [latest.get(document, document)]
        for _ in range(count):
            owner = replica("parents")
            sequence = (last_sequence.get(owner, 0) + c["parents"].zigzag()) % (1 << 64)
            last_sequence[owner] = sequence
            parents.append((owner, sequence))
        latest[document] = identity
        return {"id": identity, "document": document, "parents": parents}

    def value():
        return c["values"].raw(c["valueLengths"].count(c["values"].left))

    def operation():
        tag = c["tags"].byte()
        if tag == CREATE:
            return ["create", c["numbers"].u32()]
        if tag == EDIT:
            field = c["fields"].u32()
            count = c["spliceCounts"].count(min(state["splices"], c["positions"].left))
            state["splices"] -= count
            splices, last = [], 0
            for _ in range(count):
                last += c["positions"].zigzag()
                if not 0 <= last < 1 << 63:
                    raise ProtocolError("malformed", "positions")
                deleted = c["deletions"].varint()
                length = c["textLengths"].count(c["texts"].left)
                splices.append((last, deleted, utf8(c["texts"].raw(length))))
            return ["edit", field, splices]
        if tag in (ASSIGN, ADD, REMOVE):
            return [NAMES[tag], c["fields"].u32(), value()]
        if tag == COUNT:
            return ["count", c["fields"].u32(), value(), c["numbers"].zigzag()]
        if tag == ACKNOWLEDGE:
            return ["acknowledge", value()]
        raise ProtocolError("unknownFormat", "tags")

    entries = []
    for index, identity in enumerate(order):
        kind, hashed, remaining = remains.get(index, (0, None, None))
        if kind == 2:
            entries.append({"id": identity, "commitment": hashed})
            continue
        entry = header(identity)
        if kind in (1, 3):
            entry["payloadHash"] = hashed
            if kind == 3:
                entry["remaining"] = remaining
        else:
            state["time"] += c["times"].zigzag()
            author = c["authors"].varint()
            if author >= len(authors):
                raise ProtocolError("malformed", "authors")
            salt = salts[identity[0]][identity[1]]
            count = c["operationCounts"].count(min(state["operations"], c["tags"].left))
            state["operations"] -= count
            entry.update(author=authors[author], time=state["time"], salt=salt,
                         operations=[operation() for _ in range(count)])
        entries.append(entry)
    for reader in c.values():
        reader.end()
    for entry in entries:
        if "operations" in entry:
            validate(entry)
        elif "document" in entry:
            validate_header(entry)
    return spans, entries
