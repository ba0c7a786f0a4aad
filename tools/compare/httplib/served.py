"""Running servers: ours, nginx, and what both cost."""

import json
import os
import pathlib
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time

from searchlib import corpus

TOOLS = pathlib.Path(__file__).resolve().parents[2]
EX_UNAVAILABLE = 69
TICK = os.sysconf("SC_CLK_TCK")


class Served:
    """A running server: where it is and which processes are its."""

    def __init__(self, process, port):
        self.process, self.port = process, port

    def pids(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [self.process.pid] + [int(pid) for pid in children.read_text().split()]

    def cpu(self):
        total = 0
        for pid in self.pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def rss(self):
        """Bytes of memory of all its processes."""
        pages = sum(int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1])
                    for pid in self.pids())
        return pages * os.sysconf("SC_PAGE_SIZE")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


def get(port, path):
    with socket.create_connection(("127.0.0.1", port), 60) as wire:
        wire.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        data = b""
        while piece := wire.recv(65536):
            data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    if b" 200 " not in head.split(b"\r\n")[0]:
        sys.exit(f"{path}: {head.splitlines()[0]!r}")
    return body


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def once_it_answers(process, port, path):
    served = Served(process, port)
    for _ in range(200):
        try:
            get(port, path)
            return served
        except OSError:
            time.sleep(0.05)
    sys.exit(EX_UNAVAILABLE)


def articles(folder, count):
    """Articles of 3 kB made of the sentences of `tools/demo-base`, from a seed: name, title, text."""
    path = folder / "articles.jsonl"
    if not path.exists():
        files = sorted(TOOLS.glob("demo-base/[a-z]*.md"))
        corpus.base([document(file) for file in files], count, path)
    for line in path.open(encoding="utf-8"):
        article = json.loads(line)
        yield f"a{article['id']}", article["title"], article["body"]


def document(file):
    """The title and the running text of an article of the demonstration."""
    head, body = file.read_text(encoding="utf-8").split("\n---\n", 1)
    lines = [line for line in body.splitlines() if line and line[0] not in "#|"]
    title = next(line for line in head.splitlines() if line.startswith("titel:"))
    return {"title": title.removeprefix("titel:").strip().strip('"'), "body": " ".join(lines)}


def usual_queries():
    """What the people of the demonstration search for."""
    lines = (TOOLS / "demo-queries.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and line[0] != "#"]


def different_queries(folder, count, seed=7):
    """Two words that follow each other in some article, each pair once."""
    chance = random.Random(seed)
    texts = [f"{title} {text}" for _, title, text in articles(folder, count)]
    seen = set()
    while True:
        words = re.findall(r"[a-zæøå]{4,}", chance.choice(texts).lower())
        start = chance.randrange(len(words) - 1)
        query = " ".join(words[start:start + 2])
        if query not in seen:
            seen.add(query)
            yield query


def node(viden, folder, count):
    """A node with these articles."""
    source = folder / "ind"
    source.mkdir()
    for name, title, text in articles(folder, count):
        (source / f"{name}.md").write_text(
            f"---\nid: {name}\ntitel: {title}\nstatus: godkendt\n---\n\n{text}\n")
    data = str(folder / "node")
    run = lambda *words: subprocess.run([viden, *words, "--data", data], check=True,
                                        stdout=subprocess.DEVNULL)
    run("init", "--municipality", "0340", "--own-approval")
    run("import", str(source), "--approve")
    process = subprocess.Popen([viden, "serve", "--data", data, "--listen", "127.0.0.1:0"],
                               stdout=subprocess.PIPE, text=True)
    port = int(process.stdout.readline().rstrip().rstrip("/").rsplit(":", 1)[1])
    return Served(process, port)


def database(folder, count):
    """The same articles in an FTS5 table, as one would set it up: words apart, title before text."""
    path = folder / "rival.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE VIRTUAL TABLE articles USING fts5(name UNINDEXED, title, body, "
            "tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')")
        connection.executemany(
            "INSERT INTO articles VALUES (?, ?, ?)", articles(folder, count))
        connection.commit()
        connection.execute("INSERT INTO articles(articles) VALUES ('optimize')")
    return path


def nginx(folder, page):
    (folder / "side.html").write_bytes(page)
    port = free_port()
    conf = folder / "nginx.conf"
    # The page lies in a folder of ours alone, where nginx's own user may not look.
    user = "user root; " if os.geteuid() == 0 else ""
    conf.write_text(
        f"{user}daemon off; pid {folder}/pid; error_log /dev/null; worker_processes 1; "
        "events { worker_connections 4096; } http { access_log off; keepalive_requests 1000000; "
        f"server {{ listen 127.0.0.1:{port}; location = /healthz {{ return 200 'ok\\n'; }} "
        f"location = /side {{ alias {folder}/side.html; }} }} }}")
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(conf)],
                               stderr=subprocess.DEVNULL)
    return once_it_answers(process, port, "/healthz")
