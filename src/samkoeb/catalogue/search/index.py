"""A node's index on disk: open, update, rebuild beside the old one and swap. It holds nothing that PostgreSQL does not.

```
<root>/current            the name of the folder that is read
<root>/lock               held (flock) by the one process of the node that writes
<root>/v1-<random>/       a tantivy index, with `lexicon.json` (the words learnt when it was built)
```

Several web workers share the folder: one writes, the others see a new `meta.json` or a new `current` at their next search and follow.
The watermark is a document of the index itself, so it is committed with the changes that it tells of, or not at all.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tantivy import Document, Index, IndexWriter, Query, Searcher

from samkoeb.catalogue.logic.compounds import Lexicon, leading_words, learn, own_stems
from samkoeb.catalogue.search.document import SearchRow, to_document
from samkoeb.catalogue.search.schema import VERSION, schema

MARK_KEY = "watermark"
UPDATE_HEAP = 32_000_000
REBUILD_HEAP = 128_000_000
TOLD_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an index has come: it holds what `snapshot` (PostgreSQL's "xmin:xmax:running") saw of `database`, as it stands on `day`."""

    snapshot: str
    database: str
    day: date

    def to_json(self) -> bytes:
        return json.dumps({"snapshot": self.snapshot, "database": self.database, "day": self.day.isoformat()}).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Mark:
        facts = json.loads(data)
        return cls(str(facts["snapshot"]), str(facts["database"]), date.fromisoformat(facts["day"]))


class Opened:
    """One index folder, open for reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        words = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
        self.lexicon = Lexicon(own=own_stems(), before=leading_words(), learnt=frozenset(words))
        self._index = Index.open(str(folder))
        self._index.config_reader("manual")
        self._seen = self._signature()
        self._index.reload()
        self.searcher: Searcher = self._index.searcher()
        self.mark = self._read_mark()

    def follow(self) -> None:
        """See what another process, or this one, has committed since."""
        signature = self._signature()
        if signature != self._seen:
            self._index.reload()
            self.searcher = self._index.searcher()
            self.mark = self._read_mark()
            self._seen = signature

    def writer(self) -> IndexWriter:
        writer = self._index.writer(UPDATE_HEAP, 1)
        # A writer that was killed between its files and its commit leaves files that have the names of those of the next commit.
        writer.garbage_collect_files()
        return writer

    def _signature(self) -> tuple[int, int]:
        found = (self.folder / "meta.json").stat()
        return found.st_ino, found.st_mtime_ns

    def _read_mark(self) -> Mark:
        found = self.searcher.search(Query.term_query(schema(), "item", MARK_KEY, "basic"), 1).hits
        return Mark.from_json(bytes(self.searcher.doc(found[0][1]).get_first("payload")))  # type: ignore[arg-type]


class Shelf:
    """The folder of a node, and the index on it that is current."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened: Opened | None = None

    def opened(self) -> Opened | None:
        """The current index as it stands now; None when there is none that this version of the house can read."""
        name = self._current()
        if name is None or not name.startswith(f"v{VERSION}-"):
            return None
        if self._opened is None or self._opened.folder.name != name:
            try:
                self._opened = Opened(self.root / name)
            except (OSError, ValueError, IndexError, KeyError):
                # Damaged or half deleted: as good as none, since it can be rebuilt.
                return None
        try:
            self._opened.follow()
        except (OSError, ValueError, IndexError):
            self._opened = None
        return self._opened

    @contextmanager
    def lock(self, *, wait: bool) -> Iterator[bool]:
        """The right to write, for one process of the node at a time; False when another has it and `wait` is not asked for."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def rebuild(
        self, rows: Iterable[SearchRow], mark: Mark, *, names: Iterable[str] = (), progress: Callable[[int], None] | None = None
    ) -> int:
        """Write all rows to a new folder and make it the current one; how many there were. The caller holds the lock.

        names: item names that compounds are learnt from. `progress` hears the number of items after each thousand.
        """
        folder = self.root / f"v{VERSION}-{secrets.token_hex(6)}"
        folder.mkdir(parents=True)
        learnt = learn(names)
        (folder / "lexicon.json").write_text(json.dumps(sorted(learnt), ensure_ascii=False), encoding="utf-8")
        lexicon = Lexicon(own=own_stems(), before=leading_words(), learnt=learnt)
        index = Index(schema(), str(folder), reuse=False)
        writer = index.writer(REBUILD_HEAP, 1)
        count = 0
        for row in rows:
            writer.add_document(Document.from_dict(to_document(row, lexicon), schema()))
            count += 1
            if progress and count % TOLD_EVERY == 0:
                progress(count)
        _add_mark(writer, mark)
        writer.commit()
        writer.wait_merging_threads()
        self._make_current(folder.name)
        return count

    def update(self, item_ids: Iterable[int], rows: Iterable[SearchRow], mark: Mark) -> None:
        """Replace what is known of these items by these rows (an item without a row is gone). The caller holds the lock."""
        opened = self.opened()
        if opened is None:
            raise FileNotFoundError(f"no search index in {self.root}")
        writer = opened.writer()
        for item_id in item_ids:
            writer.delete_documents_by_term("item", str(item_id))
        for row in rows:
            writer.add_document(Document.from_dict(to_document(row, opened.lexicon), schema()))
        writer.delete_documents_by_term("item", MARK_KEY)
        _add_mark(writer, mark)
        writer.commit()
        writer.wait_merging_threads()
        opened.follow()

    def _current(self) -> str | None:
        try:
            return (self.root / "current").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def _make_current(self, name: str) -> None:
        fresh = self.root / "current.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / "current")
        self._clear(keep=name)

    def _clear(self, keep: str) -> None:
        """Old and half-built folders go. Who still reads one has it mapped, and follows `current` at the next search."""
        for folder in self.root.glob("v*-*"):
            if folder.name != keep:
                shutil.rmtree(folder, ignore_errors=True)


def _add_mark(writer: IndexWriter, mark: Mark) -> None:
    writer.add_document(Document.from_dict({"item": MARK_KEY, "payload": mark.to_json()}, schema()))
