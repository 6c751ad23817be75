"""Approved lines take effect: items, prices, withdrawals and the search rows that they touch, each in one statement.

A new price never reaches back: where an item has prices already, the new ones begin on the day of approval at the earliest, what is in
force ends there, and what was to come gives way (the database's EXCLUDE constraint holds it to one price a day and quantity). A price
that tells only its last day, and that day is past, is kept as that one day: it must not come alive.
"""

from datetime import date, datetime
from typing import Any, Final

from django.db import connection

_ITEM_COLUMNS: Final = {
    "manufacturer": "coalesce(l.data->>'manufacturer', '')",
    "manufacturer_item_number": "coalesce(l.data->>'manufacturer_item_number', '')",
    "gtin": "coalesce(l.data->>'gtin', '')",
    "name_da": "coalesce(l.data->>'name_da', l.data->>'name_en', '')",
    "name_en": "coalesce(l.data->>'name_en', '')",
    "description_da": "coalesce(l.data->>'description_da', '')",
    "description_en": "coalesce(l.data->>'description_en', '')",
    "unspsc": "coalesce(l.data->>'unspsc', '')",
    "is_service": "coalesce((l.data->>'is_service')::boolean, false)",
    "unit": "l.data->>'unit'",
    "pack_content": "(l.data->>'pack_content')::numeric",
    "pack_unit": "l.data->>'pack_unit'",
    "minimum_quantity": "(l.data->>'minimum_quantity')::numeric",
    "order_multiple": "(l.data->>'order_multiple')::numeric",
    "lead_time_days": "(l.data->>'lead_time_days')::integer",
    "attributes": "coalesce(l.data->'attributes', '{}')",
    "labels": "coalesce(l.data->'labels', '[]')",
    "image_url": "coalesce(l.data->>'image_url', '')",
    "vat_category": "l.data->>'vat_category'",
    "vat_percent": "coalesce((l.data->>'vat_percent')::numeric, 0)",
    "warnings": "coalesce((SELECT jsonb_agg(DISTINCT f->>'code') FROM jsonb_array_elements(l.faults) f), '[]')",
}

_CHOSEN: Final = """
CREATE TEMPORARY TABLE catalogue_chosen AS
SELECT id, supplier_item_number, change FROM catalogue_versionline
WHERE version_id = %(version)s AND decision = 'open' AND NOT is_left_out AND change <> ''
  AND ({which})"""
_ALL: Final = "NOT not_tendered AND NOT coalesce(price > tendered_price, false)"
_DECIDE: Final = """
UPDATE catalogue_versionline l SET decision = 'approved', decided_by_id = %(person)s FROM catalogue_chosen c WHERE c.id = l.id"""

_LOTS: Final = """
CREATE TEMPORARY TABLE catalogue_lots AS
SELECT supplier_item_number, max(lot_id) AS lot_id FROM agreements_tenderedprice WHERE agreement_id = %(agreement)s AND lot_id IS NOT NULL
GROUP BY supplier_item_number"""
_ITEMS: Final = f"""
INSERT INTO catalogue_item (agreement_id, lot_id, supplier_id, version_id, supplier_item_number, withdrawn_at, substitute_for_id,
                            {', '.join(_ITEM_COLUMNS)})
SELECT %(agreement)s, t.lot_id, %(supplier)s, %(version)s, l.supplier_item_number, NULL, NULL, {', '.join(_ITEM_COLUMNS.values())}
FROM catalogue_chosen c
JOIN catalogue_versionline l ON l.id = c.id
LEFT JOIN catalogue_lots t ON t.supplier_item_number = l.supplier_item_number
WHERE c.change IN ('new', 'changed') ORDER BY l.supplier_item_number
ON CONFLICT (agreement_id, supplier_item_number) DO UPDATE SET
    lot_id = coalesce(excluded.lot_id, catalogue_item.lot_id), version_id = excluded.version_id, withdrawn_at = NULL,
    {', '.join(f'{name} = excluded.{name}' for name in _ITEM_COLUMNS)}"""

#: The items that the chosen lines are about, analysed: the planner knows nothing yet of items that were made a moment ago.
_TOUCHED: Final = """
CREATE TEMPORARY TABLE catalogue_touched AS
SELECT id, supplier_item_number FROM catalogue_item WHERE agreement_id = %(agreement)s"""
_WITHDRAW: Final = """
UPDATE catalogue_item i SET withdrawn_at = %(at)s, version_id = %(version)s
FROM catalogue_chosen c JOIN catalogue_touched t ON t.supplier_item_number = c.supplier_item_number
WHERE c.change = 'gone' AND i.id = t.id"""

_PRICES: Final = """
CREATE TEMPORARY TABLE catalogue_new_price AS
SELECT i.id AS item_id, had.prices AS had_prices, e.minimum, e.amount, e.base_quantity, e.currency,
       CASE WHEN had.prices THEN greatest(said.valid_from, %(on)s) ELSE said.valid_from END AS valid_from,
       CASE WHEN e.valid_to > said.valid_from THEN e.valid_to
            WHEN e.valid_to IS NULL AND %(version_to)s::date > said.valid_from THEN %(version_to)s::date END AS valid_to
FROM catalogue_chosen c
JOIN catalogue_versionline l ON l.id = c.id
JOIN catalogue_touched i ON i.supplier_item_number = c.supplier_item_number
CROSS JOIN LATERAL jsonb_to_recordset(l.data->'prices')
    AS e (minimum numeric, amount numeric, base_quantity numeric, currency text, valid_from date, valid_to date)
CROSS JOIN LATERAL (SELECT coalesce(e.valid_from, %(version_from)s::date, greatest(%(agreement_from)s, %(on)s)) AS first) told
CROSS JOIN LATERAL (SELECT CASE WHEN e.valid_to <= told.first THEN e.valid_to - 1 ELSE told.first END AS valid_from) said
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM catalogue_price p WHERE p.item_id = i.id) AS prices) had
WHERE c.change IN ('new', 'changed')"""
_PRICES_OF_THE_PAST: Final = "DELETE FROM catalogue_new_price WHERE had_prices AND valid_to <= valid_from"
_REPLACED: Final = """
DELETE FROM catalogue_price p USING (SELECT item_id, min(valid_from) AS begins FROM catalogue_new_price GROUP BY item_id) n
WHERE p.item_id = n.item_id AND p.valid_from >= n.begins"""
_ENDED: Final = """
UPDATE catalogue_price p SET valid_to = n.begins FROM (SELECT item_id, min(valid_from) AS begins FROM catalogue_new_price GROUP BY item_id) n
WHERE p.item_id = n.item_id AND p.valid_from < n.begins AND (p.valid_to IS NULL OR p.valid_to > n.begins)"""
_BEGUN: Final = """
INSERT INTO catalogue_price (item_id, version_id, minimum_quantity, amount, base_quantity, currency, valid_from, valid_to)
SELECT item_id, %(version)s, minimum, amount, base_quantity, currency, valid_from, valid_to FROM catalogue_new_price
ORDER BY item_id, minimum, valid_from"""
_SEARCHED: Final = """
INSERT INTO catalogue_searchchange (item_id)
SELECT i.id FROM catalogue_chosen c JOIN catalogue_touched i ON i.supplier_item_number = c.supplier_item_number
WHERE c.change <> 'unchanged'"""


def apply_lines(
    version_id: int, *, agreement_id: int, supplier_id: int, agreement_from: date, period: tuple[date | None, date | None],
    lines: list[int] | None, also: list[int], person_id: int | None, on: date, at: datetime,
) -> dict[str, int]:
    """Take the chosen open lines of the version into force; how many of each change.

    `lines` None: all but those that must be named (not tendered, or dearer than tendered), plus `also`. The caller owns the transaction.
    """
    facts: dict[str, Any] = {
        "version": version_id, "agreement": agreement_id, "supplier": supplier_id, "agreement_from": agreement_from,
        "version_from": period[0], "version_to": period[1], "person": person_id, "on": on, "at": at,
        "named": also if lines is None else lines,
    }
    which = f"({_ALL}) OR id = ANY(%(named)s)" if lines is None else "id = ANY(%(named)s)"
    with connection.cursor() as cursor:
        _drop(cursor)
        cursor.execute(_CHOSEN.format(which=which), facts)
        cursor.execute("ANALYZE catalogue_chosen")
        cursor.execute("SELECT change, count(*) FROM catalogue_chosen GROUP BY change")
        chosen: dict[str, int] = dict(cursor.fetchall())
        for statement in (_DECIDE, _LOTS, "ANALYZE catalogue_lots", _ITEMS, _TOUCHED, "ANALYZE catalogue_touched", _WITHDRAW,
                          _PRICES, _PRICES_OF_THE_PAST, "ANALYZE catalogue_new_price", _REPLACED, _ENDED, _BEGUN, _SEARCHED):  # fmt: skip
            cursor.execute(statement, facts)
        _drop(cursor)
    return chosen


def _drop(cursor: Any) -> None:
    names = ("chosen", "lots", "touched", "new_price")
    cursor.execute("DROP TABLE IF EXISTS " + ", ".join(f"pg_temp.catalogue_{name}" for name in names))
