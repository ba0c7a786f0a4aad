"""tantivy from PyPI in a virtual environment of its own, Xapian from Debian.

The environment lies in the user's cache folder, never in the source tree; the version is fixed, so
that a figure can be repeated.
"""

import os
import pathlib
import subprocess
import sys

TANTIVY = "0.27.0"
# Where Debian's python3-xapian puts its module, for interpreters that are not Debian's own.
DEBIAN_MODULES = "/usr/lib/python3/dist-packages"


class Unavailable(Exception):
    """What is needed to compare is not here and could not be fetched."""


def environment():
    """An interpreter, and the environment variables under which it finds both."""
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    folder = pathlib.Path(base) / "faellesviden" / "compare-search" / f"tantivy-{TANTIVY}"
    interpreter = folder / "bin" / "python"
    variables = {**os.environ, "PYTHONPATH": DEBIAN_MODULES, "PYTHONDONTWRITEBYTECODE": "1"}
    if not _imports(interpreter, "tantivy", variables):
        print(f"Installing tantivy {TANTIVY}", file=sys.stderr, flush=True)
        _run([sys.executable, "-m", "venv", "--clear", folder],
             "a virtual environment could not be made (Debian: apt-get install python3-venv)")
        _run([interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
              f"tantivy=={TANTIVY}"], "tantivy could not be installed from PyPI")
    if not _imports(interpreter, "xapian", variables):
        print("Installing python3-xapian", file=sys.stderr, flush=True)
        _run(["apt-get", "install", "-y", "-qq", "python3-xapian"],
             "python3-xapian could not be installed (as root: apt-get install python3-xapian)")
    for module in ("tantivy", "xapian"):
        if not _imports(interpreter, module, variables):
            raise Unavailable(f"{module} is installed and cannot be imported by {interpreter}")
    return interpreter, variables


def _imports(interpreter, module, variables):
    return interpreter.exists() and subprocess.run(
        [interpreter, "-c", f"import {module}"], capture_output=True, check=False,
        env=variables).returncode == 0


def _run(argv, complaint):
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Unavailable(f"{complaint}: {error}") from error
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()[-1]
        raise Unavailable(f"{complaint}: {last}")
