#!/usr/bin/env python3
"""Checks the chains of a history that `viden export history` wrote (Protocol/13 §3).

    python3 tools/reference/verify_history.py FILE

Prints how much was checked and exits with 0; or says on which line it does not hold, and exits with 65.
"""

import base64
import json
import sys

import faellesviden as fv

EXIT_USAGE, EXIT_DATA = 64, 65  # sysexits.h


class Fault(Exception):
    pass


def demand(condition, what):
    if not condition:
        raise Fault(what)


def checked_change(line):
    """The change's id and commitment, once its translation is what its payload says."""
    header = {name: fv.parse_id(line[name]) for name in ("id", "document")}
    header["parents"] = [fv.parse_id(parent) for parent in line["parents"]]
    if "payload" not in line:
        return header["id"], fv.commitment(header, bytes.fromhex(line["payload_hash"]))
    payload = base64.b64decode(line["payload"], validate=True)
    change = fv.decode_payload(header, payload)
    demand(change["author"] == line["author"] and change["time"] == line["time"],
           "author or time is not the payload's")
    demand([each[0] for each in change["operations"]]
           == [each["operation"] for each in line["operations"]],
           "the operations are not the payload's")
    return header["id"], fv.commitment(header, fv.payload_hash(payload))


def verify(lines):
    head = json.loads(next(lines, "null"))
    demand(isinstance(head, dict) and head.get("format") == "faellesviden-history",
           "this is no history")
    demand(head["version"] == 1, f"version {head['version']} is not known")
    held, count = {}, 0
    for count, text in enumerate(lines, 1):
        try:
            line = json.loads(text)
            (replica, number), committed = checked_change(line)
            last, chain = held.get(replica, (0, None))
            demand(number == last + 1, f"number {number} comes after {last}")
            chain = fv.chain_after(chain, committed)
            demand(chain.hex() == line["chain"], "the chain is another")
            held[replica] = (number, chain)
        except (ValueError, KeyError, TypeError, fv.ProtocolError, Fault) as error:
            raise Fault(f"line {count + 1}: {error}") from None
    said = {int(stream["replica"], 16): (stream["sequence"], bytes.fromhex(stream["chain"]))
            for stream in head["streams"]}
    demand(said == held, "the streams do not end where the first line says")
    demand(fv.vector_digest(held).hex() == head["digest"], "the digest is another")
    return count, len(held)


def main():
    if len(sys.argv) != 2:
        print(__doc__.strip(), file=sys.stderr)
        return EXIT_USAGE
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            changes, streams = verify(iter(file))
    except (Fault, OSError, ValueError) as error:
        print(f"verify_history.py: {error}", file=sys.stderr)
        return EXIT_DATA
    print(f"{changes} changes in {streams} streams hold together")
    return 0


if __name__ == "__main__":
    sys.exit(main())
