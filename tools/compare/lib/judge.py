"""Judges what became of set `d`, the articles that were edited on two offline nodes.

The corpus says what should come out: the text with both new words where they replaced different
words, and for the same word a conflict that shows both. The same judge reads git's files and ours.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

WORD = re.compile(r"[\w-]+")


@dataclass
class Verdict:
    """Counts by class of pair: `para`, `word`, `same`."""

    pairs: Counter = field(default_factory=Counter)
    # The text is byte for byte the base with both edits.
    exact: Counter = field(default_factory=Counter)
    # Both new words stand in the text, as words of their own.
    both: Counter = field(default_factory=Counter)
    # The two new words stand in the text with nothing between them, read as one.
    run_together: Counter = field(default_factory=Counter)
    # There is a conflict, and its sides show one new word each.
    flagged: Counter = field(default_factory=Counter)
    # Edits whose new word is neither in the text nor in a conflict's sides.
    hidden: Counter = field(default_factory=Counter)
    # Conflicts on an article that has no pair of this kind: of `para`, or not edited twice at all.
    false_flags: list = field(default_factory=list)
    # Pairs of each class that came out otherwise than they should, a few of them, to look at.
    examples: dict = field(default_factory=dict)


def judge(corpus, texts, conflicts=()):
    """What became of every pair.

    `texts` is external id and bytes of every article; `conflicts` what `viden conflicts --json`
    prints.
    """
    verdict, pairs = Verdict(), corpus.pairs()
    sides = _sides(conflicts)
    for pair in pairs:
        _judge(pair, texts[pair.id], corpus.merged(pair), sides.get(pair.id, []), verdict)
    in_doubt = {pair.id for pair in pairs if pair.kind in ("word", "same")}
    verdict.false_flags = [each for each in conflicts if each.get("external_id") not in in_doubt]
    return verdict


def _judge(pair, text, merged, conflicts, verdict):
    kind, words = pair.kind, set(WORD.findall(text.decode("utf-8")))
    both = {pair.a.word, pair.b.word} <= words
    flagged = any(_shows_both(pair, sides) for sides in conflicts)
    readable = words.union(*(side for sides in conflicts for side in sides))
    verdict.pairs[kind] += 1
    verdict.exact[kind] += text == merged
    verdict.both[kind] += both
    verdict.run_together[kind] += bool(
        {pair.a.word + pair.b.word, pair.b.word + pair.a.word} & words)
    verdict.flagged[kind] += flagged
    verdict.hidden[kind] += len({pair.a.word, pair.b.word} - readable)
    if not (text == merged and not conflicts if kind == "para" else both and flagged):
        verdict.examples.setdefault(kind, []).append(pair.id)


def _shows_both(pair, sides):
    """Whether each new word is read in a side that lacks the other."""
    a = {i for i, side in enumerate(sides) if pair.a.word in side and pair.b.word not in side}
    b = {i for i, side in enumerate(sides) if pair.b.word in side and pair.a.word not in side}
    return bool(a and b)


def _sides(conflicts):
    """External id: for each of its conflicts the words of every side."""
    found = {}
    for each in conflicts:
        found.setdefault(each.get("external_id"), []).append(
            [set(WORD.findall(side["text"])) for side in each["sides"]])
    return found

