"""Editing traces in the two published JSON forms with transactions, and longer ones made from them.

Positions are Unicode scalars, which is what Python's `str` counts too.
"""

import gzip
import hashlib
import json
import pathlib


class Trace:
    """`steps` are (parents, writer, patches): indices of steps, a number, [position, deleted,
    inserted] each."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.name = self.path.name.removesuffix(".gz").removesuffix(".json")
        packed = self.path.read_bytes()
        self.digest = hashlib.sha256(packed).hexdigest()[:16]
        content = json.loads(gzip.decompress(packed) if self.path.suffix == ".gz" else packed)
        self.text = content["endContent"]
        self.steps = []
        if content.get("startContent"):
            self.steps.append(([], 0, [[0, 0, content["startContent"]]]))
        for transaction in content["txns"]:
            linear = [len(self.steps) - 1] if self.steps else []
            self.steps.append((transaction.get("parents", linear), transaction.get("agent", 0),
                               transaction["patches"]))

    @property
    def is_ascii(self):
        return all(text.isascii() for _, _, patches in self.steps for _, _, text in patches)


def doubled(trace, factor, folder):
    """Two writers who type backwards at the spot where they do so in `trace`, so many times as
    long; the path of the file."""
    base = trace.steps[0][2][0][2]
    position = next(patches[0][0] for parents, _, patches in trace.steps if parents)
    count = sum(writer == 1 for _, writer, _ in trace.steps) * factor
    transactions = [{"parents": [], "agent": 0, "patches": [[0, 0, base]]}]
    for writer, letter in ((1, "æ"), (2, "ø")):
        for number in range(count):
            parent = 0 if number == 0 else len(transactions) - 1
            transactions.append(
                {"parents": [parent], "agent": writer, "patches": [[position, 0, letter]]})
    text = base[:position] + "æ" * count + "ø" * count + base[position:]
    path = pathlib.Path(folder) / f"{trace.name}-x{factor}.json"
    path.write_text(json.dumps({"kind": "concurrent", "endContent": text, "txns": transactions}))
    return path
