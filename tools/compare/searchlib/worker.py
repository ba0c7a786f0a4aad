"""Asks one rival everything, in a process of its own; prints one line of JSON.

    worker.py RIVAL DOCS.jsonl SET=QUERIES.tsv …
"""

import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from searchlib import quality, rivals


def main(number, docs, *sets):
    documents = [json.loads(line) for line in pathlib.Path(docs).read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        start = rivals.milliseconds()
        rival = rivals.RIVALS[int(number)](pathlib.Path(folder), documents)
        rival.fill(documents)
        answer = {"name": rival.name, "index_cpu_ms": rivals.milliseconds() - start,
                  "index_bytes": rival.size(), "sets": {}}
        for each in sets:
            name, path = each.split("=", 1)
            answer["sets"][name] = asked(rival, documents, name, pathlib.Path(path))
    print(json.dumps(answer))


def asked(rival, documents, name, path):
    queries, found, times = quality.queries(path), [], []
    for query in queries:
        start = rivals.milliseconds()
        numbers = rival.search(query.text, name == "prefix")
        times.append(rivals.milliseconds() - start)
        found.append([documents[number]["id"] for number in numbers])
    return {**quality.measures(queries, found), "p50_ms": quality.percentile(times, 50),
            "p99_ms": quality.percentile(times, 99)}


if __name__ == "__main__":
    main(*sys.argv[1:])
