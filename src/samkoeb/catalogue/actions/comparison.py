"""The diff, set-based: every staged line against the items in force and the tendered prices, in one statement each.

All prices compared here are per base unit (per piece of what a box holds) and at ten decimals. What can't be compared with the
tendered price (another unit, another currency, not on the list) counts as not tendered: it must be approved by name.
"""

from datetime import date
from typing import Any, Final

from django.db import connection

from samkoeb.catalogue.actions.staging import table_of

_PIECES: Final = "('C62', 'EA', 'H87', 'NAR')"

#: field of the diff → how a line says it, how the item remembers it.
_FIELDS: Final = {
    "name_da": ("coalesce(s.data->>'name_da', s.data->>'name_en', '')", "i.name_da"),
    "name_en": ("coalesce(s.data->>'name_en', '')", "i.name_en"),
    "description_da": ("coalesce(s.data->>'description_da', '')", "i.description_da"),
    "description_en": ("coalesce(s.data->>'description_en', '')", "i.description_en"),
    "manufacturer": ("coalesce(s.data->>'manufacturer', '')", "i.manufacturer"),
    "manufacturer_item_number": ("coalesce(s.data->>'manufacturer_item_number', '')", "i.manufacturer_item_number"),
    "gtin": ("coalesce(s.data->>'gtin', '')", "i.gtin"),
    "unspsc": ("coalesce(s.data->>'unspsc', '')", "i.unspsc"),
    "unit": ("s.data->>'unit'", "i.unit"),
    "pack_content": ("(s.data->>'pack_content')::numeric(18, 6)", "i.pack_content"),
    "pack_unit": ("s.data->>'pack_unit'", "i.pack_unit"),
    "minimum_quantity": ("(s.data->>'minimum_quantity')::numeric(18, 6)", "i.minimum_quantity"),
    "order_multiple": ("(s.data->>'order_multiple')::numeric(18, 6)", "i.order_multiple"),
    "lead_time_days": ("(s.data->>'lead_time_days')::integer", "i.lead_time_days"),
    "is_service": ("coalesce((s.data->>'is_service')::boolean, false)", "i.is_service"),
    "attributes": ("coalesce(s.data->'attributes', '{}')", "i.attributes"),
    "labels": ("coalesce(s.data->'labels', '[]')", "i.labels"),
    "image_url": ("coalesce(s.data->>'image_url', '')", "i.image_url"),
    "vat": ("(s.data->>'vat_category', (s.data->>'vat_percent')::numeric(7, 4))", "(i.vat_category, i.vat_percent)"),
    "price": ("s.price", "p.per_base"),
    "currency": ("s.data->'prices'->0->>'currency'", "p.currency"),
    "quantity_breaks": ("s.breaks", "coalesce(b.said, '')"),
}
_CHANGED: Final = ", ".join(f"CASE WHEN {new} IS DISTINCT FROM {old} THEN '{name}' END" for name, (new, old) in _FIELDS.items())

_IS_OFFERED: Final = "NOT s.is_left_out AND coalesce(s.data->>'action', '') <> 'delete'"
_LINE_BREAKS: Final = """
    CASE WHEN jsonb_array_length(data->'prices') > 1 THEN coalesce((
        SELECT string_agg(trim_scale((e->>'minimum')::numeric) || ':'
                          || trim_scale(round((e->>'amount')::numeric / (e->>'base_quantity')::numeric, 10)),
                          ',' ORDER BY (e->>'minimum')::numeric)
        FROM jsonb_array_elements(data->'prices') e
        WHERE (e->>'minimum')::numeric > (data->'prices'->0->>'minimum')::numeric
          AND coalesce((e->>'valid_from')::date, %(on)s) <= %(on)s AND coalesce((e->>'valid_to')::date, 'infinity') > %(on)s
    ), '') ELSE '' END"""

#: What the lines are held against, each in a table of its own that is analysed: what was written a moment ago has no statistics, and
#: without them the planner joins a hundred thousand lines to as many prices one by one.
_NOW: Final = {
    "catalogue_now_items": ("id, supplier_item_number", """
        SELECT * FROM catalogue_item WHERE agreement_id = %(agreement)s AND withdrawn_at IS NULL"""),
    "catalogue_now_prices": ("item_id", """
        SELECT DISTINCT ON (p.item_id) p.item_id, p.currency, p.minimum_quantity,
               round(p.amount / p.base_quantity / i.pack_content, 10) AS per_base
        FROM catalogue_price p JOIN catalogue_now_items i ON i.id = p.item_id
        ORDER BY p.item_id, p.minimum_quantity,
                 (p.valid_from <= %(on)s AND coalesce(p.valid_to, 'infinity') > %(on)s) DESC, p.valid_from > %(on)s, p.valid_from DESC"""),
    "catalogue_now_breaks": ("item_id", """
        SELECT p.item_id, string_agg(trim_scale(p.minimum_quantity) || ':' || trim_scale(round(p.amount / p.base_quantity, 10)),
                                     ',' ORDER BY p.minimum_quantity) AS said
        FROM catalogue_price p JOIN catalogue_now_prices least ON least.item_id = p.item_id
        WHERE p.minimum_quantity > least.minimum_quantity AND p.valid_from <= %(on)s AND coalesce(p.valid_to, 'infinity') > %(on)s
        GROUP BY p.item_id"""),
    "catalogue_now_tendered": ("supplier_item_number", """
        SELECT DISTINCT ON (supplier_item_number, unit) supplier_item_number, unit, price / base_quantity AS per_unit
        FROM agreements_tenderedprice WHERE agreement_id = %(agreement)s
        ORDER BY supplier_item_number, unit, (valid_from <= %(on)s AND coalesce(valid_to, 'infinity') > %(on)s) DESC, valid_from DESC"""),
}

_WRITE_OFFERED: Final = f"""
WITH bids AS (
    SELECT s.number, min(CASE
        WHEN s.data->'prices'->0->>'currency' IS DISTINCT FROM %(currency)s THEN NULL
        WHEN t.unit = s.data->>'unit' OR (t.unit IN {_PIECES} AND s.data->>'unit' IN {_PIECES})
        THEN round(t.per_unit / (s.data->>'pack_content')::numeric, 10)
        WHEN t.unit = s.data->>'pack_unit' OR (t.unit IN {_PIECES} AND s.data->>'pack_unit' IN {_PIECES})
        THEN round(t.per_unit, 10) END) AS per_base
    FROM {{staging}} s JOIN catalogue_now_tendered t ON t.supplier_item_number = s.number
    WHERE {_IS_OFFERED} GROUP BY s.number
), offered AS (
    SELECT s.line_number, s.number, s.data, s.price, s.faults, i.id AS item_id, p.per_base AS before,
           CASE WHEN i.id IS NOT NULL THEN array_remove(ARRAY[{_CHANGED}], NULL) END AS changed, bid.per_base AS tendered
    FROM (SELECT *, {_LINE_BREAKS} AS breaks FROM {{staging}} s WHERE {_IS_OFFERED}) s
    LEFT JOIN bids bid ON bid.number = s.number
    LEFT JOIN catalogue_now_items i ON i.supplier_item_number = s.number
    LEFT JOIN catalogue_now_prices p ON p.item_id = i.id
    LEFT JOIN catalogue_now_breaks b ON b.item_id = i.id
)
INSERT INTO catalogue_versionline (version_id, line_number, supplier_item_number, data, price, faults, is_left_out,
                                   change, changed_fields, price_before, tendered_price, not_tendered, decision)
SELECT %(version)s, line_number, number, data, price, faults, false,
       CASE WHEN item_id IS NULL THEN 'new' WHEN cardinality(changed) = 0 THEN 'unchanged' ELSE 'changed' END,
       CASE WHEN item_id IS NULL THEN '[]'::jsonb ELSE to_jsonb(changed) END,
       before, tendered, %(has_tender)s AND tendered IS NULL, 'open'
FROM offered ORDER BY line_number"""

_WRITE_LEFT_OUT: Final = """
INSERT INTO catalogue_versionline (version_id, line_number, supplier_item_number, data, price, faults, is_left_out,
                                   change, changed_fields, price_before, tendered_price, not_tendered, decision)
SELECT %(version)s, line_number, number, data, NULL, faults, true, '', '[]', NULL, NULL, false, 'left_out'
FROM {staging} WHERE is_left_out ORDER BY line_number"""

_GONE_DATA: Final = """jsonb_build_object('name_da', i.name_da, 'gtin', i.gtin, 'unit', i.unit, 'pack_content', trim_scale(i.pack_content)::text,
                                          'pack_unit', i.pack_unit)"""

_WRITE_DELETIONS: Final = f"""
WITH meant AS (
    SELECT s.line_number, i.id FROM {{staging}} s JOIN catalogue_now_items i ON i.supplier_item_number = s.number
    WHERE s.data->>'action' = 'delete' AND s.number <> ''
    UNION ALL
    SELECT s.line_number, min(i.id) FROM {{staging}} s JOIN catalogue_now_items i ON ltrim(i.gtin, '0') = ltrim(s.data->>'gtin', '0')
    WHERE s.data->>'action' = 'delete' AND s.number = '' AND i.gtin <> '' GROUP BY s.line_number
)
INSERT INTO catalogue_versionline (version_id, line_number, supplier_item_number, data, price, faults, is_left_out,
                                   change, changed_fields, price_before, tendered_price, not_tendered, decision)
SELECT %(version)s, s.line_number, coalesce(i.supplier_item_number, s.number),
       CASE WHEN i.id IS NULL THEN s.data ELSE s.data || {_GONE_DATA} END, NULL,
       CASE WHEN i.id IS NULL THEN s.faults || jsonb_build_array(jsonb_build_object('code', 'catalogue.nothing_to_delete',
            'severity', 'warning', 'facts', jsonb_build_object('line', s.line_number, 'said', coalesce(nullif(s.number, ''), s.data->>'gtin'))))
            ELSE s.faults END,
       i.id IS NULL, CASE WHEN i.id IS NULL THEN '' ELSE 'gone' END, '[]', p.per_base, NULL, false,
       CASE WHEN i.id IS NULL THEN 'left_out' ELSE 'open' END
FROM {{staging}} s
LEFT JOIN meant m ON m.line_number = s.line_number
LEFT JOIN catalogue_now_items i ON i.id = m.id
LEFT JOIN catalogue_now_prices p ON p.item_id = i.id
WHERE NOT s.is_left_out AND s.data->>'action' = 'delete' ORDER BY s.line_number"""

_WRITE_GONE: Final = f"""
INSERT INTO catalogue_versionline (version_id, line_number, supplier_item_number, data, price, faults, is_left_out,
                                   change, changed_fields, price_before, tendered_price, not_tendered, decision)
SELECT %(version)s, 0, i.supplier_item_number, {_GONE_DATA}, NULL, '[]', false, 'gone', '[]', p.per_base, NULL, false, 'open'
FROM catalogue_now_items i LEFT JOIN catalogue_now_prices p ON p.item_id = i.id
WHERE NOT EXISTS (SELECT FROM {{staging}} s WHERE s.number = i.supplier_item_number)
  AND NOT EXISTS (SELECT FROM catalogue_versionline l
                  WHERE l.version_id = %(version)s AND l.change = 'gone' AND l.supplier_item_number = i.supplier_item_number)
ORDER BY i.supplier_item_number"""

_COUNT: Final = """
SELECT count(*) FILTER (WHERE change = 'new'), count(*) FILTER (WHERE change = 'changed'), count(*) FILTER (WHERE change = 'gone'),
       count(*) FILTER (WHERE change = 'unchanged'), count(*) FILTER (WHERE is_left_out),
       count(*) FILTER (WHERE NOT is_left_out AND faults <> '[]'), count(*) FILTER (WHERE not_tendered),
       count(*) FILTER (WHERE price > tendered_price), count(*) FILTER (WHERE price > price_before), count(*) FILTER (WHERE price < price_before)
FROM catalogue_versionline WHERE version_id = %(version)s"""
COUNTED: Final = (
    "new", "changed", "gone", "unchanged", "faulty", "warned", "not_tendered", "dearer_than_tendered", "price_up", "price_down",
)


def write_lines(version_id: int, *, agreement_id: int, currency: str, on: date, partial: bool) -> None:
    """Move the staged lines into the version, each with what it changes. `currency` is the agreement's."""
    facts: dict[str, Any] = {"version": version_id, "agreement": agreement_id, "currency": currency, "on": on}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(f"ANALYZE {table_of(version_id)} (number, is_left_out)")
        _drop(cursor)
        for name, (columns, rows) in _NOW.items():
            cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {rows}", facts)
            cursor.execute(f"ANALYZE {name} ({columns})")
        cursor.execute("SELECT EXISTS (SELECT FROM catalogue_now_tendered)")
        facts["has_tender"] = cursor.fetchone()[0]
        for statement in (_WRITE_OFFERED, _WRITE_LEFT_OUT, _WRITE_DELETIONS, *([] if partial else [_WRITE_GONE])):
            cursor.execute(statement.replace("{staging}", table_of(version_id)), facts)
        _drop(cursor)


def _drop(cursor: Any) -> None:
    cursor.execute("DROP TABLE IF EXISTS " + ", ".join(f"pg_temp.{name}" for name in _NOW))


def counts(version_id: int) -> dict[str, int]:
    """How many lines of each kind the version has."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"version": version_id})
        return dict(zip(COUNTED, cursor.fetchone(), strict=True))
