#!/usr/bin/env python3
"""Pulls everything a node offers, as a stranger who only read Protocol/ would write it.

    python3 tools/reference/sync.py http://127.0.0.1:8080/sync \\
        --from laptop --to hub --key-id k1 --key-file key.hex [--bundle out.fvb]

`key.hex` holds the 64 hexadecimal digits of the pair's key. Every answer must be signed, every
change must fit its chain, and the exit code is 0 only when both digests are equal. It sends no
changes of its own; `--bundle` writes what came as a bundle file.
"""

import argparse
import pathlib
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import faellesviden as fv

ROUNDS_MAX = 10_000
EXIT_UNEQUAL, EXIT_PROTOCOL, EXIT_UNREACHABLE = 1, 76, 69  # sysexits.h


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Peer:
    def __init__(self, arguments):
        self.url = urllib.parse.urlsplit(arguments.url)
        self.own, self.name = getattr(arguments, "from"), arguments.to
        self.key_id = arguments.key_id
        self.key = bytes.fromhex(pathlib.Path(arguments.key_file).read_text().strip())
        self.open = urllib.request.build_opener(NoRedirects).open
        self.bytes_sent = self.bytes_received = 0
        self.clock_offset = 0

    def exchange(self, body):
        """The verified body of the answer to one signed request."""
        for attempt in range(2):
            status, fields, answer, sent = self.post(body)
            lowered = {name.lower(): value for name, value in fields}
            fv.verify_answer(lowered, status, answer, self.name, sent["signature"], self.key)
            if status == 200:
                if "content-encoding" in lowered:
                    raise fv.ProtocolError("unexpectedAnswer")
                return answer
            reason, change = fv.decode_refusal(answer)
            if status == 401 and attempt == 0:
                # The signed answer shows the peer's clock: try once on its time (Protocol/06 §5).
                created = lowered["signature-input"].split(";created=")[1].split(";")[0]
                self.clock_offset = int(created) - int(time.time())
                continue
            raise fv.ProtocolError(reason, change)
        raise fv.ProtocolError("unexpectedAnswer")

    def post(self, body):
        created = int(time.time()) + self.clock_offset
        sent = fv.sign_request("POST", self.url.path, self.url.query or None, body, self.own,
                               self.name, self.key_id, self.key, created, secrets.token_bytes(16))
        request = urllib.request.Request(
            self.url.geturl(), data=body, method="POST",
            headers={"Content-Type": "application/vnd.fv", "Accept-Encoding": "identity", **sent})
        try:
            with self.open(request, timeout=60) as response:
                answer = response.read(fv.LIMITS["message"] + 1)
                status, fields = response.status, response.getheaders()
        except urllib.error.HTTPError as error:
            with error:
                answer = error.read(fv.LIMITS["message"] + 1)
                status, fields = error.code, list(error.headers.items())
        self.bytes_sent += len(body)
        self.bytes_received += len(answer)
        return status, fields, answer, sent


def pull(peer, replica):
    """Requests until both digests are equal; the batches that came, and whether they are equal."""
    batches = []
    for _ in range(ROUNDS_MAX):
        request = {"kind": fv.REQUEST, "digest": replica.digest(), "vector": "full",
                   "marks": replica.marks()}
        answer = fv.decode_message(peer.exchange(fv.encode_message(request)))
        if answer["kind"] != fv.ANSWER:
            raise fv.ProtocolError("unexpectedAnswer")
        if answer["entries"]:
            replica.take(answer["spans"], answer["entries"])
            batches.append((answer["spans"], answer["entries"]))
        if answer["digest"] == replica.digest():
            return batches, True
        if not answer["more"] and not answer["entries"]:
            return batches, False
    return batches, False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    for name in ("from", "to", "key-id", "key-file"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--bundle")
    arguments = parser.parse_args()
    peer, replica = Peer(arguments), fv.Replica()
    try:
        batches, equal = pull(peer, replica)
    except (fv.ProtocolError, fv.SignatureError) as error:
        print(f"sync.py: refused: {error}", file=sys.stderr)
        return EXIT_PROTOCOL
    except OSError as error:
        print(f"sync.py: unreachable: {error}", file=sys.stderr)
        return EXIT_UNREACHABLE
    documents = {entry["document"] for entry in replica.entries.values() if "document" in entry}
    print(f"{len(replica.entries)} changes of {len(replica.vector)} streams in {len(documents)} "
          f"documents, {peer.bytes_received} bytes received, digest {replica.digest().hex()}")
    if arguments.bundle:
        data = fv.encode_bundle(replica.digest(), [], replica.marks(), batches,
                                [(peer.key_id, peer.key)])
        pathlib.Path(arguments.bundle).write_bytes(data)
    if not equal:
        print("sync.py: the digests differ", file=sys.stderr)
    return 0 if equal else EXIT_UNEQUAL


if __name__ == "__main__":
    sys.exit(main())
