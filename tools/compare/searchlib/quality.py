"""The three usual measures over ten answers, and the queries they are taken on."""

import math
from dataclasses import dataclass

HITS_MAX = 10


@dataclass
class Query:
    name: str
    text: str
    relevant: set


def queries(path):
    found = []
    for line in path.read_text("utf-8").splitlines():
        name, text, relevant, *_ = line.split("\t")
        found.append(Query(name, text, set(relevant.split())))
    return found


def measures(asked, answers):
    """MRR@10, recall@10, nDCG@10 (right or wrong, no grades) and the share without any answer."""
    sums = [0.0, 0.0, 0.0, 0.0]
    for query, found in zip(asked, answers, strict=True):
        places = [place for place, name in enumerate(found[:HITS_MAX]) if name in query.relevant]
        best = sum(_gain(place) for place in range(min(HITS_MAX, len(query.relevant))))
        sums[0] += 1 / (places[0] + 1) if places else 0
        sums[1] += len(places) / len(query.relevant)
        sums[2] += sum(map(_gain, places)) / best
        sums[3] += not found
    mrr, recall, ndcg, zero = (value / len(asked) for value in sums)
    return {"mrr10": mrr, "recall10": recall, "ndcg10": ndcg, "zero_share": zero}


def _gain(place):
    return 1 / math.log2(place + 2)


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0
