"""Yrs (through pycrdt) and Loro: a trace typed into them once, then loaded and merged by the clock.

Typing goes patch by patch through the Python binding and is not measured; what it gives is kept as
files in the cache folder. What is measured is one native call on bytes, and the text after it, so
that the binding costs nothing that shows. CPU is that of the whole process, all its threads.
"""

import gc
import statistics
import time

import loro
import pycrdt

from . import packages


class Yrs:
    name = "Yrs"
    # Yrs orders concurrent insertions by another rule than Fugue, which is its good right.
    has_our_order = False

    def __init__(self, writer=0, is_ascii=True):
        self.document = pycrdt.Doc(client_id=writer + 1)
        self.field = self.document.get("text", type=pycrdt.Text)
        # Places are UTF-8 bytes here; the text beside the document is for counting them.
        self.beside = None if is_ascii else ""

    def type(self, patches):
        with self.document.transaction():
            for position, deleted, inserted in patches:
                start, end = self._bytes(position, deleted)
                if deleted:
                    del self.field[start:end]
                if inserted:
                    self.field.insert(start, inserted)
                if self.beside is not None:
                    self.beside = (self.beside[:position] + inserted
                                   + self.beside[position + deleted:])

    def _bytes(self, position, deleted):
        if self.beside is None:
            return position, position + deleted
        start = len(self.beside[:position].encode())
        return start, start + len(self.beside[position:position + deleted].encode())

    def version(self):
        return self.document.get_state()

    def updates(self, since=None):
        return self.document.get_update(since) if since else self.document.get_update()

    def load(self, updates):
        self.document.apply_update(updates)

    def text(self):
        return str(self.field)

    def note_merge(self):
        if self.beside is not None:
            self.beside = self.text()


class Loro:
    name = "Loro"
    has_our_order = True

    def __init__(self, writer=0, is_ascii=True):
        self.document = loro.LoroDoc()
        self.document.peer_id = writer + 1
        self.field = self.document.get_text("text")

    def type(self, patches):
        for position, deleted, inserted in patches:
            if deleted:
                self.field.delete(position, deleted)
            if inserted:
                self.field.insert(position, inserted)

    def version(self):
        self.document.commit()
        return self.document.oplog_vv

    def updates(self, since=None):
        return self.document.export(loro.ExportMode.Updates(since or loro.VersionVector()))

    def snapshot(self):
        return self.document.export(loro.ExportMode.Snapshot())

    def load(self, updates):
        self.document.import_(updates)

    def text(self):
        return self.field.to_string()

    def note_merge(self):
        pass


class Typed:
    """A trace as one library stores it: everything, one branch, and the other branch as a patch."""

    def __init__(self, library, trace):
        self.library, self.trace = library, trace
        self.folder = packages.cache_folder() / f"{library.name}-{trace.name}-{trace.digest}"
        if not (self.folder / "full").exists():
            self._type()

    def __getattr__(self, part):
        return (self.folder / part).read_bytes()

    def _type(self):
        """Every writer has a document. What one hands to another is what it had then, in pieces
        that follow each other, so that each step is typed in just the version it names."""
        documents, handed, taken = {}, {}, {}
        place = {}  # step -> (writer, how many pieces the writer had made behind it)
        is_ascii = self.trace.is_ascii
        needed = {parent for parents, writer, _ in self.trace.steps for parent in parents
                  if self.trace.steps[parent][1] != writer}
        pending = {}
        for number, (parents, writer, patches) in enumerate(self.trace.steps):
            document = documents.get(writer)
            if document is None:
                document = documents[writer] = self.library(writer, is_ascii)
                handed[writer], pending[writer] = [], []
            for parent in parents:
                if self.trace.steps[parent][1] != writer:
                    self._flush(document, pending[writer])
                    self._hand_over(document, writer, *place[parent], handed, taken)
            pending[writer] += patches
            if number in needed:
                self._flush(document, pending[writer])
                since = handed[writer][-1][1] if handed[writer] else None
                handed[writer].append((document.updates(since), document.version()))
                place[number] = (writer, len(handed[writer]))
            elif len(pending[writer]) >= 100:
                self._flush(document, pending[writer])
        for writer, document in documents.items():
            self._flush(document, pending[writer])
        self._keep(documents)

    @staticmethod
    def _flush(document, patches):
        if patches:
            document.type(patches)
            patches.clear()

    @staticmethod
    def _hand_over(document, writer, giver, count, handed, taken):
        done = taken.get((writer, giver), 0)
        for updates, _ in handed[giver][done:count]:
            document.load(updates)
        taken[writer, giver] = max(done, count)
        document.note_merge()

    def _keep(self, documents):
        whole = self.library(1 << 20)
        for document in documents.values():
            whole.load(document.updates())
        self.folder.mkdir(parents=True, exist_ok=True)
        if {1, 2} <= set(documents):
            (self.folder / "held").write_bytes(documents[1].updates())
            (self.folder / "patch").write_bytes(documents[2].updates(documents[1].version()))
        if self.library is Loro:
            (self.folder / "snapshot").write_bytes(whole.snapshot())
        (self.folder / "full").write_bytes(whole.updates())

    # What is measured

    def load_milliseconds(self, part="full"):
        stored = getattr(self, part)

        def load(document):
            document.load(stored)
            return document.text()

        return self._measure(self.library, load)

    def merge_milliseconds(self):
        held, patch = self.held, self.patch

        def prepare():
            document = self.library()
            document.load(held)
            document.text()
            return document

        def merge(document):
            document.load(patch)
            return document.text()

        return self._measure(prepare, merge)

    def _measure(self, prepare, body):
        """The median of as many rounds as fit in a third of a second, at least 5; of one, if that
        takes longer than a second."""
        times = []
        gc.disable()
        try:
            while not times or times[0] < 1 and (
                    len(times) < 5 or sum(times) < 0.3 and len(times) < 1000):
                document = prepare()
                began = time.process_time()
                text = body(document)
                times.append(time.process_time() - began)
        finally:
            gc.enable()
        self._check(text)
        return statistics.median(times) * 1000

    def _check(self, text):
        same = text == self.trace.text
        if not same and not self.library.has_our_order:
            same = sorted(text) == sorted(self.trace.text)
        if not same:
            raise AssertionError(f"{self.library.name} gives another text for {self.trace.name}")
