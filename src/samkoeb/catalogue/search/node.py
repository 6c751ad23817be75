"""This node's index: one folder under SAMKOEB_HOME that all its processes share, looked after by whoever searches.

A search looks for changes at most every two seconds; one process of the node writes them, the others follow. `samkoeb index rebuild`
makes all anew while searches go on in the old index.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from django.conf import settings

from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.search import feed
from samkoeb.catalogue.search import search as searching
from samkoeb.catalogue.search.facets import Choices
from samkoeb.catalogue.search.index import Opened, Shelf
from samkoeb.catalogue.search.search import Result, Sort, Suggestion

LOOK_EVERY_SECONDS = 2.0

_shelves: dict[Path, Shelf] = {}
_looked: dict[Path, float] = {}
_looking = threading.Lock()


def search(
    text: str,
    viewer: Viewer,
    *,
    on: date,
    chosen: Choices | None = None,
    sort: Sort = "relevance",
    page: int = 1,
    size: int = 20,
    typing: bool = False,
    fresh: bool = False,
    usual: Iterable[int] = (),
) -> Result:
    """Find what the viewer may buy (see search.py). `fresh`: with all that is committed, whenever it was last looked."""
    opened = current(on, fresh=fresh)
    return searching.search(opened, text, viewer, chosen=chosen, sort=sort, page=page, size=size, typing=typing, usual=usual)


def suggest(text: str, viewer: Viewer, *, on: date, size: int = 8) -> tuple[Suggestion, ...]:
    """What a half-typed text may become."""
    return searching.suggest(current(on), text, viewer, size=size)


def rebuild(on: date, progress: Callable[[int], None] | None = None) -> int:
    """Make the node's index anew; how many items it holds. `progress` hears how many are in it so far."""
    return feed.rebuild(shelf(), on, progress)


def current(on: date, *, fresh: bool = False) -> Opened:
    """The index to search in now."""
    mine = shelf()
    due = fresh or time.monotonic() - _looked.get(mine.root, float("-inf")) >= LOOK_EVERY_SECONDS
    # One thread looks; the others go on with what there is, unless there is nothing yet.
    if due and _looking.acquire(blocking=fresh or mine.opened() is None):
        try:
            opened = feed.refresh(mine, on)
            _looked[mine.root] = time.monotonic()
            return opened
        finally:
            _looking.release()
    opened_before = mine.opened()
    return opened_before if opened_before is not None else feed.refresh(mine, on)


def shelf() -> Shelf:
    """The folder of this node's index."""
    root = Path(settings.HOME) / "search"
    return _shelves.setdefault(root, Shelf(root))
