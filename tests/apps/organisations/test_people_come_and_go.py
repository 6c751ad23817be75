"""A person is taken on, let in, changed, and leaves: by whoever administers their home, and by nobody else."""

from datetime import timedelta

import pytest
from tests.builders import bodies
from tests.builders.refusals import refused

from samkoeb.audit.queries import trail
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed
from samkoeb.organisations import actions, queries
from samkoeb.organisations.models import Person, RoleAssignment, Substitution

pytestmark = pytest.mark.django_db
AT, TODAY = bodies.AT, bodies.TODAY
TOMORROW = AT + timedelta(days=1)


@pytest.fixture
def region():
    return bodies.body()


@pytest.fixture
def admin(region):
    return bodies.actor(roles.ADMINISTRATOR, region, name="Administrator")


@pytest.fixture
def stranger():
    return bodies.actor(roles.ADMINISTRATOR, bodies.body("Region Syddanmark"), name="Fremmed administrator")


def test_a_new_person_has_a_role_and_no_password_until_one_is_chosen(region, admin):
    ward = bodies.unit(region)
    made = actions.take_on(
        organisation_id=region.pk, role=roles.GOODS_RECEIVER, unit_id=ward.pk, name="Portør", email="Portoer@Region.example",
        home_unit_id=ward.pk, by=admin, at=AT,
    )  # fmt: skip
    assert (made.email, made.has_usable_password()) == ("portoer@region.example", False)
    assert queries.actor_for(made.pk, AT).may(roles.GOODS_RECEIVER, region.pk, ward.pk)


def test_a_person_without_the_role_is_not_taken_on(region, admin):
    with refused("role.of_the_other_side"):
        actions.take_on(organisation_id=region.pk, role=roles.SUPPLIER_USER, name="Ny", email="ny@region.example", by=admin, at=AT)
    assert not Person.objects.filter(email="ny@region.example").exists()


def test_who_leaves_has_no_role_no_substitute_and_no_password_from_that_day(region, admin):
    head, deputy = bodies.person("Afsnitsleder"), bodies.person("Souschef")
    bodies.grant(head, roles.APPROVER, region)
    actions.set_substitute(person_id=head.pk, substitute_id=deputy.pk, valid_from=TODAY, valid_to=None, by=operator(), at=AT)
    actions.set_password(head.pk, password="gammel kode 1", by=queries.actor_for(head.pk, AT), at=AT)
    actions.close_person(head.pk, by=admin, at=TOMORROW)
    left = Person.objects.get(pk=head.pk)
    assert (left.is_active, left.has_usable_password(), left.pin) == (False, False, "")
    assert not queries.actor_for(deputy.pk, TOMORROW).may(roles.APPROVER, region.pk, None)
    assert RoleAssignment.objects.get(person=head).valid_to == TOMORROW.date() == Substitution.objects.get(person=head).valid_to
    assert trail(action="organisations.person.closed", object_id=head.pk).count() == 1


def test_who_comes_back_gets_roles_anew(region, admin):
    someone = bodies.person("Sygeplejerske")
    bodies.grant(someone, roles.REQUESTER, region)
    actions.close_person(someone.pk, by=admin, at=AT)
    with refused("person.is_closed"):
        actions.let_in(someone.pk, by=admin, at=AT)
    actions.reopen_person(someone.pk, by=admin, at=AT)
    actions.let_in(someone.pk, by=admin, at=AT)
    assert not queries.actor_for(someone.pk, TOMORROW).roles
    with refused("person.is_open"):
        actions.reopen_person(someone.pk, by=admin, at=AT)


def test_nobody_closes_themselves_nor_the_only_administrator(region, admin):
    with refused("person.closes_self", "person.last_administrator"):
        actions.close_person(admin.person_id, by=admin, at=AT)
    with refused("person.last_administrator") as no:
        actions.close_person(admin.person_id, by=operator(), at=AT)
    assert no.problems[0].facts["bodies"] == region.name
    second = bodies.actor(roles.ADMINISTRATOR, region, name="Administrator to")
    actions.close_person(admin.person_id, by=second, at=AT)
    assert not Person.objects.get(pk=admin.person_id).is_active


def test_an_administrator_of_another_body_neither_lets_in_nor_closes_nor_renames(region, admin, stranger):
    """Not even with a role of their own given to the person: whoever can let somebody in can be them."""
    ward = bodies.unit(region)
    someone = bodies.person("Sygeplejerske", home=ward)
    actions.grant_role(
        person_id=someone.pk, role=roles.REQUESTER, organisation_id=next(iter(stranger.organisations())), valid_from=TODAY, by=stranger, at=AT
    )  # fmt: skip
    for what in (actions.let_in, actions.close_person, actions.set_pin, actions.change_person):
        with pytest.raises(NotAllowed):
            what(someone.pk, by=stranger, at=AT, **({"pin": "1234"} if what is actions.set_pin else {}))
    assert queries.may_with(admin, someone.pk, AT).look_after and not queries.may_with(stranger, someone.pk, AT).look_after


def test_who_has_no_home_is_looked_after_by_one_who_administers_all_their_bodies(region, admin, stranger):
    someone = bodies.person("Konsulent")
    bodies.grant(someone, roles.PURCHASER, region)
    assert queries.may_with(admin, someone.pk, AT).look_after
    bodies.grant(someone, roles.PURCHASER, bodies.body("Region Midtjylland"))
    assert not queries.may_with(admin, someone.pk, AT).look_after


def test_nobody_is_moved_home_to_a_body_that_the_mover_does_not_administer(region, admin):
    someone = bodies.person("Sygeplejerske", home=bodies.unit(region))
    elsewhere = bodies.unit(bodies.body("Region Midtjylland"), "Afsnit M1")
    with pytest.raises(NotAllowed):
        actions.change_person(someone.pk, home_unit_id=elsewhere.pk, by=admin, at=AT)
    within = bodies.unit(region, "Afsnit B5")
    assert actions.change_person(someone.pk, home_unit_id=within.pk, by=admin, at=AT).home_unit_id == within.pk


def test_a_password_is_chosen_by_oneself_alone(region, admin):
    someone = bodies.person("Sygeplejerske", home=bodies.unit(region))
    with pytest.raises(NotAllowed):
        actions.set_password(someone.pk, password="en lang kode 1", by=admin, at=AT)
    actions.set_password(someone.pk, password="en lang kode 1", by=queries.actor_for(someone.pk, AT), at=AT)
    assert Person.objects.get(pk=someone.pk).check_password("en lang kode 1")


def test_one_who_has_left_is_nobodys_substitute(region, admin):
    head, gone = bodies.person("Afsnitsleder", home=bodies.unit(region)), bodies.person("Tidligere ansat")
    bodies.grant(gone, roles.REQUESTER, region)
    actions.close_person(gone.pk, by=admin, at=AT)
    with refused("substitute.is_closed"):
        actions.set_substitute(person_id=head.pk, substitute_id=gone.pk, valid_from=TODAY, valid_to=None, by=admin, at=AT)


def test_how_many_depend_on_a_password_is_counted_once_each(region, admin):
    ward = bodies.unit(region)
    someone = bodies.person("Sygeplejerske", home=ward)
    bodies.grant(someone, roles.REQUESTER, region, ward)
    bodies.grant(someone, roles.GOODS_RECEIVER, region, ward)
    actions.set_password(someone.pk, password="en lang kode 1", by=queries.actor_for(someone.pk, AT), at=AT)
    [count] = queries.sign_in_counts(admin)
    assert (count.organisation, count.with_password, count.without) == (region.name, 1, 1)  # the administrator has none


def test_nobody_is_taken_on_in_a_body_that_one_does_not_administer(region, admin):
    other = bodies.body("Region Syddanmark")
    ward = bodies.unit(other)
    for home in ({"home_unit_id": ward.pk}, {"organisation_id": other.pk}):
        with pytest.raises(NotAllowed):
            actions.create_person(name="Ny", email="ny@region.example", **home, by=admin, at=AT)
    actions.create_person(name="Sælger", email="s@firma.example", organisation_id=bodies.supplier().pk, by=admin, at=AT)
    assert not Person.objects.filter(email="ny@region.example").exists()
