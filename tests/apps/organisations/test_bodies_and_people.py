"""Bodies, units, people and roles as the administration keeps them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.builders import bodies

from samkoeb.audit.models import AuditEvent
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import ANONYMOUS, operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import actions, queries
from samkoeb.organisations.models import Organisation, Person, RoleAssignment

pytestmark = pytest.mark.django_db
AT, TODAY = bodies.AT, bodies.TODAY


def refusal(excinfo):
    return [p.code for p in excinfo.value.problems]


def test_a_doubtful_cvr_is_kept_and_pointed_out_on_the_page():
    made = bodies.supplier(cvr="12345678")
    page = queries.organisation_page(operator(), made.pk, AT)
    assert [p.code for p in page.doubts] == ["organisation.cvr_doubtful"]


def test_a_wrong_gln_a_taken_cvr_and_a_missing_name_are_refused_together():
    bodies.supplier(cvr="10092485")
    with pytest.raises(Refused) as found:
        bodies.supplier(" ", cvr="10092485", gln="5798000000000")
    assert refusal(found) == ["organisation.name_missing", "organisation.gln_wrong", "organisation.cvr_taken"]
    assert Organisation.objects.count() == 1


def test_a_unit_knows_its_place_and_takes_over_its_parents_account():
    region = bodies.body()
    hospital = bodies.unit(
        region, "Aalborg Universitetshospital", kind="institution", account="4010", invoice_gln="5798000880016"
    )
    ward = bodies.unit(region, "Afsnit B4", hospital, cost_place="B4")
    assert ward.path == f"/{hospital.pk}/{ward.pk}/"
    assert (ward.account, ward.invoice_gln, ward.cost_place) == ("4010", "5798000880016", "B4")
    assert queries.unit_tree_ids(hospital.pk) == {hospital.pk, ward.pk}
    assert [(u.name, u.depth) for u in queries.unit_tree([region.pk])] == [("Aalborg Universitetshospital", 0), ("Afsnit B4", 1)]


def test_two_units_never_share_a_delivery_gln_and_no_unit_hangs_below_another_body():
    north, south = bodies.body(), bodies.body("Region Syddanmark")
    first = bodies.unit(north, delivery_gln="5798000880016")
    with pytest.raises(Refused) as found:
        bodies.unit(south, "Afsnit C1", first, delivery_gln="5798000880016")
    assert refusal(found) == ["unit.parent_of_another_body", "unit.gln_taken"]


def test_closing_a_unit_closes_what_lies_below_it():
    region = bodies.body()
    hospital = bodies.unit(region, "Hospital")
    ward = bodies.unit(region, "Afsnit", hospital)
    actions.close_unit(hospital.pk, on=TODAY, by=operator(), at=AT)
    ward.refresh_from_db()
    assert ward.valid_to == TODAY


def test_only_the_bodys_own_administrator_makes_units_and_roles():
    north, south = bodies.body(), bodies.body("Region Syddanmark")
    admin = bodies.actor(roles.ADMINISTRATOR, north)
    actions.create_unit(organisation_id=north.pk, name="Køkken", valid_from=TODAY, by=admin, at=AT)
    with pytest.raises(NotAllowed):
        actions.create_unit(organisation_id=south.pk, name="Køkken", valid_from=TODAY, by=admin, at=AT)
    nurse = bodies.person()
    with pytest.raises(NotAllowed):
        actions.grant_role(person_id=nurse.pk, role=roles.REQUESTER, organisation_id=south.pk, valid_from=TODAY, by=admin, at=AT)
    with pytest.raises(NotAllowed):
        actions.create_person(name="Ukendt", email="ukendt@example.dk", by=ANONYMOUS, at=AT)


def test_an_administrator_gives_no_role_to_themself():
    region = bodies.body()
    admin = bodies.actor(roles.ADMINISTRATOR, region)
    with pytest.raises(Refused) as found:
        actions.grant_role(
            person_id=admin.person_id, role=roles.PAYMENT_APPROVER, organisation_id=region.pk, valid_from=TODAY, by=admin, at=AT
        )
    assert refusal(found) == ["duties.own_role"]


def test_a_role_is_ended_by_a_day_and_one_that_never_began_is_gone():
    region = bodies.body()
    nurse = bodies.person()
    bodies.grant(nurse, roles.REQUESTER, region)
    held = RoleAssignment.objects.get()
    actions.end_role(held.pk, on=TODAY, by=operator(), at=AT)
    assert not queries.actor_for(nurse.pk, AT).holds(roles.REQUESTER)
    later = actions.grant_role(
        person_id=nurse.pk, role=roles.REQUESTER, organisation_id=region.pk, valid_from=TODAY + timedelta(9), by=operator(), at=AT
    )
    actions.end_role(later.pk, on=TODAY, by=operator(), at=AT)
    assert not RoleAssignment.objects.filter(valid_from__gt=TODAY).exists()


def test_passwords_and_pins_are_kept_hashed_and_wrong_ones_refused():
    someone = actions.create_person(
        name="Portør", email=" PORTOER@example.dk ", password="et langt kodeord", by=operator(), at=AT
    )
    assert someone.email == "portoer@example.dk"
    assert someone.check_password("et langt kodeord")
    with pytest.raises(Refused):
        actions.set_pin(someone.pk, pin="12a4", by=operator(), at=AT)
    actions.set_pin(someone.pk, pin="4711", by=operator(), at=AT)
    assert "4711" not in Person.objects.get(pk=someone.pk).pin
    with pytest.raises(Refused) as found:
        actions.create_person(name="Portør", email="portoer@EXAMPLE.dk", by=operator(), at=AT)
    assert refusal(found) == ["person.email_taken"]


def test_people_with_a_role_come_nearest_first_with_those_who_stand_in():
    region = bodies.body()
    hospital = bodies.unit(region, "Hospital")
    ward = bodies.unit(region, "Afsnit", hospital)
    other_ward = bodies.unit(region, "Andet afsnit", hospital)
    whole, near, small, elsewhere = (bodies.person(n) for n in ("Indkøbschef", "Afdelingsleder", "Souschef", "Leder"))
    bodies.grant(whole, roles.APPROVER, region)
    bodies.grant(near, roles.APPROVER, region, ward, limit="20000")
    bodies.grant(small, roles.APPROVER, region, hospital, limit="1000")
    bodies.grant(elsewhere, roles.APPROVER, region, other_ward)
    stand_in = bodies.person("Vikar")
    actions.set_substitute(
        person_id=near.pk, substitute_id=stand_in.pk, valid_from=TODAY, valid_to=TODAY + timedelta(7), by=operator(), at=AT
    )
    assert queries.people_with_role(roles.APPROVER, region.pk, ward.pk, TODAY) == [near.pk, small.pk, whole.pk, stand_in.pk]
    enough = queries.people_with_role(roles.APPROVER, region.pk, ward.pk, TODAY, least_limit=Decimal(5000))
    assert enough == [near.pk, whole.pk, stand_in.pk]
    assert stand_in.pk not in queries.people_with_role(roles.APPROVER, region.pk, ward.pk, TODAY + timedelta(7))
    standing_in = queries.actor_for(stand_in.pk, AT)
    assert standing_in.limit_for(roles.APPROVER, region.pk, ward.pk) == Decimal(20000)
    assert standing_in.is_same_person(near.pk)


def test_t30_permissions_and_pages_follow_to_the_successor():
    regions = bodies.merging_regions()
    ward = bodies.unit(regions.sjaelland, delivery_gln="5798000880016")
    approver = bodies.person("Afdelingsleder")
    bodies.grant(approver, roles.APPROVER, regions.sjaelland, ward)
    before = bodies.TODAY
    after = date(2027, 1, 4)
    assert queries.people_with_role(roles.APPROVER, regions.oestdanmark.pk, ward.pk, before) == []
    assert queries.people_with_role(roles.APPROVER, regions.oestdanmark.pk, ward.pk, after) == [approver.pk]
    later = queries.actor_for(approver.pk, AT + timedelta(days=42))
    assert later.may(roles.APPROVER, regions.oestdanmark.pk, ward.pk)
    shown = {row.name: row.succeeded_by for row in queries.organisations_for(later)}
    assert shown == {
        "Region Hovedstaden": "Region Østdanmark",
        "Region Sjælland": "Region Østdanmark",
        "Region Østdanmark": "",
    }
    assert queries.unit_by_gln("5798000880016") == ward


def test_succession_is_said_once_and_never_in_a_circle():
    regions = bodies.merging_regions()
    with pytest.raises(Refused) as found:
        actions.succeed([regions.hovedstaden.pk], successor_id=regions.sjaelland.pk, on=TODAY, by=operator(), at=AT)
    assert refusal(found) == ["organisation.already_succeeded"]
    with pytest.raises(Refused) as found:
        actions.succeed([regions.oestdanmark.pk], successor_id=regions.sjaelland.pk, on=TODAY, by=operator(), at=AT)
    assert refusal(found) == ["organisation.succession_circle"]


def test_settings_are_the_bodys_own_and_the_rest_keep_their_default():
    region = bodies.body()
    actions.change_settings(region.pk, settings_wanted={"price_percent": Decimal("1.25")}, by=operator(), at=AT)
    assert queries.setting(region.pk, "price_percent") == Decimal("1.25")
    assert queries.setting(region.pk, "quarantine_hours") == 48
    with pytest.raises(Refused):
        actions.change_settings(region.pk, settings_wanted={"price_percent": "two"}, by=operator(), at=AT)


def test_another_bodys_page_may_as_well_not_exist_and_people_are_not_for_everyone():
    north, south = bodies.body(), bodies.body("Region Syddanmark")
    nurse = bodies.actor(roles.REQUESTER, north)
    with pytest.raises(Organisation.DoesNotExist):
        queries.organisation_page(nurse, south.pk, AT)
    assert queries.organisation_page(nurse, north.pk, AT).roles == ()
    with pytest.raises(NotAllowed):
        queries.people_of(nurse, north.pk, AT)


def test_the_administrations_pages_ask_a_fixed_number_of_questions(django_assert_max_num_queries):
    region = bodies.body()
    admin = bodies.actor(roles.ADMINISTRATOR, region)
    for number in range(8):
        ward = bodies.unit(region, f"Afsnit {number}")
        someone = bodies.person(home=ward)
        bodies.grant(someone, roles.REQUESTER, region, ward)
        actions.set_substitute(
            person_id=someone.pk, substitute_id=admin.person_id, valid_from=TODAY, valid_to=None, by=operator(), at=AT
        )
    with django_assert_max_num_queries(4):
        page = queries.organisation_page(admin, region.pk, AT)
    assert (len(page.units), len(page.roles)) == (8, 9)
    with django_assert_max_num_queries(5):
        assert len(queries.people_of(admin, region.pk, AT)) == 9
    with django_assert_max_num_queries(1):
        assert len(queries.organisations_for(admin)) == 1


def test_the_trail_holds_ids_and_never_names():
    bodies.merging_regions()
    bodies.person("Sygeplejerske, Afsnit B4")
    assert AuditEvent.objects.filter(action="organisations.organisation.succeeded").count() == 2
    assert not any("Sygeplejerske" in str(event.facts) for event in AuditEvent.objects.all())


def test_an_empty_address_names_nobody(db):
    bodies.body("Region uden GLN")
    assert [queries.organisation_by_endpoint(scheme, value) for scheme in ("0088", "0184", "") for value in ("", " ")] == [None] * 6
