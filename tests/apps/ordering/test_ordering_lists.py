"""Ward lists and the scanner (S80, 6.1 step 2)."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from tests.builders import bodies, goods
from tests.builders.refusals import refused
from tests.builders.shop import AT

from samkoeb.agreements.models import Agreement
from samkoeb.catalogue.models import Fulfilment, OwnItem
from samkoeb.kernel import actor as roles
from samkoeb.kernel.problem import NotAllowed
from samkoeb.ordering import actions, queries
from samkoeb.ordering.models import WardList

TODAY = date(2026, 11, 23)


@pytest.fixture
def shelf(shop) -> WardList:
    """Gloves, ten at a time, and spirit, two at a time; the gloves stand for the body's own item."""
    own = OwnItem.objects.create(organisation=shop.region, number="100", name_da="Undersøgelseshandske, nitril, M")
    Fulfilment.objects.create(own_item=own, item=shop.items[0])
    ward_list = actions.create_list(shop.unit.pk, name="Depotrum", by=shop.nurse, at=AT)
    for item, usual, code in ((0, 10, "D-01"), (2, 2, "")):
        actions.add_list_line(
            ward_list.pk, item_id=shop.items[item].pk, usual_quantity=D(usual), shelf_code=code, by=shop.nurse, at=AT
        )
    return ward_list


def basket(shop):
    return [(line.name, line.quantity) for line in queries.basket(shop.unit.pk, on=TODAY).lines]


def test_a_list_is_ordered_from(shop, shelf):
    page = queries.list_page(shop.nurse, shelf.pk, on=TODAY)
    assert [(line.name, line.usual_quantity, line.item.price) for line in page.lines] == [
        ("Undersøgelseshandske, nitril, M", D(10), D("34.5")),
        ("Sprit 500 ml", D(2), D("22")),
    ]
    gloves, spirit = page.lines
    actions.order_from_list(shelf.pk, quantities={gloves.line_id: D(10), spirit.line_id: D(0)}, by=shop.nurse, at=AT)
    assert basket(shop) == [("Handsker nitril M", D(10))]
    with refused("ordering.nothing_wanted"):
        actions.order_from_list(shelf.pk, quantities={gloves.line_id: D(0)}, by=shop.nurse, at=AT)


def test_a_list_survives_a_change_of_supplier(shop, shelf):
    later, day = AT + timedelta(days=2), TODAY + timedelta(days=2)
    winner = goods.agreement(shop.region, bodies.supplier("Ny Leverandør A/S", gln="5790001968670"))
    [gloves] = goods.offer(winner, ["N-7 | Nitrilhandske medium | 31 | 100"])
    Fulfilment.objects.create(own_item=OwnItem.objects.get(), item=gloves)
    Agreement.objects.filter(pk=shop.agreement.pk).update(valid_to=TODAY + timedelta(days=1))

    first, spirit = queries.list_page(shop.nurse, shelf.pk, on=day).lines
    assert (first.item.number, first.is_replaced, spirit.item) == ("N-7", True, None)
    actions.scan(shop.unit.pk, code="D-01", by=shop.nurse, at=later)
    assert [(line.name, line.quantity) for line in queries.basket(shop.unit.pk, on=day).lines] == [
        ("Nitrilhandske medium", D(10))
    ]
    with refused("ordering.list_line_not_in_force"):
        actions.order_from_list(shelf.pk, quantities={spirit.line_id: D(2)}, by=shop.nurse, at=later)


@pytest.mark.parametrize("code", ["D-01", "5701234567899", "(01)05701234567899(17)281231", "HH-1", " HH-1 "])
def test_label_gtin_and_item_number_are_scanned(shop, shelf, code):
    scanned = actions.scan(shop.unit.pk, code=code, by=shop.nurse, at=AT)
    assert not scanned.was_there
    assert basket(shop) == [("Handsker nitril M", D(10))], "the usual quantity of the list"


def test_a_label_that_is_scanned_twice_is_put_in_once(shop, shelf):
    actions.scan(shop.unit.pk, code="D-01", by=shop.nurse, at=AT)
    assert actions.scan(shop.unit.pk, code="D-01", by=shop.nurse, at=AT).was_there
    assert basket(shop) == [("Handsker nitril M", D(10))]


def test_a_line_without_a_shelf_code_gets_one_for_its_label(shop, shelf):
    code = shelf.lines.get(item=shop.items[2]).shelf_code
    assert code.startswith("L")
    actions.scan(shop.unit.pk, code=code, by=shop.nurse, at=AT)
    assert basket(shop) == [("Sprit 500 ml", D(2))]


def test_what_is_on_no_list_is_put_in_once(shop):
    actions.scan(shop.unit.pk, code="HH-2", by=shop.nurse, at=AT)
    assert basket(shop) == [("Handsker nitril L", D(1))]


def test_an_unknown_code_and_one_for_others_are_told_apart(shop):
    with refused("ordering.code_unknown"):
        actions.scan(shop.unit.pk, code="4006381333931", by=shop.nurse, at=AT)
    theirs = goods.agreement(bodies.body("Region Midtjylland"), shop.supplier)
    goods.offer(theirs, ["X-1 | Kateter | 99 | 1"])
    with refused("ordering.code_not_for_unit"):
        actions.scan(shop.unit.pk, code="X-1", by=shop.nurse, at=AT)


def test_another_wards_label_means_nothing_here(shop, shelf):
    ward = bodies.unit(shop.region, "Afsnit C1")
    nurse = bodies.actor(roles.REQUESTER, shop.region, ward, limit="5000")
    with refused("ordering.code_unknown"):
        actions.scan(ward.pk, code="D-01", by=nurse, at=AT)
    with pytest.raises(NotAllowed):
        queries.list_page(nurse, shelf.pk, on=TODAY)
    with pytest.raises(NotAllowed):
        actions.remove_list(shelf.pk, by=nurse, at=AT)


def test_a_list_is_kept_in_order(shop, shelf):
    with refused("ordering.list_name_taken"):
        actions.create_list(shop.unit.pk, name="Depotrum", by=shop.nurse, at=AT)
    with refused("ordering.list_line_there"):
        actions.add_list_line(shelf.pk, item_id=shop.items[0].pk, by=shop.nurse, at=AT)
    with refused("ordering.shelf_code_taken"):
        actions.add_list_line(shelf.pk, item_id=shop.items[1].pk, shelf_code="D-01", by=shop.nurse, at=AT)
    line = shelf.lines.get(shelf_code="D-01")
    assert actions.change_list_line(line.pk, usual_quantity=D(12), by=shop.nurse, at=AT).usual_quantity == D(12)
    actions.remove_list_line(line.pk, by=shop.nurse, at=AT)
    actions.remove_list(shelf.pk, by=shop.nurse, at=AT)
    assert queries.lists_of(shop.nurse, shop.unit.pk) == []


def names(shop, shelf):
    return [line.name for line in queries.list_page(shop.nurse, shelf.pk, on=TODAY).lines]


def test_a_list_is_put_in_the_order_of_the_shelves(shop, shelf):
    first, second = names(shop, shelf)
    lower, upper = shelf.lines.order_by("-position")
    actions.move_list_line(lower.pk, by=shop.nurse, at=AT)
    assert names(shop, shelf) == [second, first]
    actions.move_list_line(lower.pk, by=shop.nurse, at=AT)
    assert names(shop, shelf) == [second, first], "the first stays the first"
    with pytest.raises(NotAllowed):
        actions.move_list_line(upper.pk, by=bodies.actor(roles.REQUESTER, shop.region, bodies.unit(shop.region, "B9")), at=AT)


def test_a_list_is_renamed_and_a_name_is_used_once(shop, shelf):
    actions.create_list(shop.unit.pk, name="Nat", by=shop.nurse, at=AT)
    with refused("ordering.list_name_taken"):
        actions.rename_list(shelf.pk, name="Nat", by=shop.nurse, at=AT)
    assert actions.rename_list(shelf.pk, name=" Depotrum ", by=shop.nurse, at=AT).name == "Depotrum", "its own name is not taken"
    actions.create_list(shop.unit.pk, name="L" * 80, by=shop.nurse, at=AT)
    with refused("ordering.list_name_taken"):
        actions.rename_list(shelf.pk, name="L" * 90, by=shop.nurse, at=AT)  # as it would be kept
    actions.rename_list(shelf.pk, name="Depot øst", by=shop.nurse, at=AT)
    assert queries.list_page(shop.nurse, shelf.pk, on=TODAY).name == "Depot øst"
