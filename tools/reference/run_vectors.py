#!/usr/bin/env python3
"""Runs Protocol/vectors/*.json against this reference: `python3 tools/reference/run_vectors.py`.

Prints one line for each file and each failure; exits 1 if anything failed.
"""

import hashlib
import json
import pathlib
import sys
import zlib

import faellesviden as fv
from vector_form import branch_from, entry_form, entry_from, message_form, view_form

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Protocol" / "vectors"


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def refusal(run):
    """The reason for which `run` fails, `None` if it does not."""
    try:
        run()
    except (fv.ProtocolError, fv.SignatureError) as error:
        return error.reason
    return None


def payload(case):
    header = {"id": fv.parse_id(case["id"]), "document": fv.parse_id(case["document"]),
              "parents": [fv.parse_id(parent) for parent in case["parents"]]}
    data = bytes.fromhex(case["payload"])
    reason = refusal(lambda: fv.decode_payload(header, data))
    expect(reason == case.get("error"), reason)
    if reason is None:
        change = fv.decode_payload(header, data)
        expect(fv.encode_payload(change) == data, "another spelling")
        expect(len(change["operations"]) == len(case["change"]["operations"]), "operations")
        expect(change["author"] == case["change"]["author"], "author")
        expect(change["time"] == case["change"]["time"], "time")


def stream(case):
    entry = entry_from(case["entry"])
    previous = bytes.fromhex(case["previous"]) if case["previous"] else None
    committed = fv.commitment_of(entry)
    expect(committed.hex() == case["commitment"], "commitment")
    expect(fv.chain_after(previous, committed).hex() == case["chain"], "chain")


def have_vector(case):
    vector = {int(e["replica"], 16): (e["sequence"], bytes.fromhex(e["chain"]))
              for e in case["entries"]}
    expect(fv.vector_digest(vector).hex() == case["digest"], "digest")


def message(case):
    data = bytes.fromhex(case["bytes"])
    reason = refusal(lambda: fv.decode_message(data))
    expect(reason == case.get("error"), reason)
    if reason is None:
        decoded = fv.decode_message(data)
        expect(message_form(decoded) == case["message"], message_form(decoded))
        is_deflated = data[5] & fv.DEFLATED
        expect(is_deflated or fv.encode_message(decoded, deflate=False) == data, "encoding")


def view(case):
    data = bytes.fromhex(case["bytes"])
    reason = refusal(lambda: fv.decode_view(data))
    expect(reason == case.get("error"), reason)
    if reason is None:
        decoded = fv.decode_view(data)
        form = view_form(decoded)
        expect(form == case.get("request", case.get("answer")), form)
        if "items" in decoded:
            expect(fv.view_digest(decoded["items"]).hex() == case["view"], "view")
            is_deflated = data[5] & fv.DEFLATED
            expect(is_deflated or fv.encode_view_answer(decoded, False) == data, "encoding")
        else:
            expect(fv.encode_view_request(decoded) == data, "encoding")


def fork(case):
    if "mine" in case:
        mine, theirs = branch_from(case["mine"]), branch_from(case["theirs"])
        expect(fv.verdict(mine, theirs) == case["mineBecomes"], fv.verdict(mine, theirs))
        expect(fv.verdict(theirs, mine) == case["theirsBecomes"], fv.verdict(theirs, mine))
        return
    log = [entry_from(entry) for entry in case["log"]]
    name, after = fv.rename_stream(log, int(case["replica"], 16), case["first"])
    expect(f"{name:016x}" == case["branchName"], f"{name:016x}")
    expect([dict(entry_form(c), chain=chain.hex()) for c, chain in after] == case["after"], "after")


def signature(case):
    fields, verify = case["fields"], case["verify"]
    body, key = bytes.fromhex(verify["body"]), bytes.fromhex(verify["key"])
    if case["kind"] == "request":
        reason = refusal(lambda: fv.verify_request(
            fields, verify["method"], verify["path"], verify["query"], body, verify["to"], key,
            verify["now"]))
    else:
        request = verify["request"]
        reason = refusal(lambda: fv.verify_answer(
            fields, verify["status"], body, request["fv-to"], request["signature"], key))
    expect(reason == case.get("error"), reason)
    if "sign" not in case:
        return
    sign = case["sign"]
    if case["kind"] == "request":
        made = fv.sign_request(
            verify["method"], verify["path"], verify["query"], body, sign["from"], verify["to"],
            sign["keyID"], key, sign["created"], bytes.fromhex(sign["nonce"]))
    else:
        made = fv.sign_answer(verify["status"], body, sign["from"],
                              verify["request"]["signature"], key, sign["created"])
    expect(made == fields, made)


def bundle(case, whole=[]):
    data = bytes.fromhex(case["bytes"])
    if not whole:
        whole.append(data)  # The first case holds the base that `held` counts from.

    def read():
        replica = fv.Replica()
        _, _, _, base, _ = fv.decode_bundle(whole[0])
        for spans, entries in base:
            for entry in entries[:max(0, case["held"] - len(replica.entries))]:
                chain = fv.chain_after(replica.vector.get(entry["id"][0], (0, None))[1],
                                       fv.commitment_of(entry))
                replica.chains[entry["id"]] = chain
                replica.entries[entry["id"]] = entry
                replica.vector[entry["id"][0]] = (entry["id"][1], chain)
        digest, start, _, batches, is_sealed_by = fv.decode_bundle(data)
        for owner, sequence, _ in start:
            if not replica.covers((owner, sequence)):
                raise fv.ProtocolError("gap")
        stored = sum(replica.take(*batch) for batch in batches)
        return stored, replica.digest().hex(), is_sealed_by

    reason = refusal(read)
    expect(reason == case.get("error"), reason)
    if reason is None:
        stored, digest, is_sealed_by = read()
        expect((stored, digest) == (case["stored"], case["digest"]), (stored, digest))
        seal = case["sealedBy"]
        expect(is_sealed_by(seal["keyID"], bytes.fromhex(seal["key"])), "seal")
        expect(not is_sealed_by(seal["keyID"], bytes(32)), "a seal of a wrong key")


def pairing(case):
    if case["kind"] == "code":
        try:
            secret, reason = fv.code_secret(case["text"]), None
        except fv.CodeError as error:
            reason = error.reason
        expect(reason == case.get("error"), reason)
        if reason is None:
            expect(secret.hex() == case["secret"], "secret")
            expect(fv.code_text(secret) == case["written"], "text")
            expect(fv.invitation_key(secret).hex() == case["key"], "key")
            expect(fv.key_id(bytes.fromhex(case["key"])) == case["keyID"], "key id")
    elif case["kind"] == "key":
        asked, answered = bytes.fromhex(case["asked"]), bytes.fromhex(case["answered"])
        secret = bytes.fromhex(case["secret"])
        if case["use"] == "pair":
            made = fv.pair_key(secret, fv.decode_pairing(fv.JOIN, asked),
                               fv.decode_pairing(fv.JOINED, answered))
        else:
            made = fv.next_key(secret, int(case["asker"], 16), int(case["answerer"], 16),
                               fv.decode_pairing(fv.CHANGE_KEY, asked)["nonce"],
                               fv.decode_pairing(fv.KEY_CHANGED, answered)["nonce"])
        expect((made.hex(), fv.key_id(made)) == (case["made"], case["madeID"]), made.hex())
    else:
        kind = {"join": fv.JOIN, "joined": fv.JOINED, "changeKey": fv.CHANGE_KEY,
                "keyChanged": fv.KEY_CHANGED, "writer": fv.WRITER,
                "writerToo": fv.WRITER_TOO}[case["kind"]]
        data = bytes.fromhex(case["bytes"])
        reason = refusal(lambda: fv.decode_pairing(kind, data))
        expect(reason == case.get("error"), reason)
        if reason is None:
            message = fv.decode_pairing(kind, data)
            expect(fv.encode_pairing(message) == data, "encoding")
            expect(message.get("nonce", b"").hex() == case.get("nonce", ""), "nonce")
            if "replica" in message:
                expect(f"{message['replica']:016x}" == case["replica"], "replica")
            for field, key in (("name", "nodeName"), ("address", "address"), ("scopes", "scopes")):
                expect(message.get(field) == case.get(key), field)


def redaction(case):
    if "value" in case:
        said = fv.decode_redaction(bytes.fromhex(case["value"]))
        if said is None:
            expect("payloadHash" not in case, "says nothing")
            return
        expect((said["payloadHash"].hex(), fv.format_id(said["change"]), said["reason"])
               == (case["payloadHash"], case["change"], case["reason"]), said)
        if "words" in case:
            expect((said["root"].hex(), said["words"]) == (
                case["root"], [(run["first"], run["count"]) for run in case["words"]]), said)
        else:
            expect(said["payload"].hex() == case["payload"], said)
        return
    header = {"id": fv.parse_id(case["id"]), "document": fv.parse_id(case["document"]),
              "parents": [fv.parse_id(parent) for parent in case["parents"]]}
    if "remaining" in case:
        data = bytes.fromhex(case["remaining"])
        try:
            shown, root = fv.decode_remaining(header, data)
        except fv.ProtocolError:
            shown, root = b"", b""
        expect((root.hex() == case["root"]) == ("shown" in case), "root")
        expect("shown" not in case or shown.hex() == case["shown"], "shown")
        if "whole" in case:
            removed = [[(run["first"], run["count"]) for run in runs] for runs in case["removed"]]
            made = fv.remaining_of(header, bytes.fromhex(case["whole"]), *removed)
            expect(made == (data, root), "what is left")
        return
    found = fv.stand_in(header, [bytes.fromhex(payload) for payload in case["standIns"]])
    expect((found and found.hex()) == case["standIn"], "stand-in")


def deflate(case):
    data = bytes.fromhex(case["stream"])
    unpacker = zlib.decompressobj(-15)
    limit = case.get("bytesMax", 1 << 16)
    try:
        content = unpacker.decompress(data, limit + 1)
        sound = unpacker.eof and not unpacker.unused_data and len(content) <= limit
    except zlib.error:
        sound = False
    expect(sound == ("error" not in case), "zlib thinks otherwise")
    if "content" in case:
        expect(content.hex() == case["content"], "content")
    if "contentSHA256" in case:
        expect(hashlib.sha256(content).hexdigest() == case["contentSHA256"], "content")


def document_block(case):
    """A block marked `vector` in one of the documents."""
    data, kind = bytes.fromhex(case["bytes"]), case["kind"]
    w, r = fv.Writer(), fv.Reader(data)
    if kind in ("varint", "zigzag", "text"):
        getattr(w, kind)(case["value"])
        expect(bytes(w.data) == data, w.data.hex())
        expect(getattr(r, kind)() == case["value"] and not r.left, "reading")
    elif kind == "hash":
        content = bytes.fromhex(case["content"])
        expect(fv.tagged(case["domain"].removeprefix("fv1:"), content) == data, "hash")
    elif kind == "payload":
        header = {"id": fv.parse_id(case["id"]), "document": fv.parse_id(case["document"]),
                  "parents": [fv.parse_id(parent) for parent in case["parents"]]}
        expect((refusal(lambda: fv.decode_payload(header, data)) is None) == case["sound"], kind)
    else:
        expect((refusal(lambda: fv.decode_message(data)) is None) == case["sound"], kind)


def document_blocks():
    for path in sorted(FOLDER.parent.glob("[0-9]*.md")):
        text = path.read_text(encoding="utf-8")
        for number, block in enumerate(text.split("```vector\n")[1:], 1):
            yield dict(json.loads(block.split("```")[0]), name=f"{path.name}, block {number}")


def main():
    failures = 0
    for name, run in [("payloads", payload), ("streams", stream), ("have-vectors", have_vector),
                      ("messages", message), ("signatures", signature), ("bundles", bundle),
                      ("forks", fork), ("views", view), ("pairing", pairing),
                      ("redactions", redaction),
                      ("deflate", deflate), ("documents", document_block)]:
        if name == "documents":
            blocks = list(document_blocks())
            file = {"count": len(blocks), "cases": blocks}
        else:
            file = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        failed = [] if file["count"] == len(file["cases"]) else ["the count is wrong"]
        for case in file["cases"]:
            try:
                run(case)
            except AssertionError as error:
                failed.append(f"{case['name']}: {error}")
        print(f"{name}: {len(file['cases'])} cases, {len(failed)} failed")
        for line in failed:
            print(f"  {line}")
        failures += len(failed)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
