"""The articles, the sets of edits to replay on them, and what a merge of two of them should be.

The corpus is made by a generator that writes `base/`, `edits/<set>/<side>/` and `edits.tsv`; it is
made once for each size and version of the generator, and kept in the temporary folder.
"""

import hashlib
import os
import pathlib
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass

from . import commands


@dataclass(frozen=True)
class Edit:
    """One word of one article, replaced on one side."""

    set: str
    side: str
    id: str
    path: str
    kind: str  # single, para, word or same
    old: str
    new: str

    @property
    def word(self):
        """The new word without the punctuation that the old one ended in."""
        return self.new.strip(".,()")


@dataclass(frozen=True)
class Pair:
    """The same article, edited on both sides."""

    a: Edit
    b: Edit

    @property
    def id(self):
        return self.a.id

    @property
    def kind(self):
        return self.a.kind


class Corpus:
    """A folder that the generator has written."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.base = self.folder / "base"
        with open(self.folder / "edits.tsv", encoding="utf-8") as lines:
            self._edits = [_edit(line.rstrip("\n").split("\t")) for line in lines if line.strip()]
        with open(self.folder / "manifest.tsv", encoding="utf-8") as lines:
            self.count = sum(1 for line in lines if line.strip())

    def files(self):
        """All articles: external id and text."""
        return {path.stem: path.read_bytes() for path in sorted(self.base.rglob("*.md"))}

    def edited(self, set_name, side):
        """The folder with the full new texts of one side."""
        return self.folder / "edits" / set_name / side

    def edits(self, set_name, side):
        return [each for each in self._edits if (each.set, each.side) == (set_name, side)]

    def pairs(self):
        """Set `d`: the articles that both sides edited."""
        others = {edit.id: edit for edit in self.edits("d", "B")}
        return [Pair(edit, others[edit.id]) for edit in self.edits("d", "A")]

    def merged(self, pair):
        """The text with both edits in it, `None` where both replaced the same word."""
        base, a, b = (re.split(rb"([ \n]+)", (root / pair.a.path).read_bytes())
                      for root in (self.base, self.edited("d", "A"), self.edited("d", "B")))
        return _merge(base, a, b)


def cached(generator, count):
    """The corpus of so many articles, made now if it is not in the temporary folder yet."""
    version = hashlib.sha256(pathlib.Path(generator).read_bytes()).hexdigest()[:12]
    folder = pathlib.Path(tempfile.gettempdir()) / f"viden-corpus-{count}-{version}"
    if not folder.exists():
        partial = folder.with_name(f"{folder.name}.{os.getpid()}")
        try:
            commands.run([sys.executable, generator, partial, "--n", count])
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return Corpus(folder)


def _edit(columns):
    set_name, side, identity, path, kind, _, _, old, new = columns
    return Edit(set_name, side, identity, path, kind, old, new)


def _merge(base, a, b):
    """Three texts of equally many words, word by word."""
    merged = []
    for before, left, right in zip(base, a, b, strict=True):
        if before not in (left, right) and left != right:
            return None
        merged.append(left if right == before else right)
    return b"".join(merged)
