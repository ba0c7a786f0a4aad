"""Load, and what a server makes of it."""

import json
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import quote

from .served import get


def searching(folder, path, asked):
    """A script for wrk that asks one of these questions each time, in an order that is the same in
    each round."""
    script = folder / (path.strip("/").replace("/", "-") + f"-{len(asked)}.lua")
    listed = ",".join(f'"{path}?q={quote(query)}"' for query in asked)
    script.write_text(
        f"math.randomseed(7)\nlocal asked = {{{listed}}}\n"
        "request = function() return wrk.format('GET', asked[math.random(#asked)]) end\n")
    return script


def answered_alike(queries, servers, hits=10):
    """The queries to which each server has so many answers."""
    full = lambda served, query: len(
        json.loads(get(served.port, f"/search?q={quote(query)}"))["hits"]) == hits
    return [query for query in queries if all(full(served, query) for served in servers)]


def wrk(served, path, connections, seconds, script=None):
    """One round; requests per second, p50 and p99 in ms, CPU in µs per request."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if script:
        command += ["-s", str(script)]
    before = served.cpu()
    said = subprocess.run([*command, f"http://127.0.0.1:{served.port}{path}"], check=True,
                          capture_output=True, text=True).stdout
    spent = served.cpu() - before
    count = int(re.search(r"(\d+) requests in", said).group(1))
    if re.search(r"Non-2xx or 3xx responses: (\d+)", said):
        sys.exit(f"{path}: not every answer was good\n{said}")
    unit = {"us": 1e-3, "ms": 1, "s": 1e3}
    latency = lambda share: (lambda found: float(found[1]) * unit[found[2]])(
        re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", said))
    return {"rps": count / seconds, "p50": latency(50), "p99": latency(99),
            "cpu": spent / max(1, count) * 1e6, "count": count}


def rounds(parties, connections, seconds, count):
    """Takes turns; gives the median of each figure for each party."""
    seen = {name: [] for name in parties}
    for _ in range(count):
        for name, (served, path, script) in parties.items():
            seen[name].append(wrk(served, path, connections, seconds, script))
    return {name: {key: statistics.median(one[key] for one in all_) for key in all_[0]}
            for name, all_ in seen.items()}


def isolation(served, cheap, script, seconds, count):
    """A cheap GET alone and while 32 others search: the median times in ms, by turns."""
    alone, beside = [], []
    for _ in range(count):
        alone.append(wrk(served, cheap, 1, seconds)["p50"])
        others = threading.Thread(target=lambda: wrk(served, "/", 32, seconds + 2, script))
        others.start()
        time.sleep(1)
        beside.append(wrk(served, cheap, 1, seconds)["p50"])
        others.join()
    return statistics.median(alone), statistics.median(beside)


def syscalls(served):
    """System calls per request on /healthz, counted by strace while one client asks."""
    with tempfile.NamedTemporaryFile("r") as counted:
        tracer = subprocess.Popen(
            ["strace", "-f", "-c", "-o", counted.name, "-p", str(served.process.pid)],
            stderr=subprocess.DEVNULL)
        time.sleep(1)
        asked = 5_000
        with socket.create_connection(("127.0.0.1", served.port)) as wire:
            for _ in range(asked):
                wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                wire.recv(4096)
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)
        total = [line.split() for line in counted.read().splitlines() if line.endswith("total")]
        return int(total[-1][3 if len(total[-1]) > 4 else 2]) / asked if total else None


def crowd(port, count, first=b""):
    """Connections that have asked once and stay, or that have only begun to."""
    wires = []
    for _ in range(count):
        wire = socket.create_connection(("127.0.0.1", port), 10)
        wire.sendall(first or b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        if not first:
            wire.recv(4096)
        wires.append(wire)
    return wires
