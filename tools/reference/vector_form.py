"""How messages and entries stand in the vector files."""

import faellesviden as fv


def marks_form(marks):
    return [{"replica": f"{r:016x}", "sequence": s, "mark": m.hex()} for r, s, m in marks]


def entry_form(entry):
    form = {"id": fv.format_id(entry["id"])}
    if "document" in entry:
        form["document"] = fv.format_id(entry["document"])
        form["parents"] = [fv.format_id(parent) for parent in entry["parents"]]
    if "operations" in entry:
        form["payload"] = fv.encode_payload(entry).hex()
    for name in ("payloadHash", "remaining", "commitment"):
        if name in entry:
            form[name] = entry[name].hex()
    return form


def entry_from(form):
    entry = {"id": fv.parse_id(form["id"])}
    if "document" in form:
        entry["document"] = fv.parse_id(form["document"])
        entry["parents"] = [fv.parse_id(parent) for parent in form["parents"]]
    if "payload" in form:
        return fv.decode_payload(entry, bytes.fromhex(form["payload"]))
    for name in ("payloadHash", "remaining", "commitment"):
        if name in form:
            entry[name] = bytes.fromhex(form[name])
    return entry


def branch_form(claim):
    return {"replica": f"{claim['replica']:016x}", "first": claim["first"],
            "base": claim["base"].hex() if claim["base"] else None, "mark": claim["mark"].hex(),
            "payload": claim["payload"].hex(), "yields": claim["yields"]}


def branch_from(form):
    return {"replica": int(form["replica"], 16), "first": form["first"],
            "base": bytes.fromhex(form["base"]) if form["base"] else None,
            "mark": bytes.fromhex(form["mark"]), "payload": bytes.fromhex(form["payload"]),
            "yields": form["yields"]}


def message_form(message):
    def hexed(value):
        return value.hex() if value else None

    return {
        "kind": {fv.REQUEST: "request", fv.ANSWER: "answer"}[message["kind"]],
        "digest": message["digest"].hex(), "agreed": hexed(message["agreed"]),
        "vector": message["vector"], "marks": marks_form(message["marks"]),
        "more": message["more"], "agreedUnknown": message["agreedUnknown"],
        "leftAside": message["leftAside"], "stateMark": hexed(message["stateMark"]),
        "answerLimit": message["answerLimit"],
        "probes": [fv.format_id(probe) for probe in message["probes"]],
        "probed": marks_form(message["probed"]),
        "branches": [branch_form(claim) for claim in message["branches"]],
        "spans": [{"replica": f"{s['replica']:016x}", "first": s["first"], "count": s["count"],
                   "base": hexed(s["base"]), "end": s["end"].hex(),
                   "salts": [{"first": first, "level": level, "secret": secret.hex()}
                             for first, level, secret in s["salts"]]} for s in message["spans"]],
        "entries": [entry_form(entry) for entry in message["entries"]],
    }


def view_form(message):
    if "since" in message:
        return {"digest": message["digest"].hex(), "since": message["since"]}
    return {"digest": message["digest"].hex(), "viewDigest": message["viewDigest"].hex(),
            "revision": message["revision"], "more": message["more"], "items": [
                {"document": fv.format_id(document), "payload": payload.hex() if payload else None}
                for document, payload in message["items"]]}
