"""The work done with viden: a hub that serves, and nodes that sync with it through the proxy.

Only the command line is used, as a script would, and the keys of its `--json` that are kept stable.
"""

import contextlib
import json
import pathlib
import re
import subprocess
import tempfile
import time
from dataclasses import dataclass

from . import commands
from .proxy import CountingProxy, Traffic

HUB_MUNICIPALITY, NODE_MUNICIPALITY = "0336", "0340"
SERVE_SECONDS_MAX = 7200
START_SECONDS = 30
STOP_SECONDS = 15


@dataclass
class Sync:
    """What one sync job cost, and how it ended."""

    code: int
    cpu: float
    traffic: Traffic
    report: dict
    error: str


class HubDown(Exception):
    """The hub's server did not start."""


class Node:
    """One data folder."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.costs = {}

    def run(self, *words, check=True):
        done = commands.run([self.program, *words, "--data", self.folder], check=check)
        self._note(words[0], done)
        return done

    def lines(self, *words):
        """The JSON objects that a command prints, one a line."""
        return [json.loads(line) for line in self.run(*words, "--json").out.splitlines()]

    def import_folder(self, folder, author, *options):
        return self.run("import", folder, "--author", author, *options)

    def sync(self, proxy):
        with proxy.measure() as traffic:
            done = self.run("sync", "--json", check=False)
        reports = [json.loads(line) for line in done.out.splitlines() if line.startswith("{")]
        return Sync(done.code, done.cpu, traffic, reports[0] if reports else {}, done.err.strip())

    def digests(self):
        """Fingerprints of what the node knows and of what it shows."""
        status = self.lines("status")[0]
        return status["digest"], status["state_digest"]

    def texts(self, folder):
        """Every article as exported, newest version: external id and bytes."""
        self.run("export", folder, "--pending")
        return {path.stem: path.read_bytes() for path in pathlib.Path(folder).glob("*.md")}

    def conflicts(self):
        return self.lines("conflicts")

    def history(self, article):
        """The log of an article: who, and the words that were added."""
        return [
            (entry["author"],
             " ".join(added for part in entry["changed"]
                      for added in re.findall(r"\{\+(.*?)\+\}", part["diff"], re.DOTALL)))
            for entry in self.lines("article", "log", article)]

    def is_sound(self):
        """Whether `viden check` is content."""
        return self.run("check", check=False).code == 0

    def _note(self, command, done):
        """The dearest run of each command, to see what is slow."""
        dearest = self.costs.get(command, {"cpu": 0, "wall": 0})
        self.costs[command] = {name: max(value, getattr(done, name))
                               for name, value in dearest.items()}


class VidenSide:
    """A hub and its nodes; `with` stops the hub's server."""

    def __init__(self, program, folder):
        self.program, self.folder = str(program), pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.nodes = {}
        self.hub = self.proxy = None
        self._running = contextlib.ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._running.close()

    def import_once(self, base, name, *options):
        """Imports all articles of a folder into a new node; the last node that got no options
        becomes the hub."""
        node = self._found(name, HUB_MUNICIPALITY, "--own-approval")
        done = node.import_folder(base, "Redaktionen", *options)
        if not options:
            self.hub = node
        return done

    def serve_hub(self):
        """Starts the hub's server and the proxy before it."""
        port = self._running.enter_context(serving(self.hub))
        self.proxy = self._running.enter_context(CountingProxy(port))

    def clone(self, name):
        """A new node that has fetched everything, and the job that did it; making the node is
        counted in."""
        ticket = self.folder / f"{name}.ticket"
        self.hub.run("peer", "add", name, "--ticket-out", ticket)
        made = commands.run([
            self.program, "init", "--data", self.folder / name, "--municipality",
            NODE_MUNICIPALITY, "--name", name, "--hub", f"http://127.0.0.1:{self.proxy.port}",
            "--ticket", ticket])
        node = self.nodes[name] = Node(self.program, self.folder / name)
        synced = node.sync(self.proxy)
        synced.cpu += made.cpu
        return synced

    def _found(self, name, municipality, *options):
        node = Node(self.program, self.folder / name)
        node.run("init", "--municipality", municipality, "--name", name, *options)
        return node


@contextlib.contextmanager
def serving(node):
    """A node's server on loopback, bounded in time from outside; gives the port."""
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            ["timeout", str(SERVE_SECONDS_MAX), node.program, "serve", "--listen", "127.0.0.1:0",
             "--data", str(node.folder)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=commands.clean())
        try:
            yield _port(server, log)
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _port(server, log):
    """The port that the server says it listens on, once it does."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        running = server.poll() is None
        log.seek(0)
        said = log.read().decode("utf-8", errors="replace")
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", said):
            return int(found[1])
        if not running or time.monotonic() > deadline:
            raise HubDown(f"the hub does not serve: {said or '(it said nothing)'}")
        time.sleep(0.05)
