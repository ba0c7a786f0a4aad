"""The work done with Fossil: a repository that `fossil server` serves, and nodes with a checkout.

A sync is what a cron job would do: `fossil sync` and `fossil update`; where that leaves two leaves,
`fossil merge`, `fossil commit` and `fossil sync` again. There is no login, so nothing is counted for
one. Fossil's exit codes do not tell whether it reached the server; what it prints does.
"""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass

from . import commands
from .proxy import CountingProxy, Traffic

USER = "sync"
# What a stranger may do on the hub: everything that a sync needs.
CAPABILITIES = "cfghijkmorswz"
SERVE_SECONDS_MAX = 7200


@dataclass
class Sync:
    """What one sync job cost, and how it ended."""

    code: int
    cpu: float
    traffic: Traffic
    said: str


class Node:
    """A repository file and its checkout."""

    def __init__(self, folder, environment):
        self.folder = pathlib.Path(folder)
        self.repository = self.folder.with_suffix(".fossil")
        self.environment = environment

    def fossil(self, *words, check=True, cwd=None, wrap=()):
        return commands.run([*wrap, "fossil", *words], cwd=cwd or self.folder,
                            env=self.environment, check=check)

    def open(self):
        self.folder.mkdir(exist_ok=True)
        opened = self.fossil("open", "--force", self.repository)
        self.fossil("settings", "autosync", "0")
        return opened.cpu

    def commit(self, message):
        return self.fossil("commit", "-m", message, "--no-warnings", "--allow-empty").cpu

    def edit(self, folder, message):
        shutil.copytree(folder, self.folder, dirs_exist_ok=True)
        return self.commit(message)

    def leaves(self):
        return len(self.fossil("leaves").out.splitlines())

    def sync(self, proxy, merging=True):
        """One cron job. `code` is 1 where Fossil says in words that it did not work."""
        with proxy.measure() as traffic:
            done = [self.fossil("sync", check=False)]
            # Under the same clock skew or with nothing to do, update says so and ends with 0.
            done.append(self.fossil("update", check=False))
            if merging and self.leaves() > 1:
                done += [self.fossil("merge", check=False),
                         self.fossil("commit", "-m", "merge", "--no-warnings", check=False),
                         self.fossil("sync", check=False)]
        said = "\n".join(each.out + each.err for each in done)
        failed = any(each.code for each in done) or "cannot connect" in said
        return Sync(int(failed), sum(each.cpu for each in done), traffic, said)

    # Wiki pages

    def write_page(self, name, text, wrap=()):
        path = self.folder.with_suffix(f".{name}.txt")
        path.write_text(text + "\n")
        exists = name in self.fossil("wiki", "list").out.split()
        self.fossil("wiki", "commit" if exists else "create", name, path, wrap=wrap)

    def page(self, name):
        return self.fossil("wiki", "export", name).out.strip()


class FossilSide:
    """A hub and its nodes; `with` starts and stops the hub's server."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.environment = {"HOME": str(self.folder), "USER": USER, "FOSSIL_USER": USER}
        self.nodes = {}
        self._running = contextlib.ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._running.close()

    def import_all(self, base):
        """CPU of adding and committing all articles of a folder to a new repository."""
        node = self.origin = Node(self.folder / "origin", self.environment)
        hub = self.folder / "hub.fossil"
        node.fossil("init", hub, "--admin-user", USER, cwd=self.folder)
        node.fossil("user", "capabilities", "nobody", CAPABILITIES, "-R", hub, cwd=self.folder)
        node.repository = hub
        node.open()
        shutil.copytree(base, node.folder, dirs_exist_ok=True)
        self.articles = len(list(node.folder.rglob("*.md")))
        added = node.fossil("add", ".")
        return added.cpu + node.commit("import")

    def serve_hub(self):
        port = free_port()
        server = subprocess.Popen(
            ["timeout", str(SERVE_SECONDS_MAX), "fossil", "server", str(self.folder / "hub.fossil"),
             "--port", str(port), "--localhost"], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=commands.clean(self.environment), start_new_session=True)
        self._running.callback(server.wait)
        self._running.callback(server.terminate)
        wait_for(port)
        self.proxy = self._running.enter_context(CountingProxy(port))

    def clone(self, name, check=True):
        """A new node, and the job that made it: the clone, and its checkout."""
        node = Node(self.folder / name, self.environment)
        node.repository.unlink(missing_ok=True)
        with self.proxy.measure() as traffic:
            done = node.fossil("clone", f"http://127.0.0.1:{self.proxy.port}/", node.repository,
                               "--admin-user", USER, cwd=self.folder, check=check)
        code, cpu = done.code, done.cpu
        if code == 0:
            shutil.rmtree(node.folder, ignore_errors=True)
            cpu += node.open()
            # A clone that broke off may end with 0 all the same.
            code = int(len(list(node.folder.rglob("*.md"))) < self.articles)
        if code == 0:
            self.nodes[name] = node
        return Sync(code, cpu, traffic, done.out + done.err)


def install():
    """Sees to it that Fossil is there."""
    if shutil.which("fossil") is None:
        if os.geteuid() != 0:
            raise SystemExit("fossil is missing: run as root once, or: "
                             "sudo apt-get install fossil faketime")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        commands.run(["apt-get", "update", "-qq"], env=quiet)
        commands.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "fossil",
                      "faketime"], env=quiet)


def version():
    return commands.run(["fossil", "version"]).out.split("[")[0].strip().removeprefix("This is ")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(port, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
