"""What the search index is fed with: the rows of all items or of some, and which have changed since an index last looked.

Changes are read by transaction, never by a running number: commits land out of order. The watermark is a snapshot of PostgreSQL (its
oldest running transaction, the next one, and those running in between), and what has changed since is what it did not see. Nothing is
missed, and a transaction that runs for an hour holds nobody else's changes back. What changes by the calendar alone (a price that begins,
a label that expires) leaves no change row; it is found by the days between.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection, transaction

from samkoeb.kernel.quantity import Pack, say

CURRENCY_OF_SORTING: Final = "DKK"
#: Change rows of older transactions may be forgotten (actions/search_changes.py); an index that far behind is rebuilt.
KEPT_TRANSACTIONS: Final = 5_000_000
_CHUNK: Final = 2_000

# One row per item in sale. The price is the one of the smallest quantity in force on the day, per content unit.
_ROWS: Final = """
SELECT i.id, i.agreement_id, i.supplier_id, s.name, i.supplier_item_number, i.manufacturer, i.manufacturer_item_number, i.gtin,
       i.name_da, i.name_en, i.description_da, i.description_en, i.unspsc, i.labels, i.attributes, i.image_url,
       i.unit, i.pack_content, i.pack_unit, price.currency, price.per_base,
       coalesce(own.numbers, '{}'), coalesce(own.names, '{}'), coalesce(classes.titles, '{}')
FROM catalogue_item i
JOIN organisations_organisation s ON s.id = i.supplier_id
LEFT JOIN LATERAL (
    SELECT p.currency, round(p.amount / p.base_quantity / i.pack_content, 10) AS per_base FROM catalogue_price p
    WHERE p.item_id = i.id AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to > %(on)s)
    ORDER BY p.minimum_quantity LIMIT 1) price ON true
LEFT JOIN LATERAL (
    SELECT array_agg(o.number) AS numbers, array_agg(concat_ws(' ', o.name_da, o.name_en)) AS names
    FROM catalogue_fulfilment f JOIN catalogue_ownitem o ON o.id = f.own_item_id WHERE f.item_id = i.id) own ON true
LEFT JOIN LATERAL (
    SELECT array_agg(concat_ws(' ', n.title_da, n.title_en)) AS titles FROM catalogue_unspscnode n
    WHERE n.code IN (i.unspsc, left(i.unspsc, 6) || '00') AND length(i.unspsc) = 8) classes ON true
WHERE i.withdrawn_at IS NULL AND i.pack_content > 0"""

_TURNED: Final = """
SELECT item_id FROM catalogue_price WHERE (valid_from > %(after)s AND valid_from <= %(on)s) OR (valid_to > %(after)s AND valid_to <= %(on)s)
UNION
SELECT i.id FROM catalogue_item i, jsonb_array_elements(i.labels) l
WHERE i.labels <> '[]' AND l->>'expires_on' >= %(after_text)s AND l->>'expires_on' < %(on_text)s"""

# A database that was restored or made anew numbers its transactions from elsewhere; its item table is another one.
_STATE: Final = """
SELECT pg_current_snapshot()::text,
       concat_ws('/', (SELECT system_identifier FROM pg_control_system()), (SELECT oid FROM pg_database WHERE datname = current_database()),
                 'catalogue_item'::regclass::oid)"""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What the search is told of an item, as plain values."""

    item_id: int
    agreement_id: int
    supplier_id: int
    supplier_name: str
    number: str
    other_numbers: tuple[str, ...]
    gtin: str
    name_da: str
    name_en: str
    description: str
    own_names: tuple[str, ...]
    unspsc: str
    unspsc_titles: tuple[str, ...]
    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    image: str
    pack_text: str
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class State:
    """Where the database stands: what `snapshot` sees ("oldest running:next:running in between"), in this `database`."""

    snapshot: str
    database: str

    @property
    def xid(self) -> int:
        """The oldest transaction that was still running."""
        return int(self.snapshot.partition(":")[0])


def state() -> State:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        return State(*cursor.fetchone())


_CHANGED: Final = """
SELECT DISTINCT item_id FROM catalogue_searchchange
WHERE xid >= %(oldest)s AND NOT pg_visible_in_snapshot(xid::text::xid8, %(snapshot)s::pg_snapshot)"""


def changed_items(since: State) -> list[int]:
    """Items told to have changed by transactions that `since` did not see."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, {"oldest": since.xid, "snapshot": since.snapshot})
        return [item_id for (item_id,) in cursor.fetchall()]


def turned_items(after: date, on: date) -> list[int]:
    """Items that are another thing on `on` than on `after`, though nobody touched them."""
    if on <= after:
        return []
    facts: dict[str, date | str] = {"after": after, "on": on, "after_text": after.isoformat(), "on_text": on.isoformat()}
    with connection.cursor() as cursor:
        cursor.execute(_TURNED, facts)
        return [item_id for (item_id,) in cursor.fetchall()]


def rows_of(item_ids: Iterable[int], on: date) -> list[ItemRow]:
    """The rows of these items as they stand on the day; an item that is no longer in sale has none."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS + " AND i.id = ANY(%(ids)s)", {"on": on, "ids": list(item_ids)})
        return [_row(values, on) for values in cursor.fetchall()]


def all_rows(on: date) -> Iterator[ItemRow]:
    """Every item in sale, streamed, so that a catalogue of any size takes the same memory."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS, {"on": on})
        while chunk := cursor.fetchmany(_CHUNK):
            for values in chunk:
                yield _row(values, on)


def all_names() -> Iterator[str]:
    """The Danish names of all items in sale."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute("SELECT name_da FROM catalogue_item WHERE withdrawn_at IS NULL")
        while chunk := cursor.fetchmany(_CHUNK):
            yield from (name for (name,) in chunk)


def _row(values: tuple[Any, ...], on: date) -> ItemRow:
    (item_id, agreement_id, supplier_id, supplier_name, number, manufacturer, manufacturer_number, gtin, name_da, name_en,
     description_da, description_en, unspsc, labels, attributes, image, unit, content, content_unit, currency, per_base,
     own_numbers, own_names, titles) = values  # fmt: skip
    return ItemRow(
        item_id=item_id,
        agreement_id=agreement_id,
        supplier_id=supplier_id,
        supplier_name=supplier_name,
        number=number,
        other_numbers=tuple(one for one in (manufacturer_number, *own_numbers) if one),
        gtin=gtin,
        name_da=name_da,
        name_en=name_en,
        description=" ".join(part for part in (description_da, description_en, manufacturer) if part),
        own_names=tuple(own_names),
        unspsc=unspsc,
        unspsc_titles=tuple(titles),
        labels=labels_on(labels, on),
        attributes=attribute_terms(attributes),
        image=image,
        pack_text=say(Decimal(1), Pack(unit, content, content_unit)),
        price=per_base if currency == CURRENCY_OF_SORTING else None,
    )


def labels_on(labels: Any, on: date) -> tuple[str, ...]:
    """The names of the labels that have not expired: [{"name", "number", "expires_on"}]; a label holds on its last day."""
    if isinstance(labels, str):
        labels = json.loads(labels)
    known = [label for label in labels if isinstance(label, dict) and label.get("name")]
    return tuple(
        str(label["name"]) for label in known if not label.get("expires_on") or str(label["expires_on"]) >= on.isoformat()
    )


def attribute_terms(attributes: Any) -> tuple[str, ...]:
    """{"Størrelse": "M"} → ("Størrelse=M",); a list of values gives one each."""
    if isinstance(attributes, str):
        attributes = json.loads(attributes)
    found = []
    for name, value in attributes.items():
        for one in value if isinstance(value, list) else [value]:
            if one not in (None, ""):
                found.append(f"{name}={one}")
    return tuple(found)
