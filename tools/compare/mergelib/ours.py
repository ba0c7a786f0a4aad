"""Our side: `viden-bench` in release, a process for each question."""

import json
import os
import pathlib
import subprocess

from .packages import Unavailable

ROOT = pathlib.Path(__file__).resolve().parents[3]


def program():
    """`VIDEN_BENCH`, or the release build, which is made if it is not there."""
    named = os.environ.get("VIDEN_BENCH")
    path = pathlib.Path(named) if named else ROOT / ".build" / "release" / "viden-bench"
    if not named and not path.exists():
        built = subprocess.run(
            ["swift", "build", "-c", "release", "--product", "viden-bench"], cwd=ROOT,
            stdout=subprocess.DEVNULL, check=False)
        if built.returncode != 0:
            raise Unavailable("viden-bench could not be built")
    if not os.access(path, os.X_OK):
        raise Unavailable(f"{path} is no program")
    return path


class Bench:
    def __init__(self):
        self.program = program()

    def lines(self, *words):
        """What it printed, line by line. It says itself when a text came out wrong."""
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True,
                              check=False)
        if done.returncode not in (0, 1) or not done.stdout:
            said = done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}"
            raise RuntimeError(f"viden-bench {' '.join(map(str, words))}: {said}")
        return done.stdout.splitlines()

    def rows(self, *words):
        """The JSON objects that it printed, by case."""
        found = {}
        for line in self.lines(*words):
            row = json.loads(line)
            if not row["correct"]:
                raise AssertionError(f"viden-bench: {row['case']} came out wrong")
            found[row["case"]] = row
        return found
