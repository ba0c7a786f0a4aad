"""The work done with git: one repository for each node, and a bare one on the hub.

A sync is what a cron job does: `git pull && git push`, over smart HTTP through the proxy. Git gets
no background packing (`gc.auto=0`) and no progress to draw, so what is measured is what was asked.
"""

import contextlib
import os
import pathlib
import shutil
import subprocess
from dataclasses import dataclass

from . import commands, gitserver
from .proxy import CountingProxy, Traffic

SETTINGS = {
    "init.defaultBranch": "main", "gc.auto": "0", "maintenance.auto": "false",
    "advice.detachedHead": "false", "merge.conflictStyle": "merge",
    # A push above this size would be sent in chunks, which a CGI server cannot take.
    "http.postBuffer": str(64 << 20)}


class GitMissing(Exception):
    """There is no git here, and we cannot install it."""


def install():
    """Sees to it that git and its HTTP backend are there; gives the backend's path."""
    if shutil.which("git") is None:
        if os.geteuid() != 0:
            raise GitMissing("git is missing: run as root once, or: sudo apt-get install git")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        commands.run(["apt-get", "update", "-qq"], env=quiet)
        commands.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "git"],
                     env=quiet)
    backend = pathlib.Path(commands.run(["git", "--exec-path"]).out.strip(), "git-http-backend")
    if not backend.exists():
        raise GitMissing(f"{backend} is missing: it is part of Debian's package git")
    return backend


@dataclass
class Sync:
    """What one sync job cost, and how it ended."""

    code: int
    cpu: float
    traffic: Traffic


class Repository:
    """One node: a work tree with its `.git`."""

    def __init__(self, folder, author):
        self.folder = pathlib.Path(folder)
        self.environment = {
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "HOME": str(self.folder.parent),
            "GIT_CONFIG_COUNT": str(len(SETTINGS)),
            **{f"GIT_CONFIG_KEY_{i}": name for i, name in enumerate(SETTINGS)},
            **{f"GIT_CONFIG_VALUE_{i}": value for i, value in enumerate(SETTINGS.values())},
            **{f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", author), ("EMAIL", f"{author}@example.org"))}}

    def git(self, *words, cwd=None, check=True):
        return commands.run(["git", *words], cwd=cwd or self.folder, env=self.environment,
                            check=check)

    def commit_all(self, message):
        """CPU of `git add -A` and `git commit`."""
        added = self.git("add", "-A")
        committed = self.git("commit", "-q", "-m", message)
        return added.cpu + committed.cpu

    def edit(self, folder, message):
        """Replaces files by those in a folder, and commits."""
        shutil.copytree(folder, self.folder, dirs_exist_ok=True)
        return self.commit_all(message)

    def sync(self, proxy, *pull_options):
        """`git pull && git push`, as cron runs it."""
        with proxy.measure() as traffic:
            pulled = self.git("pull", "-q", "--no-rebase", "--no-edit", *pull_options, check=False)
            code, cpu = pulled.code, pulled.cpu
            if code == 0:
                pushed = self.git("push", "-q", check=False)
                code, cpu = pushed.code, cpu + pushed.cpu
        return Sync(code, cpu, traffic)

    def conflicted(self):
        """Files that wait for a person."""
        return self.git("diff", "--name-only", "--diff-filter=U").out.split()

    def tree(self):
        return self.git("rev-parse", "HEAD^{tree}").out.strip()

    def texts(self, pairs):
        """The articles of these pairs, as they lie in the work tree."""
        return {pair.id: (self.folder / pair.a.path).read_bytes() for pair in pairs}


class GitSide:
    """A hub and its nodes; `with` starts and stops the hub's server."""

    def __init__(self, folder, backend):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.backend = backend
        self.nodes = {}
        self._imports = 0
        self._running = contextlib.ExitStack()

    def __enter__(self):
        served = self.folder / "served"
        served.mkdir()
        port = self._running.enter_context(gitserver.serving(served, self.backend))
        self.proxy = self._running.enter_context(CountingProxy(port))
        return self

    def __exit__(self, *_):
        self._running.close()

    def import_once(self, base):
        """CPU of adding and committing all articles of a folder to a new repository.

        Each time in a folder of its own, and nothing is removed before the end: ext4 does not use
        the inode of a file again that was removed minutes ago, and looking for another one triples
        what `git add` costs.
        """
        self._imports += 1
        folder = self.folder / f"origin-{self._imports}"
        shutil.copytree(base, folder)
        self.origin = Repository(folder, "origin")
        self.origin.git("init", "-q")
        return self.origin.commit_all("import")

    def found_hub(self):
        """The hub holds what was imported last, packed as a push packs it."""
        hub = self.folder / "served" / "hub.git"
        self.origin.git("init", "-q", "--bare", str(hub))
        self.origin.git("push", "-q", str(hub), "main")

    def clone(self, name):
        """A new node, and the job that made it."""
        node = Repository(self.folder / name, name)
        with self.proxy.measure() as traffic:
            done = node.git("clone", "-q", f"http://127.0.0.1:{self.proxy.port}/hub.git",
                            str(node.folder), cwd=self.folder)
        self.nodes[name] = node
        return Sync(done.code, done.cpu, traffic)

    def copy(self, name, as_name):
        """A second work tree in the same state, to try another way to sync from there."""
        shutil.copytree(self.folder / name, self.folder / as_name, symlinks=True)
        self.nodes[as_name] = Repository(self.folder / as_name, as_name)
        return self.nodes[as_name]


def version():
    return subprocess.run(["git", "--version"], capture_output=True, text=True,
                          check=True).stdout.strip()
