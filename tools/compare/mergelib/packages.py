"""The other libraries, from PyPI, in a virtual environment of their own.

It lies in the user's cache folder, never in the source tree, and is made once for each set of
versions. The versions are fixed, so that a figure can be repeated.
"""

import os
import pathlib
import subprocess
import sys

VERSIONS = {"pycrdt": "0.14.13", "loro": "1.17.1"}


class Unavailable(Exception):
    """What is needed to compare is not here and could not be fetched."""


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    name = "-".join(f"{package}-{version}" for package, version in VERSIONS.items())
    return pathlib.Path(base) / "faellesviden" / "compare-merge" / name


def python():
    """The interpreter that has the packages."""
    interpreter = cache_folder() / "venv" / "bin" / "python"
    if not _has_packages(interpreter):
        _install(interpreter)
    return interpreter


def _has_packages(interpreter):
    if not interpreter.exists():
        return False
    asked = "import importlib.metadata as m; " + "; ".join(
        f"assert m.version({package!r}) == {version!r}; import {package}"
        for package, version in VERSIONS.items())
    return subprocess.run([interpreter, "-c", asked], capture_output=True, check=False,
                          ).returncode == 0


def _install(interpreter):
    wanted = [f"{package}=={version}" for package, version in VERSIONS.items()]
    print(f"Installing {' '.join(wanted)}", file=sys.stderr, flush=True)
    _run([sys.executable, "-m", "venv", "--clear", interpreter.parents[1]],
         "a virtual environment could not be made (Debian: apt-get install python3-venv)")
    _run([interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted],
         f"{' '.join(wanted)} could not be installed from PyPI")
    if not _has_packages(interpreter):
        raise Unavailable(f"{' '.join(wanted)} are installed and cannot be imported")


def _run(argv, complaint):
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()[-1]
        raise Unavailable(f"{complaint}: {last}")
