"""The index on disk: what is deleted is gone, what is killed is whole, and nothing is shown to those who may not see it."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tantivy import Document, Index, SchemaBuilder
from tests.builders.search_items import EVERYBODY, MARK, TODAY, build, rows_by_number

from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.search.document import SearchRow
from samkoeb.catalogue.search.index import Mark, Shelf
from samkoeb.catalogue.search.search import search, suggest

BUYER = Viewer(frozenset({1}))


def row(item_id, name, **fields):
    return SearchRow(
        **{
            "item_id": item_id,
            "agreement_id": 1,
            "supplier_id": 1,
            "name_da": name,
            "price_per_base_unit": Decimal("1.5"),
        }
        | fields
    )


def ids(opened, text, viewer=BUYER, **options):
    return {hit.item_id for hit in search(opened, text, viewer, size=100, **options).hits}


def test_deleting_by_the_item_field_really_deletes(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.rebuild([row(1, "Tavle"), row(2, "Tavle"), row(12, "Tavle")], MARK)
    shelf.update([1], [], Mark("101:101:", "test", TODAY))
    opened = shelf.opened()
    assert ids(opened, "tavle") == {2, 12} and opened.mark.snapshot == "101:101:"
    assert opened.searcher.num_docs == 3  # two items and the watermark: nothing left behind


def test_tantivy_deletes_by_text_terms_which_is_what_we_rely_on(tmp_path):
    builder = SchemaBuilder()
    builder.add_text_field("item", tokenizer_name="raw", index_option="basic")
    schema = builder.build()
    index = Index(schema, str(tmp_path))
    writer = index.writer(16_000_000, 1)
    for number in ("1", "2"):
        writer.add_document(Document.from_dict({"item": number}, schema))
    writer.commit()
    writer.delete_documents_by_term("item", "1")
    writer.commit()
    index.reload()
    assert index.searcher().num_docs == 1


def test_an_update_replaces_what_was_known(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.rebuild([row(1, "Tavle"), row(2, "Kridt")], MARK)
    shelf.update([1, 3], [row(1, "Bord"), row(3, "Stol")], Mark("102:102:", "test", TODAY))
    opened = shelf.opened()
    assert (ids(opened, "tavle"), ids(opened, "bord"), ids(opened, "stol"), ids(opened, "kridt")) == (set(), {1}, {3}, {2})


def test_another_worker_of_the_node_follows_updates_and_swaps(tmp_path):
    writing, reading = Shelf(tmp_path), Shelf(tmp_path)
    assert reading.opened() is None
    writing.rebuild([row(1, "Tavle")], MARK)
    assert ids(reading.opened(), "tavle") == {1}
    writing.update([2], [row(2, "Tavle")], Mark("101:101:", "test", TODAY))
    assert ids(reading.opened(), "tavle") == {1, 2}
    writing.rebuild([row(3, "Tavle")], Mark("103:103:", "test", TODAY))
    assert ids(reading.opened(), "tavle") == {3} and reading.opened().mark.snapshot == "103:103:"
    assert len(list(tmp_path.glob("v*"))) == 1


def test_only_one_worker_writes_at_a_time(tmp_path):
    one, other = Shelf(tmp_path), Shelf(tmp_path)
    with one.lock(wait=False) as mine, other.lock(wait=False) as theirs:
        assert mine and not theirs
    with other.lock(wait=False) as theirs:
        assert theirs


def test_a_damaged_index_is_as_good_as_none(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.rebuild([row(1, "Tavle")], MARK)
    (folder,) = tmp_path.glob("v*")
    (folder / "meta.json").write_text("{")
    assert Shelf(tmp_path).opened() is None
    (tmp_path / "current").write_text("v2-nowhere")
    assert Shelf(tmp_path).opened() is None
    shelf.rebuild([row(1, "Tavle")], MARK)
    assert ids(shelf.opened(), "tavle") == {1}


WRITER = """
import sys
from pathlib import Path
from samkoeb.catalogue.search.index import Mark, Shelf
from tests.apps.catalogue.test_search_index import row, TODAY
shelf = Shelf(Path(sys.argv[1]))
number = int(shelf.opened().mark.snapshot)
with shelf.lock(wait=True):
    while True:
        number += 1
        shelf.update([number], [row(number, "Tavle")], Mark(str(number), "test", TODAY))
        print(number, flush=True)
"""


def test_a_writer_killed_at_any_moment_loses_no_commit_and_leaves_the_lock_free(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.rebuild([], Mark("0", "test", TODAY))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(["src", "."])}
    acknowledged = 0
    for wait in (0.05, 0.11, 0.17, 0.02):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3], env=environment
        )
        acknowledged = int(writer.stdout.readline())
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        acknowledged = int(([acknowledged, *writer.stdout.read().split()])[-1])
        writer.wait()
        opened = Shelf(tmp_path).opened()
        committed = int(opened.mark.snapshot)
        assert committed in (acknowledged, acknowledged + 1)
        # The mark and the rows were committed together: as many rows as it says are there.
        assert search(opened, "tavle", BUYER).total == committed
    with shelf.lock(wait=False) as mine:
        assert mine


def test_a_rebuild_that_is_killed_leaves_the_old_index_in_place(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.rebuild([row(1, "Tavle")], MARK)

    def rows():
        yield row(2, "Tavle")
        raise InterruptedError

    with pytest.raises(InterruptedError):
        shelf.rebuild(rows(), MARK)
    assert ids(shelf.opened(), "tavle") == {1}
    shelf.rebuild([row(3, "Tavle")], MARK)
    assert len(list(tmp_path.glob("v*"))) == 1


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    return build(tmp_path_factory.mktemp("index"))


HOSTILE = [
    '"',
    '"handske',
    "'",
    "handske AND (OR NOT",
    "name:handske",
    "visible_to:1",
    "*",
    "handske*",
    "h?ndske~2^9",
    "[a TO z]",
    '+-&&||!(){}[]^"~*?:\\/',
    "\x00\x01\x02",
    "handske\x00nitril",
    "\ud800\udfff",
    "a" * 10_000,
    "handske " * 2_000,
    "🧤🧤🧤",
    "ﷺ" * 300,
    "\u202e\u200b\ufeff",
    "%s%n{0}${x}",
    "<script>alert(1)</script>",
    "'; DROP TABLE item; --",
    "9" * 5_000,
    "]C101",
    "(01)",
    "-1",
    "١٢٣٤٥٦٧٨",
    "½",
    "²³",
    "x x x x x x x x x x x x x x x",
    " \t\n\r ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_never_raises(catalogue, text):
    for sort in ("relevance", "price"):
        search(catalogue, text, EVERYBODY, sort=sort, typing=True)
    suggest(catalogue, text, EVERYBODY)
    search(catalogue, "handske", EVERYBODY, chosen={"label": [text], f"attribute:{text}": [text], text: [text], "unspsc": [text]})


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(catalogue, text):
    result = search(catalogue, text, EVERYBODY)
    assert result.total >= len(result.hits)
    suggest(catalogue, text, EVERYBODY)


@pytest.mark.parametrize("page", [-5, 0, 1, 10**9])
@pytest.mark.parametrize("size", [-1, 0, 10**9])
def test_no_page_raises(catalogue, page, size):
    assert len(search(catalogue, "", EVERYBODY, page=page, size=size).hits) <= 100


WORDS = [
    "handske",
    "nitril",
    "engangshandsker",
    "kanyle",
    "kanylebeholder",
    "papir",
    "kopipapir",
    "hemmelig",
    "sæk",
    "mælk",
    "7001",
    "handkse",
]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
AGREEMENTS = st.integers(min_value=1, max_value=5)
ITEMS = st.lists(st.tuples(NAMES, AGREEMENTS), min_size=1, max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=ITEMS, text=NAMES, mine=st.sets(AGREEMENTS, max_size=3), mandatory=st.sets(AGREEMENTS, max_size=2))
def test_visibility_never_leaks(tmp_path, items, text, mine, mandatory):
    """Neither in hits, totals, facets nor suggestions: all that is answered comes from items of the viewer's agreements."""
    rows = [
        row(number, f"{name} hemmelig{number}", agreement_id=agreement, labels=(f"label{number}",))
        for number, (name, agreement) in enumerate(items, 1)
    ]
    shelf = Shelf(tmp_path)
    shelf.rebuild(rows, MARK, names=[item.name_da for item in rows])
    opened = shelf.opened()
    viewer = Viewer(frozenset(mine), frozenset(mandatory))
    allowed = {item.item_id: item for item in rows if item.agreement_id in mine}
    for asked in ("", text, text + "x", "hemmelig", "hemelig1", "kanlye"):
        result = search(opened, asked, viewer, size=100)
        assert {hit.item_id for hit in result.hits} <= set(allowed) and result.total <= len(allowed)
        assert all(hit.is_mandatory == (hit.agreement_id in mandatory) for hit in result.hits)
        assert {count.value for count in result.facets.get("label", ())} <= {item.labels[0] for item in allowed.values()}
        words = {word for item in allowed.values() for word in item.name_da.split()} | set(asked.split())
        offered = [*result.suggestions, *suggest(opened, asked, viewer), *suggest(opened, "hem", viewer)]
        assert {word for suggestion in offered for word in suggestion.text.split()} <= words | {"hem"}
    assert {hit.item_id for hit in search(opened, "", viewer, size=100).hits} == set(allowed)


def test_who_belongs_to_nobody_sees_nothing(catalogue):
    nobody = Viewer()
    assert search(catalogue, "", nobody).total == 0 == search(catalogue, "handske", nobody).total
    assert suggest(catalogue, "hands", nobody) == ()


def test_what_has_no_price_comes_last_when_sorted_by_price(tmp_path):
    shelf = Shelf(tmp_path)
    prices = [None, Decimal("0.000001"), Decimal("99999999999"), Decimal(0)]
    shelf.rebuild([row(number, "Tavle", price_per_base_unit=price) for number, price in enumerate(prices)], MARK)
    hits = search(shelf.opened(), "tavle", BUYER, sort="price").hits
    assert [hit.item_id for hit in hits] == [3, 1, 2, 0]


def test_odd_texts_in_items_are_indexed_without_harm(tmp_path):
    shelf = Shelf(tmp_path)
    odd = row(
        1,
        "Tavle \x00\x1f\ud800 " + "å" * 70_000,
        description="x " * 100_000,
        labels=("a=b", "\x00", ""),
        attributes=("=", "a", "b=c=d"),
    )
    shelf.rebuild([odd, replace(odd, item_id=2, name_da="Tavle", unspsc="42-13a2")], MARK)
    result = search(shelf.opened(), "tavle", BUYER)
    assert result.total == 2 and json.dumps([hit.name_da for hit in result.hits])


def test_the_watermark_is_never_a_hit(catalogue):
    assert search(catalogue, "watermark", EVERYBODY).total == 0
    assert search(catalogue, "", EVERYBODY, size=100).total == len(rows_by_number())
