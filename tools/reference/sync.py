#!/usr/bin/env python3
"""Syncs with a running node, as a stranger who only read Protocol/ would write it.

    python3 tools/reference/sync.py http://127.0.0.1:8080/sync --ticket twin.billet
    python3 tools/reference/sync.py URL --ticket twin.billet --create "Pas" "Bestil tid først."
    python3 tools/reference/sync.py URL --ticket twin.billet --state mine.fvb --prepend ID "Nyt: "

It takes what the node has, makes the changes it is told to, sends them, and goes on until both
digests are equal; then the exit code is 0. With a state from before it makes them first, as one does
who was offline. Every answer must be signed, every change must fit its
chain. `--state` names a bundle file (Protocol/07) to begin from and to leave everything in.

The key comes with a ticket of `viden peer add --ticket-out`, or as `--to NAME --key-id ID --key-file
FILE`, a file of 64 hexadecimal digits.
"""

import argparse
import hashlib
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
ARTICLE, TITLE, BODY = 1, 1, 3  # registry/documents.csv and fields.csv
BATCH_BYTES = 256 << 10


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Peer:
    """Signed requests to one node, and verified answers."""

    def __init__(self, url, own, name, key_id, key):
        self.url = urllib.parse.urlsplit(url)
        self.own, self.name, self.key_id, self.key = own, name, key_id, key
        # No proxy from the environment, no redirects: the body is for this address alone.
        self.open = urllib.request.build_opener(
            NoRedirects, urllib.request.ProxyHandler({})).open
        self.bytes_sent = self.bytes_received = self.requests = 0
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
        self.requests += 1
        self.bytes_sent += len(body)
        self.bytes_received += len(answer)
        return status, fields, answer, sent


def sync(peer, replica, agreed=None):
    """The asker of Protocol/05 §6: the vector that both sides proved to hold, or None."""
    theirs = dict(agreed) if agreed is not None else None
    while peer.requests < ROUNDS_MAX:
        request = request_for(replica, agreed, theirs)
        answer = fv.decode_message(peer.exchange(fv.encode_message(request)))
        if answer["kind"] != fv.ANSWER:
            raise fv.ProtocolError("unexpectedAnswer")
        if answer["agreedUnknown"]:
            agreed = None
        if answer["digest"] != replica.digest():
            theirs = vector_of(answer, agreed)
            taken = answer["entries"] and replica.take(answer["spans"], answer["entries"])
            left = replica.lacked_by(theirs)
            if answer["digest"] != replica.digest():
                if answer["more"] or taken or left:
                    continue
                return None
        return dict(replica.vector)
    return None


def request_for(replica, agreed, theirs):
    request = {"kind": fv.REQUEST, "digest": replica.digest()}
    if agreed is None:
        request.update(vector="full", marks=replica.marks())
    else:
        moved = [mark for mark in replica.marks()
                 if agreed.get(mark[0]) != replica.vector[mark[0]]]
        request.update(agreed=fv.vector_digest(agreed), vector="delta" if moved else "unchanged",
                       marks=moved)
    if theirs is not None:
        missing = replica.lacked_by(theirs)
        spans, entries = replica.batch(missing, BATCH_BYTES)
        request.update(spans=spans, entries=entries, more=len(entries) < len(missing))
    return request


def vector_of(answer, agreed):
    """What the peer has."""
    if answer["vector"] == "full":
        known = {}
    elif agreed is None:
        raise fv.ProtocolError("unexpectedAnswer")
    else:
        known = agreed
    moved = {replica: (number, mark) for replica, number, mark in answer["marks"]}
    return {**known, **moved}


def read_ticket(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != "faellesviden-billet 1":
        raise SystemExit(f"sync.py: {path} is no ticket of viden peer add")
    fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    key = bytes.fromhex(fields["noegle"])
    key_id = hashlib.sha256(b"faellesviden-key-id" + key).hexdigest()[:16]
    return fields["node"], key_id, key


def write(replica, own, arguments):
    """The changes that the command line asks for, added to the replica."""
    stamp = {"author": "Tvilling", "time": int(time.time() * 1000)}
    if arguments.create:
        title, body = arguments.create
        operations = [["create", ARTICLE], ["assign", TITLE, title.encode()],
                      ["assign", 5, b"citizen"]]
        created = replica.write(own, None, [*operations, ["edit", BODY, [(0, 0, body)]]], **stamp)
        print(f"created {fv.format_id(created)}")
    if arguments.prepend:
        document, text = arguments.prepend
        replica.write(own, fv.parse_id(document), [["edit", BODY, [(0, 0, text)]]], **stamp)


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--ticket", metavar="FILE")
    for name in ("to", "key-id", "key-file"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--from", default="00000000000000f0", metavar="NAME",
                        help="our node's name: 16 hexadecimal digits")
    parser.add_argument("--state", metavar="FILE")
    parser.add_argument("--create", nargs=2, metavar=("TITLE", "BODY"))
    parser.add_argument("--prepend", nargs=2, metavar=("ID", "TEXT"))
    found = parser.parse_args()
    if not found.ticket and not (found.to and found.key_id and found.key_file):
        parser.error("--ticket, or --to with --key-id and --key-file")
    return found


def main():
    options = arguments()
    if options.ticket:
        name, key_id, key = read_ticket(options.ticket)
    else:
        name, key_id = options.to, options.key_id
        key = bytes.fromhex(pathlib.Path(options.key_file).read_text().strip())
    peer, replica = Peer(options.url, getattr(options, "from"), name, key_id, key), fv.Replica()
    state = pathlib.Path(options.state) if options.state else None
    try:
        agreed = {}
        if state and state.exists():
            # What is written now was written offline.
            replica.load(state.read_bytes())
        else:
            agreed = sync(peer, replica)
        if agreed is not None:
            write(replica, secrets.randbits(64), options)
            agreed = sync(peer, replica, agreed or None)
    except (fv.ProtocolError, fv.SignatureError) as error:
        print(f"sync.py: refused: {error}", file=sys.stderr)
        return EXIT_PROTOCOL
    except OSError as error:
        print(f"sync.py: unreachable: {error}", file=sys.stderr)
        return EXIT_UNREACHABLE
    documents = {entry["document"] for entry in replica.entries.values() if "document" in entry}
    print(f"{len(replica.entries)} changes of {len(replica.vector)} streams in {len(documents)} "
          f"documents, {peer.requests} requests, {peer.bytes_sent} bytes sent and "
          f"{peer.bytes_received} received, digest {replica.digest().hex()}")
    if state:
        state.write_bytes(replica.saved([(key_id, key)]))
    if agreed is None:
        print("sync.py: the digests differ", file=sys.stderr)
        return EXIT_UNEQUAL
    return 0


if __name__ == "__main__":
    sys.exit(main())
