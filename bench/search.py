"""Search over 100,000 items with visibility and facets, against PostgreSQL's own text search on the same rows.

Each question asks for a page of 20 with total and facets, as one of 60 bodies that may draw on a fifth of the agreements. PostgreSQL is
given what it needs to be good: a GIN index on a Danish tsvector, one with trigrams for typing errors, and a plain one on the agreement.
CPU is this process's for tantivy, and wall time for PostgreSQL (its work is done in another process); peak memory is this process's.
"""

from __future__ import annotations

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

ITEMS = 100_000
AGREEMENTS = 500
SUPPLIERS = 120
VIEWERS = 60
QUESTIONS = 400
QUESTIONS_TO_POSTGRESQL = 40
COLOURS = ("blå", "hvid", "sort", "grøn", "gul", "rød", "klar", "grå")
SIZES = ("XS", "S", "M", "L", "XL", "XXL")
LABELS = ("Svanemærket", "FSC", "Ø-mærket", "EU-blomsten")
GOAL = "p95 ≤ 10 ms"


def run(url: str | None = None) -> list[dict[str, Any]]:
    """One row per way of searching; with the address of a PostgreSQL also its figures on the same rows, and the ratio."""
    chance = random.Random(20261122)
    rows = list(items(chance))
    viewers = [_viewer(chance) for _ in range(VIEWERS)]
    table: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        began, cpu = time.perf_counter(), time.process_time()
        shelf.rebuild(rows, Mark(1, "bench", date(2026, 11, 22)), names=[row.name_da for row in rows])
        took, used = time.perf_counter() - began, time.process_time() - cpu
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        table.append(
            {
                "what": f"index built of {ITEMS} items",
                "per second": round(ITEMS / took),
                "cpu s": round(used, 1),
                "MB on disk": round(size / 1e6),
                "peak MB": _peak(),
            }
        )
        opened = shelf.opened()
        assert opened is not None
        ways = list(_ways(opened, rows, viewers))
        for name, ask, goal in ways:
            table.append({"what": name, **_measure(ask), "goal": goal, "peak MB": _peak()})
        if url:
            _compare(url, rows, viewers, table)
    return table


def items(chance: random.Random) -> Iterator[SearchRow]:
    """Item names as suppliers write them: one or two compounds of the house's stems, a size, a measure; the common ones far more often."""
    stems = sorted(own_stems())
    chance.shuffle(stems)
    for number in range(1, ITEMS + 1):
        kind = stems[min(int(chance.paretovariate(0.7)) - 1, len(stems) - 1)]
        other = stems[chance.randrange(len(stems))]
        compound = stems[chance.randrange(len(stems))] + chance.choice(("", "s", "e")) + kind
        colour, size = chance.choice(COLOURS), chance.choice(SIZES)
        yield SearchRow(
            item_id=number,
            agreement_id=chance.randrange(AGREEMENTS),
            supplier_id=chance.randrange(SUPPLIERS),
            supplier_name=f"Leverandør {number % SUPPLIERS}",
            supplier_item_number=f"{chance.randrange(10_000)}-{number}",
            gtins=(f"57{number:011d}",),
            name_da=f"{compound.capitalize()}, {other}, {colour}, {size} {chance.randrange(1, 60)} x {chance.randrange(1, 60)} cm",
            description=" ".join(chance.choice(stems) for _ in range(12)),
            unspsc=f"{chance.randrange(10, 90)}{chance.randrange(10, 30)}{chance.randrange(10, 20)}{chance.randrange(1, 9):02d}",
            labels=(chance.choice(LABELS),) if chance.random() < 0.3 else (),
            attributes=(f"Farve={colour}", f"Størrelse={size}"),
            price_per_base_unit=Decimal(chance.randrange(1, 10_000_000)) / 10_000,
            pack_text="1 æske à 100 stk = 100 stk",
        )


def _ways(
    opened: Opened, rows: list[SearchRow], viewers: list[Viewer]
) -> Iterator[tuple[str, Callable[[random.Random], Any], str]]:
    def words(chance: random.Random, count: int) -> str:
        return " ".join(word.strip(",") for word in chance.choice(rows).name_da.split()[:count])

    def ask(chance: random.Random, text: str, **options: Any) -> Any:
        return search(opened, text, chance.choice(viewers), **options)

    def one_wrong(chance: random.Random) -> str:
        word = words(chance, 1).lower()
        place = chance.randrange(1, len(word) - 1)
        return word[:place] + word[place + 1 :]

    def common(chance: random.Random) -> str:
        return chance.choice(("handske", "papir", "pose", "sæk", "blå", "rør", "plast", "kost", "m", "cm"))

    yield "a page, total and facets: a word of an item", lambda c: ask(c, words(c, 1)), GOAL
    yield "a page, total and facets: two words", lambda c: ask(c, words(c, 2)), GOAL
    yield "a page, total and facets: a common word", lambda c: ask(c, common(c)), GOAL
    yield "a page, total and facets: narrowed to a colour", lambda c: ask(c, common(c), chosen={"attribute:Farve": ["blå"]}), GOAL
    yield "a page by price", lambda c: ask(c, words(c, 1), sort="price"), GOAL
    yield "all items of the viewer, with facets", lambda c: ask(c, ""), GOAL
    yield "a word with a letter missing", lambda c: ask(c, one_wrong(c)), GOAL
    yield "a GTIN", lambda c: ask(c, chance_gtin(c)), GOAL
    yield "suggestions while typing", lambda c: suggest(opened, words(c, 1)[: c.randrange(2, 6)], c.choice(viewers)), GOAL


def chance_gtin(chance: random.Random) -> str:
    return f"57{chance.randrange(1, ITEMS):011d}"


def _viewer(chance: random.Random) -> Viewer:
    mine = chance.sample(range(AGREEMENTS), AGREEMENTS // 5)
    return Viewer(frozenset(mine), frozenset(mine[:20]))


def _measure(ask: Callable[[random.Random], Any], questions: int = QUESTIONS) -> dict[str, Any]:
    chance = random.Random(7)
    for _ in range(questions // 10):
        ask(chance)
    walls, cpus = [], []
    for _ in range(questions):
        began, cpu = time.perf_counter(), time.process_time()
        ask(chance)
        walls.append((time.perf_counter() - began) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return {
        "per second": round(1000 / statistics.fmean(walls)),
        "p50 ms": _at(walls, 50),
        "p95 ms": _at(walls, 95),
        "cpu ms": round(statistics.fmean(cpus), 2),
    }


def _at(times: list[float], percent: int) -> float:
    return round(statistics.quantiles(times, n=100)[percent - 1], 2)


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _compare(url: str, rows: list[SearchRow], viewers: list[Viewer], table: list[dict[str, Any]]) -> None:
    with psycopg.connect(url) as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.execute(
            "CREATE TEMPORARY TABLE bench_item (id int, agreement int, supplier int, unspsc text, colour text, name text, body text)"
        )
        with connection.cursor().copy("COPY bench_item FROM STDIN") as copy:
            for row in rows:
                colour = row.attributes[0].partition("=")[2]
                copy.write_row((row.item_id, row.agreement_id, row.supplier_id, row.unspsc, colour, row.name_da, row.description))
        connection.execute("ALTER TABLE bench_item ADD words tsvector")
        connection.execute("UPDATE bench_item SET words = to_tsvector('danish', name || ' ' || body)")
        connection.execute("CREATE INDEX ON bench_item USING gin (words)")
        connection.execute("CREATE INDEX ON bench_item USING gin (name gin_trgm_ops)")
        connection.execute("CREATE INDEX ON bench_item (agreement)")
        connection.execute("ANALYZE bench_item")

        def ask(chance: random.Random, text: str, condition: str) -> None:
            facts = {"text": text, "mine": sorted(chance.choice(viewers).agreements)}
            where = f"FROM bench_item WHERE {condition} AND agreement = ANY(%(mine)s)"
            connection.execute(
                f"SELECT id, name {where} ORDER BY ts_rank(words, websearch_to_tsquery('danish', %(text)s)) DESC LIMIT 20", facts
            ).fetchall()
            connection.execute(
                f"SELECT supplier, left(unspsc, 2), colour, count(*) {where} GROUP BY GROUPING SETS ((supplier), (left(unspsc, 2)), (colour), ())",
                facts,
            ).fetchall()

        by_words = "words @@ websearch_to_tsquery('danish', %(text)s)"
        similar = "name %%> %(text)s"
        for name, text, condition in (
            ("a page, total and facets: a word of an item", lambda c: c.choice(rows).name_da.split()[0].strip(","), by_words),
            ("a page, total and facets: a common word", lambda c: c.choice(("handske", "papir", "pose", "blå", "cm")), by_words),
            ("a word with a letter missing", lambda c: c.choice(rows).name_da.split()[0].strip(",")[1:], similar),
        ):
            found = _measure(lambda c, text=text, condition=condition: ask(c, text(c), condition), QUESTIONS_TO_POSTGRESQL)
            ours = next(row for row in table if row["what"] == name)
            table.append(
                {
                    "what": f"{name} (PostgreSQL)",
                    "per second": found["per second"],
                    "p50 ms": found["p50 ms"],
                    "p95 ms": found["p95 ms"],
                    "times ours at p95": round(found["p95 ms"] / ours["p95 ms"], 1),
                }
            )


def show(table: list[dict[str, Any]]) -> str:
    """The table as text, one line a row."""
    columns = list(dict.fromkeys(name for row in table for name in row))
    lines = [[str(row.get(name, "")) for name in columns] for row in table]
    widths = [max(len(line[place]) for line in [columns, *lines]) for place in range(len(columns))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in [columns, *lines])


if __name__ == "__main__":
    print(show(run(os.environ.get("DATABASE_URL"))))
