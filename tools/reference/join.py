#!/usr/bin/env python3
"""Pairs with a running node by the code that `viden peer invite` printed there.

    python3 tools/reference/join.py http://127.0.0.1:8400 4H7K-… --key-out key.hex

Writes the key of the new pair (64 hexadecimal digits, for the owner alone) and prints the options
with which sync.py then exchanges. Answers must be signed with the invitation's key.
"""

import argparse
import os
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import faellesviden as fv

EXIT_USAGE, EXIT_PROTOCOL, EXIT_UNREACHABLE = 64, 76, 69  # sysexits.h


def post(url, body, sender, key):
    """The verified answer to one request signed with the invitation's key."""
    name = fv.key_id(key)
    sent = fv.sign_request("POST", urllib.parse.urlsplit(url).path, None, body, sender, name, name,
                           key, int(time.time()), secrets.token_bytes(16))
    request = urllib.request.Request(
        url, data=body, method="POST", headers={"Content-Type": "application/vnd.fv", **sent})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            status, fields, answer = response.status, response.getheaders(), response.read(1 << 20)
    except urllib.error.HTTPError as error:
        with error:
            status, fields, answer = error.code, list(error.headers.items()), error.read(1 << 20)
    lowered = {field.lower(): value for field, value in fields}
    fv.verify_answer(lowered, status, answer, name, sent["signature"], key)
    if status != 200:
        raise fv.ProtocolError(*fv.decode_refusal(answer))
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("code")
    parser.add_argument("--key-out", required=True)
    parser.add_argument("--name", default="Python")
    arguments = parser.parse_args()
    try:
        key = fv.invitation_key(fv.code_secret(arguments.code))
    except fv.CodeError as error:
        print(f"join.py: no code: {error}", file=sys.stderr)
        return EXIT_USAGE
    join = {"kind": fv.JOIN, "nonce": secrets.token_bytes(32), "node": secrets.randbits(64),
            "replica": secrets.randbits(64), "name": arguments.name, "address": ""}
    own = f"{join['node']:016x}"
    try:
        answer = post(arguments.url.rstrip("/") + "/sync/pair", fv.encode_pairing(join), own, key)
        joined = fv.decode_pairing(fv.JOINED, answer)
    except (fv.ProtocolError, fv.SignatureError) as error:
        print(f"join.py: refused: {error}", file=sys.stderr)
        return EXIT_PROTOCOL
    except OSError as error:
        print(f"join.py: unreachable: {error}", file=sys.stderr)
        return EXIT_UNREACHABLE
    made = fv.pair_key(key, join, joined)
    with os.fdopen(os.open(arguments.key_out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                   "w") as file:
        file.write(made.hex() + "\n")
    print(f"--from {own} --to {joined['node']:016x} --key-id {fv.key_id(made)} "
          f"--key-file {arguments.key_out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
