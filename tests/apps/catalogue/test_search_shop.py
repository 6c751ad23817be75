"""What a ward is shown, what the buyer hears of what was not found, and the command that searches as a unit."""

import json
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from tests.builders import bodies, goods
from tests.builders.bodies import AT, TODAY

from samkoeb.catalogue.actions.search_misses import handle_misses, note_miss
from samkoeb.catalogue.models import Item
from samkoeb.catalogue.queries.search_misses import missed
from samkoeb.catalogue.queries.search_viewer import viewer_of
from samkoeb.catalogue.queries.shop_items import shop_items
from samkoeb.catalogue.search import node
from samkoeb.catalogue.search.shop import find
from samkoeb.cli import index as index_command
from samkoeb.cli import search as search_command
from samkoeb.kernel import actor as roles
from samkoeb.kernel.problem import NotAllowed

GLOVES = [
    "100 | Undersøgelseshandske, nitril, M | 42.00 | 100 | 5701234000017 | 42132203 | Pudderfri | Svanemærket",
    "101 | Engangshandsker vinyl, M | 19.00 | 100 | | 42132203",
]


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = tmp_path


@pytest.fixture
def region(transactional_db):
    return bodies.body("Region Nordjylland")


@pytest.fixture
def ward(region):
    return bodies.unit(region, "Afsnit B4")


def test_a_ward_sees_price_pack_label_and_agreement(region, ward):
    agreement = goods.agreement(region, bodies.supplier())
    goods.offer(agreement, GLOVES)
    found = find("nitrilhandske", viewer_of(ward.pk, TODAY), on=TODAY, fresh=True)
    (item,) = found.items
    assert (item.per_unit, item.per_base, item.currency) == (Decimal(42), Decimal("0.42"), "DKK")
    assert (item.agreement_number, item.is_mandatory, item.labels) == (agreement.number, True, ("Svanemærket",))
    assert (item.name("en"), item.description("da")) == (item.name_da, "Pudderfri")


def test_what_postgresql_no_longer_knows_is_not_shown_though_the_index_still_does(region, ward):
    items = goods.offer(goods.agreement(region, bodies.supplier()), GLOVES)
    viewer = viewer_of(ward.pk, TODAY)
    assert find("handske", viewer, on=TODAY, fresh=True).result.total == 2
    Item.objects.filter(pk=items[0].pk).update(withdrawn_at=AT)
    found = find("handske", viewer, on=TODAY)
    assert [item.number for item in found.items] == ["101"] and found.result.total == 1


def test_an_item_without_a_price_today_is_shown_and_cannot_be_ordered(region, ward):
    under = goods.agreement(region, bodies.supplier())
    (item,) = goods.offer(under, GLOVES[:1])
    item.prices.all().update(valid_from=TODAY + timedelta(days=9))
    (shown,) = find("handske", viewer_of(ward.pk, TODAY), on=TODAY, fresh=True).items
    assert (shown.can_be_ordered, shown.per_unit, shown.per_base) == (False, None, None)


def test_another_bodys_items_are_not_given_by_their_ids(region, ward):
    stranger = bodies.unit(bodies.body("Aalborg Kommune", "municipality"), "Skole")
    items = goods.offer(goods.agreement(region, bodies.supplier()), GLOVES)
    ids = [item.pk for item in items]
    assert set(shop_items(ids, viewer_of(ward.pk, TODAY), TODAY)) == set(ids)
    assert shop_items(ids, viewer_of(stranger.pk, TODAY), TODAY) == {}


def test_the_buyer_hears_what_was_not_found_once_for_each_unit(region, ward):
    other = bodies.unit(region, "Afsnit C1")
    for unit, text in (
        (ward, "rejsebåre"),
        (ward, "  Rejsebåre "),
        (ward, "rejsebåre"),
        (other, "rejsebåre"),
        (other, "x"),
        (other, "a\x00\ud800b"),
    ):
        note_miss(text, unit_id=unit.pk, organisation_id=region.pk, at=AT)
    rows = {row.text: (row.times, row.units) for row in missed([region.pk])}
    assert rows == {"rejsebåre": (3, 2), "a b": (1, 1)}
    note_miss("rejsebåre", unit_id=ward.pk, organisation_id=region.pk, at=AT + timedelta(days=1))
    assert missed([region.pk])[0].times == 4
    assert missed([ward.pk + 10**6]) == []


def test_the_buyer_deals_with_it_and_nobody_else_does(region, ward):
    note_miss("rejsebåre", unit_id=ward.pk, organisation_id=region.pk, at=AT)
    with pytest.raises(NotAllowed):
        handle_misses("rejsebåre", organisation_id=region.pk, by=bodies.actor(roles.REQUESTER, region, ward), at=AT)
    assert handle_misses("Rejsebåre", organisation_id=region.pk, by=bodies.actor(roles.PURCHASER, region), at=AT) == 1
    assert missed([region.pk]) == []


def offered_today(region):
    """The command searches on the real day, so the agreement is one that holds for long."""
    lasting = goods.agreement(region, bodies.supplier(), valid_to=TODAY.replace(year=2090))
    goods.offer(lasting, GLOVES, at=datetime.now(UTC))


def run(text, unit, *, as_json=False, acting_as=None):
    return search_command.run(Namespace(text=text, unit=unit, json=as_json, acting_as=acting_as))


def test_the_command_prints_what_the_unit_finds(region, ward, capsys):
    offered_today(region)
    assert run("handsker", str(ward.pk)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and all("[obligatorisk]" in line and "ekskl. moms" in line for line in lines)
    assert run("handsker", str(ward.pk), as_json=True) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == 2 and {item["number"] for item in answer["items"]} == {"100", "101"}
    assert {item["price_per_base_unit"] for item in answer["items"]} <= {"0.42", "0.19", "0.4200000000", "0.1900000000"}


def test_the_command_says_no_and_what_is_wrong(region, ward, capsys):
    offered_today(region)
    assert run("rejsebåre", str(ward.pk)) == 1
    assert "Intet fundet" in capsys.readouterr().out
    for unit in ("", "0", "-1", "x", "9" * 30, "5790000000000"):
        assert run("handsker", unit) == 2
        assert "no unit" in capsys.readouterr().err


def test_the_index_can_be_rebuilt_by_command(region, ward, capsys):
    goods.offer(goods.agreement(region, bodies.supplier()), GLOVES)
    assert index_command.run(Namespace(verb="rebuild")) == 0
    assert "2 items" in capsys.readouterr().out
    assert node.shelf().opened() is not None
