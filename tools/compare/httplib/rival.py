"""The rival: Hummingbird's router and GRDB's pool doing one FTS5 query, as a Swift team would write
it. The package is written into a folder outside the repository and built there; the second run
finds it built."""

import os
import pathlib
import shutil
import subprocess

from . import served

TEMPLATE = pathlib.Path(__file__).parent / "hummingbird"


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "faellesviden" / "compare-http"


def build(folder):
    """The path of the program; `None` when its packages cannot be had."""
    sources = folder / "Sources/rival"
    sources.mkdir(parents=True, exist_ok=True)
    for template, copy in [("Package.swift.txt", folder / "Package.swift"),
                           ("Rival.swift.txt", sources / "Rival.swift")]:
        text = (TEMPLATE / template).read_text()
        # A file that is the same keeps its time, and need not be built again.
        if not copy.exists() or copy.read_text() != text:
            copy.write_text(text)
    if not shutil.which("swift"):
        return None
    print(f"building Hummingbird + GRDB in {folder} (minutes, the first time)", flush=True)
    done = subprocess.run(["swift", "build", "-c", "release"], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        print(f"  it cannot be built here:\n{done.stdout[-600:]}")
        return None
    return folder / ".build/release/rival"


def start(program, database):
    port = served.free_port()
    process = subprocess.Popen([str(program), str(port), str(database)])
    return served.once_it_answers(process, port, "/hello")
