"""How an index is kept equal to PostgreSQL: built when there is none that fits, else brought up to date with what has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from samkoeb.catalogue.queries import search_rows
from samkoeb.catalogue.queries.search_rows import ItemRow, State
from samkoeb.catalogue.search.document import SearchRow
from samkoeb.catalogue.search.index import Mark, Opened, Shelf

log = logging.getLogger(__name__)

# With more changes than this share of the index, or with so many in a small one, building anew is cheaper and learns the new words.
REBUILD_SHARE = 0.5
REBUILD_FROM = 500


def rebuild(shelf: Shelf, on: date, progress: Callable[[int], None] | None = None) -> int:
    """Build a new index beside the old one and swap; how many items it holds. Waits for another process that is at it."""
    with shelf.lock(wait=True):
        return _rebuild(shelf, on, progress)


def refresh(shelf: Shelf, on: date) -> Opened:
    """The node's index, brought up to date. Where another process is writing, as that process has left it."""
    opened = shelf.opened()
    now = search_rows.state()
    if opened is None:
        with shelf.lock(wait=True):
            if shelf.opened() is None:
                _rebuild(shelf, on)
        return _present(shelf)
    if not _is_behind(opened.mark, now, on):
        return opened
    with shelf.lock(wait=False) as mine:
        if mine:
            _catch_up(shelf, on)
    return _present(shelf)


def _catch_up(shelf: Shelf, on: date) -> None:
    opened = _present(shelf)
    now = search_rows.state()
    if not _follows(opened.mark, now):
        _rebuild(shelf, on)
        return
    changed = _changed(opened.mark, on)
    if len(changed) > max(REBUILD_FROM, REBUILD_SHARE * opened.searcher.num_docs):
        _rebuild(shelf, on)
    elif changed or opened.mark.day != on:
        rows = as_search_rows(search_rows.rows_of(changed, on))
        try:
            shelf.update(changed, rows, Mark(now.snapshot, now.database, max(on, opened.mark.day)))
        except ValueError as error:
            # tantivy's word for every failure of its own: whatever is wrong with this index, a new one has not.
            log.warning("the search index could not be updated and is built anew: %s", error)
            _rebuild(shelf, on)


def _is_behind(mark: Mark, now: State, on: date) -> bool:
    return not _follows(mark, now) or mark.day < on or bool(search_rows.changed_items(_state_of(mark)))


def _follows(mark: Mark, now: State) -> bool:
    """Whether the index can be brought up to date: it is of this database, and not so far behind that changes were forgotten."""
    return mark.database == now.database and now.xid - search_rows.KEPT_TRANSACTIONS <= _state_of(mark).xid <= now.xid


def _changed(mark: Mark, on: date) -> list[int]:
    return sorted({*search_rows.changed_items(_state_of(mark)), *search_rows.turned_items(mark.day, on)})


def _state_of(mark: Mark) -> State:
    return State(mark.snapshot, mark.database)


def _rebuild(shelf: Shelf, on: date, progress: Callable[[int], None] | None = None) -> int:
    # The mark is taken before the rows are read: what is committed in between is read twice, never missed.
    now = search_rows.state()
    rows = as_search_rows(search_rows.all_rows(on))
    return shelf.rebuild(rows, Mark(now.snapshot, now.database, on), names=search_rows.all_names(), progress=progress)


def _present(shelf: Shelf) -> Opened:
    opened = shelf.opened()
    if opened is None:
        raise FileNotFoundError(f"the search index in {shelf.root} is gone while it was used")
    return opened


def as_search_rows(rows: Iterable[ItemRow]) -> Iterator[SearchRow]:
    """The rows of the query as those of the index."""
    for row in rows:
        yield SearchRow(
            item_id=row.item_id,
            agreement_id=row.agreement_id,
            supplier_id=row.supplier_id,
            supplier_name=row.supplier_name,
            supplier_item_number=row.number,
            other_numbers=row.other_numbers,
            gtins=(row.gtin,) if row.gtin else (),
            name_da=row.name_da,
            name_en=row.name_en,
            description=row.description,
            own_texts=row.own_names,
            unspsc=row.unspsc,
            unspsc_titles=row.unspsc_titles,
            labels=row.labels,
            attributes=row.attributes,
            price_per_base_unit=row.price,
            image=row.image,
            pack_text=row.pack_text,
        )
