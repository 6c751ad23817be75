"""The index follows PostgreSQL: what is approved, changed, withdrawn or comes by the calendar is found so, and by those who may buy it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from tests.builders import bodies, goods
from tests.builders.bodies import AT, TODAY

from samkoeb.agreements.actions import add_participant, terminate
from samkoeb.catalogue.actions.search_changes import forget_changes, note_changes
from samkoeb.catalogue.models import Item, SearchChange
from samkoeb.catalogue.queries import search_rows
from samkoeb.catalogue.queries.search_viewer import viewer_of
from samkoeb.catalogue.search import node
from samkoeb.kernel.actor import operator

GLOVES = [
    "100 | Undersøgelseshandske, nitril, M | 42.00 | 100 | 5701234000017 | 42132203 | Pudderfri | Svanemærket",
    "101 | Engangshandsker vinyl, M | 19.00 | 100 | | 42132203",
    "102 | Kanyle 0,8 x 40 mm | 31.00 | 100 | | 42142523",
]


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def region(transactional_db):
    return bodies.body("Region Nordjylland")


@pytest.fixture
def ward(region):
    return bodies.unit(region)


@pytest.fixture
def agreement(region):
    return goods.agreement(region, bodies.supplier())


def numbers(text, unit, on=TODAY, **options):
    return [hit.number for hit in node.search(text, viewer_of(unit.pk, on), on=on, fresh=True, **options).hits]


def test_what_is_approved_is_found_by_the_ward_that_may_buy_it(agreement, ward):
    assert numbers("handske", ward) == []
    goods.offer(agreement, GLOVES)
    assert set(numbers("handske", ward)) == {"100", "101"}
    assert numbers("5701234000017", ward) == ["100"]
    assert numbers("pudderfri", ward) == ["100"]
    (hit,) = node.search("kanyler", viewer_of(ward.pk, TODAY), on=TODAY).hits
    assert (hit.is_mandatory, str(hit.price), hit.supplier_name) == (True, "0.3100000000", "Handskehuset A/S")
    assert "100 stk" in hit.pack_text


def test_facets_come_from_the_items(agreement, ward):
    goods.offer(agreement, GLOVES)
    facets = node.search("", viewer_of(ward.pk, TODAY), on=TODAY, fresh=True).facets
    assert [(count.value, count.count) for count in facets["label"]] == [("Svanemærket", 1)]
    assert [(count.value, count.count) for count in facets["agreement"]] == [(str(agreement.pk), 3)]
    assert [(count.value, count.count) for count in facets["unspsc"]] == [("42", 3)]


def test_a_new_version_changes_and_withdraws(agreement, ward):
    goods.offer(agreement, GLOVES)
    assert numbers("kanyle", ward) == ["102"]
    later = AT + timedelta(days=1)
    goods.offer(agreement, [GLOVES[0].replace("42.00", "21.00"), "103 | Tavlekridt, hvid | 12 | 1"], at=later)
    tomorrow = TODAY + timedelta(days=1)
    assert numbers("kanyle", ward, tomorrow) == []
    assert numbers("kridt", ward, tomorrow) == ["103"]
    (glove,) = node.search("handske", viewer_of(ward.pk, tomorrow), on=tomorrow).hits
    assert str(glove.price) == "0.2100000000"


def test_a_price_that_begins_by_the_calendar_is_there_on_its_day(agreement, ward):
    goods.offer(agreement, GLOVES)
    numbers("handske", ward)
    goods.offer(agreement, [line.replace("19.00", "99.00") for line in GLOVES], at=AT + timedelta(days=30))
    assert numbers("handske", ward, sort="price") == ["101", "100"]
    assert numbers("handske", ward, TODAY + timedelta(days=31), sort="price") == ["100", "101"]


def test_only_listed_bodies_and_units_find_it(region, ward):
    other = bodies.body("Aalborg Kommune", "municipality")
    school, office = bodies.unit(other, "Skole"), bodies.unit(other, "Rådhus")
    classroom = bodies.unit(other, "5. klasse", parent=school)
    under = goods.agreement(region, bodies.supplier(), listed=[(region, None, "mandatory"), (other, school, "voluntary")])
    goods.offer(under, GLOVES)
    assert numbers("kanyle", ward) == numbers("kanyle", school) == numbers("kanyle", classroom) == ["102"]
    assert numbers("kanyle", office) == []
    (hit,) = node.search("kanyle", viewer_of(classroom.pk, TODAY), on=TODAY).hits
    assert not hit.is_mandatory
    add_participant(under.pk, organisation_id=other.pk, binding_level="mandatory", valid_from=TODAY, by=operator(), at=AT)
    assert numbers("kanyle", office) == ["102"]


def test_it_is_gone_when_the_agreement_ends_or_is_terminated(region, ward):
    soon = goods.agreement(region, bodies.supplier(), valid_to=TODAY + timedelta(days=5))
    goods.offer(soon, GLOVES)
    assert numbers("kanyle", ward, TODAY + timedelta(days=4)) == ["102"]
    assert numbers("kanyle", ward, TODAY + timedelta(days=5)) == []
    terminate(soon.pk, on=TODAY, by=operator(), at=AT)
    assert numbers("kanyle", ward) == []


def test_a_successor_finds_what_its_predecessors_could_buy(transactional_db):
    capital = bodies.merging_regions()
    new_ward = bodies.unit(capital.oestdanmark, "Afsnit i den nye region")
    goods.offer(goods.agreement(capital.sjaelland, bodies.supplier()), GLOVES)
    assert numbers("kanyle", new_ward, bodies.MERGER - timedelta(days=1)) == []
    assert numbers("kanyle", new_ward, bodies.MERGER) == ["102"]


def test_a_change_of_a_transaction_that_is_still_open_waits_and_is_not_lost(agreement, ward):
    """The trap: a transaction that began earlier commits later, with a lower id than one that the index has seen."""
    items = goods.offer(agreement, GLOVES)
    numbers("kanyle", ward)
    wrote, may_commit = threading.Event(), threading.Event()

    def slow_change():
        with transaction.atomic():
            Item.objects.filter(pk=items[2].pk).update(name_da="Strikkepind")
            note_changes([items[2].pk])
            wrote.set()
            assert may_commit.wait(20)
        connection.close()

    slow = threading.Thread(target=slow_change)
    slow.start()
    assert wrote.wait(20)
    Item.objects.filter(pk=items[1].pk).update(name_da="Vinterhandske")
    with transaction.atomic():
        note_changes([items[1].pk])
    assert numbers("strikkepind", ward) == []
    assert numbers("vinterhandske", ward) == ["101"]  # and it holds nobody else's changes back
    may_commit.set()
    slow.join()
    assert numbers("strikkepind", ward) == ["102"]
    assert numbers("vinterhandske", ward) == ["101"]


def test_a_change_that_was_rolled_back_was_none(agreement, ward):
    items = goods.offer(agreement, GLOVES)
    before = node.current(TODAY, fresh=True).mark
    with pytest.raises(InterruptedError), transaction.atomic():
        note_changes([items[0].pk])
        raise InterruptedError
    assert SearchChange.objects.count() == 3
    assert node.current(TODAY, fresh=True).mark == before


def test_an_index_of_another_database_is_built_anew(agreement, ward):
    goods.offer(agreement, GLOVES)
    numbers("kanyle", ward)
    shelf = node.shelf()
    with shelf.lock(wait=True):
        stranger = type(shelf.opened().mark)(search_rows.state().snapshot, "another", TODAY)
        shelf.update([Item.objects.get(supplier_item_number="102").pk], [], stranger)
    assert numbers("kanyle", ward) == ["102"]


def test_an_index_from_a_future_transaction_is_built_anew(agreement, ward):
    """As after a restore: the transactions of the new server have lower numbers."""
    goods.offer(agreement, GLOVES)
    numbers("kanyle", ward)
    shelf, state = node.shelf(), search_rows.state()
    with shelf.lock(wait=True):
        shelf.update(
            list(Item.objects.values_list("pk", flat=True)),
            [],
            type(shelf.opened().mark)(f"{state.xid + 999}:{state.xid + 999}:", state.database, TODAY),
        )
    assert numbers("kanyle", ward) == ["102"]


def test_rebuilding_gives_the_same_answers(agreement, ward):
    goods.offer(agreement, GLOVES)
    before = [numbers(text, ward) for text in ("handske", "kanyle", "5701234000017", "")]
    assert node.rebuild(TODAY) == 3
    assert [numbers(text, ward) for text in ("handske", "kanyle", "5701234000017", "")] == before


def test_old_changes_are_forgotten_only_when_no_index_needs_them(agreement, ward):
    goods.offer(agreement, GLOVES)
    assert forget_changes() == 0 and SearchChange.objects.count() == 3
    SearchChange.objects.update(xid=search_rows.state().xid - search_rows.KEPT_TRANSACTIONS - 1)
    assert forget_changes() == 3


def test_labels_hold_until_their_last_day():
    labels = [{"name": "Svanemærket", "expires_on": "2026-11-22"}, {"name": "FSC"}, {"number": "1"}, "x"]
    day = datetime(2026, 11, 22, tzinfo=UTC).date()
    assert search_rows.labels_on(labels, day) == ("Svanemærket", "FSC")
    assert search_rows.labels_on(labels, day + timedelta(days=1)) == ("FSC",)


def test_attributes_become_terms():
    assert search_rows.attribute_terms({"size": "M", "colour": ["blå", "hvid"], "x": "", "y": None, "n": 3}) == (
        "size=M",
        "colour=blå",
        "colour=hvid",
        "n=3",
    )
