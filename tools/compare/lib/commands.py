"""Runs one command and says what it cost.

CPU is user + system time of that command and of every process that it waited for, from `wait4`:
the kernel's own account of exactly these processes, so that servers, the proxy and commands that
run beside it are never counted in. Output goes to files, so a talkative command cannot block.
"""

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

TIMEOUT_SECONDS = 1800


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and its cost in seconds."""

    code: int
    out: str
    err: str
    cpu: float
    wall: float


class CommandFailed(Exception):
    """A command that had to succeed did not."""

    def __init__(self, argv, outcome):
        said = (outcome.err.strip() or outcome.out.strip())[-2000:]
        super().__init__(f"{' '.join(argv)}\nended with {outcome.code} after "
                         f"{outcome.wall:.1f} s: {said or '(no output)'}")


def run(argv, *, cwd=None, env=None, check=True, timeout=TIMEOUT_SECONDS):
    """The outcome of a command; with `check`, anything but exit code 0 raises `CommandFailed`."""
    argv = [str(word) for word in argv]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen(argv, cwd=cwd, env=clean(env), stdin=subprocess.DEVNULL,
                                   stdout=out, stderr=err, start_new_session=True)
        code, usage = _wait(process, timeout)
        wall = time.monotonic() - began
        outcome = Outcome(code, _text(out), _text(err), usage.ru_utime + usage.ru_stime, wall)
    if check and code != 0:
        raise CommandFailed(argv, outcome)
    return outcome


def clean(extra=None):
    """Our environment without proxies and without anybody's git settings, and with `extra`."""
    kept = {name: value for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and not name.startswith(("GIT_", "VIDEN_"))}
    return {**kept, "LC_ALL": "C.UTF-8", **(extra or {})}


def _wait(process, timeout):
    def kill():  # the session is the command's own: it, and what it started
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(timeout, kill)
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        kill()
        process.wait()
        raise
    finally:
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage


def _text(file):
    file.seek(0)
    return file.read().decode("utf-8", errors="replace")
