"""A body is founded by one who then administers it, follows another from a day, and a unit is closed with what lies below."""

from datetime import date, timedelta

import pytest
from tests.builders import bodies
from tests.builders.refusals import refused

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed
from samkoeb.organisations import actions, queries
from samkoeb.organisations.models import RoleAssignment, Unit

pytestmark = pytest.mark.django_db
AT, TODAY, MERGER = bodies.AT, bodies.TODAY, bodies.MERGER


@pytest.fixture
def region():
    return bodies.body()


@pytest.fixture
def admin(region):
    return bodies.actor(roles.ADMINISTRATOR, region, name="Administrator")


def again(actor):
    """The same person, as the next request sees them."""
    return queries.actor_for(actor.person_id, AT)


def test_who_founds_a_body_administers_it(admin):
    made = actions.create_organisation(kind="municipality", name="Havneby Kommune", valid_from=TODAY, by=admin, at=AT)
    assert again(admin).may(roles.ADMINISTRATOR, made.pk, None)


def test_a_supplier_belongs_to_nobody(admin):
    made = actions.create_organisation(kind="supplier", name="Handskehuset A/S", valid_from=TODAY, by=admin, at=AT)
    assert not RoleAssignment.objects.filter(organisation=made).exists()


def test_a_purchaser_registers_suppliers_and_founds_no_body(region):
    purchaser = bodies.actor(roles.PURCHASER, region)
    actions.create_organisation(kind="supplier", name="Handskehuset A/S", valid_from=TODAY, by=purchaser, at=AT)
    with pytest.raises(NotAllowed):
        actions.create_organisation(kind="region", name="Region Nyt", valid_from=TODAY, by=purchaser, at=AT)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cvr": "123"}, "organisation.cvr_malformed"),
        ({"gln": "5790000000000"}, "organisation.gln_wrong"),
        ({"endpoint": "0088:5790000000000"}, "organisation.endpoint_wrong"),
        ({"endpoint": "0184:DK12"}, "organisation.endpoint_wrong"),
        ({"endpoint": "5798990000012"}, "organisation.endpoint_wrong"),
        ({"valid_to": bodies.TODAY}, "period.ends_before_it_begins"),
    ],
)
def test_what_names_a_body_must_be_able_to_be_right(admin, fields, code):
    with refused(code):
        actions.create_organisation(kind="state", name="Styrelsen", valid_from=TODAY, by=admin, at=AT, **fields)


def test_a_new_number_that_fails_the_old_sum_is_taken_and_doubted(admin):
    made = actions.create_organisation(kind="supplier", name="Ny ApS", valid_from=TODAY, cvr="12345678", by=admin, at=AT)
    assert [p.code for p in queries.organisation_page(admin, made.pk, AT).doubts] == ["organisation.cvr_doubtful"]


def test_nobody_takes_over_a_body_by_saying_that_theirs_follows_it(region, admin):
    other = bodies.body("Region Midtjylland")
    for first, second in ((other, region), (region, other)):
        with pytest.raises(NotAllowed):
            actions.succeed([first.pk], successor_id=second.pk, on=MERGER, by=admin, at=AT)
        with pytest.raises(NotAllowed):
            queries.succession_preview(admin, [first.pk], successor_id=second.pk, on=MERGER)


def test_what_stands_in_the_way_of_a_succession_is_said_before_it_is_recorded(region, admin):
    new = actions.create_organisation(kind="region", name="Region Nyt", valid_from=MERGER, by=admin, at=AT)
    mine = again(admin)
    early = MERGER - timedelta(days=1)
    told = queries.succession_preview(mine, [region.pk], successor_id=new.pk, on=early)
    assert [p.code for p in told] == ["organisation.successor_not_there"]
    with refused("organisation.successor_not_there"):
        actions.succeed([region.pk], successor_id=new.pk, on=early, by=mine, at=AT)
    assert queries.succession_preview(mine, [region.pk], successor_id=new.pk, on=MERGER) == []
    actions.succeed([region.pk], successor_id=new.pk, on=MERGER, by=mine, at=AT)
    assert [p.code for p in queries.succession_preview(mine, [region.pk], successor_id=new.pk, on=MERGER)] == [
        "organisation.already_succeeded"
    ]


def test_what_follows_to_the_new_body_is_counted(region, admin):
    ward = bodies.unit(region, delivery_gln="5798970000025", invoice_gln="5798960000004")
    bodies.unit(region, "Afsnit B5", invoice_gln="5798960000004")
    closing = bodies.unit(region, "Afsnit, der lukker")
    actions.close_unit(closing.pk, on=date(2026, 12, 1), by=admin, at=AT)
    bodies.actor(roles.REQUESTER, region, ward)
    found = queries.body_counts(region.pk, MERGER)
    assert (found.units, found.glns, found.people, found.roles) == (2, 2, 2, 2)


def test_a_unit_is_closed_with_what_lies_below_it_and_only_once(region, admin):
    hospital = bodies.unit(region, "Hospital")
    ward = bodies.unit(region, "Afsnit B4", parent=hospital)
    gone = bodies.unit(region, "Afsnit B3", parent=hospital)
    actions.close_unit(gone.pk, on=TODAY, by=admin, at=AT)
    bodies.actor(roles.REQUESTER, region, ward)
    there = queries.unit_counts(hospital.pk, TODAY)
    assert (there.unit_ids, there.people, there.roles) == ({hospital.pk, ward.pk}, 1, 1)
    actions.close_unit(hospital.pk, on=MERGER, by=admin, at=AT)
    assert dict(Unit.objects.values_list("pk", "valid_to")) == {hospital.pk: MERGER, ward.pk: MERGER, gone.pk: TODAY}
    with refused("unit.is_closed"):
        actions.close_unit(hospital.pk, on=MERGER, by=admin, at=AT)


def test_a_unit_does_not_end_before_it_began(region, admin):
    coming = actions.create_unit(organisation_id=region.pk, name="Nyt afsnit", valid_from=MERGER, by=operator(), at=AT)
    with refused("unit.ends_before_it_begins"):
        actions.close_unit(coming.pk, on=TODAY, by=admin, at=AT)
