"""Search over 100,000 items with visibility and facets, against PostgreSQL's own text search on the same rows (goal p95 ≤ 10 ms).

Each question asks for a page of 20 with total and facets, as a unit that may draw on a fifth of the agreements. PostgreSQL is given what
it needs to be good: a GIN index on a Danish tsvector, one with trigrams for typing errors, a plain one on the agreement. It is asked at
DATABASE_URL; without one, those rows are absent.
"""

import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from samkoeb.catalogue.logic.compounds import own_stems
from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.search.document import SearchRow
from samkoeb.catalogue.search.index import Mark, Opened, Shelf
from samkoeb.catalogue.search.search import search, suggest

GOAL = 10
ITEMS = 100_000
AGREEMENTS = 500
SUPPLIERS = 120
QUESTIONS = 300
QUESTIONS_TO_POSTGRESQL = 40
COLOURS = ("blå", "hvid", "sort", "grøn", "gul", "rød", "klar", "grå")
SIZES = ("XS", "S", "M", "L", "XL", "XXL")
LABELS = ("Svanemærket", "FSC", "Ø-mærket", "EU-blomsten")
COMMON = ("handske", "papir", "pose", "sæk", "blå", "rør", "plast", "kost", "m", "cm")

Ask = Callable[[random.Random], Any]


def run() -> list[dict[str, Any]]:
    """One row per kind of question: what, value (p95 of the wall time), p50, CPU seconds for a thousand questions, goal, reached."""
    chance = random.Random(20261122)
    rows = list(_items(chance))
    mine = chance.sample(range(AGREEMENTS), AGREEMENTS // 5)
    viewer = Viewer(frozenset(mine), frozenset(mine[:20]))
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        began, used = time.perf_counter(), time.process_time()
        shelf.rebuild(rows, Mark("1:1:", "bench", date(2026, 11, 22)), names=[row.name_da for row in rows])
        took = time.perf_counter() - began
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        table: list[dict[str, Any]] = [
            {
                "what": f"search index built anew, {ITEMS:,} items, {size / 1e6:.0f} MB",
                "value": round(ITEMS / took),
                "unit": "items/s",
                "cpu_seconds": round(time.process_time() - used, 1),
                "peak_mb": _peak(),
            }
        ]
        opened = shelf.opened()
        if opened is None:
            raise FileNotFoundError("the index that was just built is not there")
        seen = [row for row in rows if row.agreement_id in viewer.agreements]
        for what, ask in _questions(opened, seen, viewer):
            found = _measure(ask, QUESTIONS)
            table.append(
                {"what": f"search, {what}", **found, "goal": GOAL, "reached": found["value"] <= GOAL, "peak_mb": _peak()}
            )
    if url := os.environ.get("DATABASE_URL"):
        table += _postgresql(url, rows, seen, viewer, {row["what"]: row["value"] for row in table})
    return table


def _items(chance: random.Random) -> Iterator[SearchRow]:
    """Names as suppliers write them: a compound of the house's stems, another word, colour, size, measure; some words far more often."""
    stems = sorted(own_stems())
    chance.shuffle(stems)
    for number in range(1, ITEMS + 1):
        kind = stems[min(int(chance.paretovariate(0.7)) - 1, len(stems) - 1)]
        compound = stems[chance.randrange(len(stems))] + chance.choice(("", "s", "e")) + kind
        colour, size = chance.choice(COLOURS), chance.choice(SIZES)
        yield SearchRow(
            item_id=number,
            agreement_id=chance.randrange(AGREEMENTS),
            supplier_id=chance.randrange(SUPPLIERS),
            supplier_name=f"Leverandør {number % SUPPLIERS}",
            supplier_item_number=f"{chance.randrange(10_000)}-{number}",
            gtins=(f"57{number:011d}",),
            name_da=f"{compound.capitalize()}, {chance.choice(stems)}, {colour}, {size} {chance.randrange(1, 60)} x 40 cm",
            description=" ".join(chance.choice(stems) for _ in range(12)),
            unspsc=f"{chance.randrange(10, 90)}{chance.randrange(10, 30)}{chance.randrange(10, 20)}{chance.randrange(1, 9):02d}",
            labels=(chance.choice(LABELS),) if chance.random() < 0.3 else (),
            attributes=(f"Farve={colour}", f"Størrelse={size}"),
            price_per_base_unit=Decimal(chance.randrange(1, 10_000_000)) / 10_000,
            pack_text="1 æske à 100 stk = 100 stk",
        )


def _questions(opened: Opened, seen: list[SearchRow], viewer: Viewer) -> Iterator[tuple[str, Ask]]:
    def ask(text: str, **options: Any) -> Any:
        return search(opened, text, viewer, **options)

    yield "a word", lambda c: ask(_words(c, seen, 1))
    yield "two words", lambda c: ask(_words(c, seen, 2))
    yield "a common word", lambda c: ask(c.choice(COMMON))
    yield "a common word, narrowed", lambda c: ask(c.choice(COMMON), chosen={"attribute:Farve": ["blå"]})
    yield "a word, by price", lambda c: ask(_words(c, seen, 1), sort="price")
    yield "all that may be bought", lambda c: ask("")
    yield "a letter missing", lambda c: ask(_with_a_letter_missing(c, seen))
    yield "a GTIN", lambda c: ask(c.choice(seen).gtins[0])
    yield "suggestions while typing", lambda c: suggest(opened, _words(c, seen, 1)[: c.randrange(2, 6)], viewer)


def _words(chance: random.Random, seen: list[SearchRow], count: int) -> str:
    return " ".join(word.strip(",") for word in chance.choice(seen).name_da.split()[:count])


def _with_a_letter_missing(chance: random.Random, seen: list[SearchRow]) -> str:
    word = _words(chance, seen, 1).lower()
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def _measure(ask: Ask, questions: int) -> dict[str, Any]:
    chance = random.Random(7)
    for _ in range(questions // 10):
        ask(chance)
    walls = []
    used = time.process_time()
    for _ in range(questions):
        began = time.perf_counter()
        ask(chance)
        walls.append((time.perf_counter() - began) * 1000)
    return {
        "value": round(statistics.quantiles(walls, n=100)[94], 2),
        "unit": "ms p95",
        "p50_ms": round(statistics.median(walls), 2),
        "cpu_seconds": round((time.process_time() - used) * 1000 / questions, 2),
    }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _postgresql(
    url: str, rows: list[SearchRow], seen: list[SearchRow], viewer: Viewer, ours: dict[str, float]
) -> list[dict[str, Any]]:
    """The same questions to GIN indexes on the same rows, in a transaction that is rolled back."""
    by_words, similar = "words @@ websearch_to_tsquery('danish', %(text)s)", "name %%> %(text)s"
    kinds: list[tuple[str, Callable[[random.Random], str], str]] = [
        ("a word", lambda c: _words(c, seen, 1), by_words),
        ("a common word", lambda c: c.choice(COMMON), by_words),
        ("a letter missing", lambda c: _with_a_letter_missing(c, seen), similar),
    ]
    table = []
    with psycopg.connect(url) as connection, connection.transaction(force_rollback=True):
        _fill(connection, rows)
        for what, text_of, condition in kinds:

            def ask(chance: random.Random, text_of: Callable[[random.Random], str] = text_of, where: str = condition) -> None:
                _ask_postgresql(connection, text_of(chance), where, viewer)

            found = _measure(ask, QUESTIONS_TO_POSTGRESQL)
            del found["cpu_seconds"]  # it is spent in another process
            times = round(found["value"] / ours[f"search, {what}"], 1)
            table.append({"what": f"PostgreSQL GIN, {what}", **found, "times_ours": times})
    return table


def _fill(connection: psycopg.Connection[Any], rows: list[SearchRow]) -> None:
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    connection.execute(
        "CREATE TEMPORARY TABLE bench_item (id int, agreement int, supplier int, unspsc text, colour text, name text, body text)"
    )
    with connection.cursor().copy("COPY bench_item FROM STDIN") as copy:
        for row in rows:
            colour = row.attributes[0].partition("=")[2]
            copy.write_row((row.item_id, row.agreement_id, row.supplier_id, row.unspsc, colour, row.name_da, row.description))
    connection.execute(
        "ALTER TABLE bench_item ADD words tsvector GENERATED ALWAYS AS (to_tsvector('danish', name || ' ' || body)) STORED"
    )
    connection.execute("CREATE INDEX ON bench_item USING gin (words)")
    connection.execute("CREATE INDEX ON bench_item USING gin (name gin_trgm_ops)")
    connection.execute("CREATE INDEX ON bench_item (agreement)")
    connection.execute("ANALYZE bench_item")


def _ask_postgresql(connection: psycopg.Connection[Any], text: str, condition: str, viewer: Viewer) -> None:
    facts = {"text": text, "mine": sorted(viewer.agreements)}
    where = f"FROM bench_item WHERE {condition} AND agreement = ANY(%(mine)s)"
    rank = "ts_rank(words, websearch_to_tsquery('danish', %(text)s))"
    sets = "GROUPING SETS ((supplier), (left(unspsc, 2)), (colour), ())"
    connection.execute(f"SELECT id, name {where} ORDER BY {rank} DESC LIMIT 20", facts).fetchall()
    connection.execute(f"SELECT supplier, left(unspsc, 2), colour, count(*) {where} GROUP BY {sets}", facts).fetchall()


if __name__ == "__main__":
    for line in run():
        print(line)
