"""The administrator lets people in and shows them out, and reads in words what was done; whoever forgot a password helps themselves."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone, translation
from tests.builders import bodies

from samkoeb.audit.queries import trail
from samkoeb.exchange.models import ApiKey, Outbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.organisations import actions, queries
from samkoeb.organisations.logic.settings import SETTINGS
from samkoeb.organisations.models import Organisation, Person, Succession, Unit
from samkoeb.web.parts.states import SETTINGS as NAMES_OF_SETTINGS
from samkoeb.web.templatetags.samkoeb import thing, way

pytestmark = pytest.mark.django_db
OLD, NEW = "den gamle kode 1", "den nye kode 22"


@pytest.fixture
def region():
    return bodies.body()


@pytest.fixture
def ward(region):
    return bodies.unit(region)


@pytest.fixture
def nurse(region, ward):
    someone = bodies.person(home=ward)
    bodies.grant(someone, roles.REQUESTER, region, ward)
    at = timezone.now()
    actions.set_password(someone.pk, password=OLD, by=queries.actor_for(someone.pk, at), at=at)
    return Person.objects.get(pk=someone.pk)


@pytest.fixture
def admin(region):
    return signed_in(bodies.actor(roles.ADMINISTRATOR, region, name="Administrator").person_id)


def signed_in(person_id):
    client = Client(HTTP_ACCEPT_LANGUAGE="da")
    client.force_login(Person.objects.get(pk=person_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def said(response):
    return response.content.decode()


def letters():
    return list(Outbound.objects.filter(document_type="letter").order_by("pk"))


def link_in(text):
    """The path of the one link that the house is known by."""
    [found] = re.findall(re.escape(django_settings.PUBLIC_ADDRESS) + r"(/sign-in/password/\S+?/)(?=[\s\"<])", text)
    return found


def choose(path, password=NEW):
    """Open the link as a browser does, and choose."""
    client = Client(HTTP_ACCEPT_LANGUAGE="da")
    page = client.get(path, follow=True)
    if not page.redirect_chain:
        return page
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)


def test_a_forgotten_password_is_changed_by_a_letter_that_works_once(nurse):
    inside = signed_in(nurse.pk)
    Client(HTTP_ACCEPT_LANGUAGE="da").post("/sign-in/password/reset/", {"email": nurse.email.upper()})
    [letter] = letters()
    assert (letter.address, letter.channel) == (nurse.email, "email")
    assert "Din adgangskode er ændret" in said(choose(link_in(letter.body)))
    assert Person.objects.get(pk=nurse.pk).check_password(NEW)
    assert inside.get("/shop/").status_code == 302  # whoever was signed in as her is not any more
    assert "Linket er udløbet" in said(choose(link_in(letter.body), "en tredje kode 3"))
    assert trail(action="organisations.person.password_set", object_id=nurse.pk, person_ids=[nurse.pk]).count() == 2


def test_the_answer_is_the_same_whether_or_not_there_is_such_a_person(nurse, region):
    elsewhere = bodies.person("Kun med regionens login")
    bodies.grant(elsewhere, roles.REQUESTER, region)
    left = bodies.person("Tidligere ansat")
    bodies.grant(left, roles.REQUESTER, region)
    actions.close_person(left.pk, by=operator(), at=timezone.now())
    answers = set()
    for email in (nurse.email, "ingen@region.example", elsewhere.email, left.email):
        answer = Client(HTTP_ACCEPT_LANGUAGE="da").post("/sign-in/password/reset/", {"email": email}, follow=True)
        answers.add((answer.status_code, re.sub(r"\b\w{64}\b", "", said(answer))))
    assert len(answers) == 1
    assert [letter.address for letter in letters()] == [nurse.email]


def test_too_short_a_password_is_refused_and_the_old_one_stays(nurse):
    Client(HTTP_ACCEPT_LANGUAGE="da").post("/sign-in/password/reset/", {"email": nurse.email})
    assert "Den skal indeholde mindst 10 tegn" in said(choose(link_in(letters()[0].body), "kort"))
    assert Person.objects.get(pk=nurse.pk).check_password(OLD)


def test_an_administrator_takes_a_person_on_and_sends_a_link(admin, region, ward):
    form = {"name": "Portør", "email": "portoer@region.example", "language": "en", "role": roles.GOODS_RECEIVER, "unit": ward.pk, "home_unit_id": ward.pk}
    page = admin.post(f"/admin/organisations/{region.pk}/people/new/", form, follow=True)
    assert "har ingen adgangskode her" in said(page)
    where = page.request["PATH_INFO"]
    assert "er på vej til portoer@region.example" in said(admin.post(where, {"form": "send_link"}, follow=True))
    [letter] = letters()
    assert letter.subject == "Samkøb: choose your password"  # in the reader's language
    choose(link_in(letter.body))
    assert Person.objects.get(email="portoer@region.example").check_password(NEW)


def test_a_link_that_is_shown_works_and_is_kept_by_no_browser(admin, region, nurse):
    answer = admin.post(f"/admin/organisations/{region.pk}/people/{nurse.pk}/", {"form": "show_link"})
    assert "no-store" in answer.headers["Cache-Control"]
    choose(link_in(said(answer)))
    assert Person.objects.get(pk=nurse.pk).check_password(NEW)


def test_who_is_closed_is_out_at_once_and_the_old_link_opens_nothing(admin, region, nurse):
    where = f"/admin/organisations/{region.pk}/people/{nurse.pk}/"
    inside = signed_in(nurse.pk)
    link = link_in(said(admin.post(where, {"form": "show_link"})))
    assert inside.get("/shop/").status_code == 200
    page = said(admin.get(where + "close/"))
    assert "Rekvirent" in page
    admin.post(where + "close/")
    assert inside.get("/shop/").status_code == 302
    assert "Linket er udløbet" in said(choose(link))
    admin.post(where, {"form": "reopen"})
    assert "Linket er udløbet" in said(choose(link))


def test_a_refused_field_is_told_at_the_field_and_what_was_typed_stays(admin, region):
    page = said(admin.post("/admin/organisations/new-supplier/", {"name": "Handskehuset A/S", "gln": "5790000000000", "valid_from": "2026-11-01"}))
    assert "GLN-nummeret 5790000000000 kan ikke være rigtigt" in page and "Handskehuset A/S" in page
    assert not Organisation.objects.filter(kind="supplier").exists()


def test_a_succession_is_shown_before_it_is_recorded(admin, region):
    form = {"kind": "region", "name": "Region Nyt", "valid_from": "2027-01-01"}
    new = admin.post("/admin/organisations/new/", form, follow=True).redirect_chain[-1][0].strip("/").rpartition("/")[2]
    form = {"predecessors": [region.pk], "successor": new, "on": "2027-01-01", "source": "Loven"}
    shown = said(admin.post("/admin/succession/", form | {"preview": "1"}))
    assert "Region Nyt følger efter fra 01-01-2027" in shown and "Det kan ikke tages tilbage" in shown
    assert not Succession.objects.exists()
    admin.post("/admin/succession/", form | {"record": "1"})
    assert Succession.objects.get().successor_id == int(new)


def test_closing_a_unit_warns_of_those_who_stand_there(admin, region, ward, nurse):
    where = f"/admin/organisations/{region.pk}/units/{ward.pk}/close/"
    page = said(admin.get(where))
    assert "1 person har den som hjemmeenhed" in page and "1 rolle over den" in page
    admin.post(where, {"on": "2027-01-01"})
    assert str(Unit.objects.get(pk=ward.pk).valid_to) == "2027-01-01"


def test_how_a_ward_takes_in_goods_is_changed_as_it_is_read(admin, region, ward):
    where = f"/admin/organisations/{region.pk}/units/{ward.pk}/"
    form = {"name": ward.name, "weekdays": ["0", "2"], "before": "10:00", "note": "Ring på"}
    admin.post(where, form)
    assert Unit.objects.get(pk=ward.pk).delivery_rules == {"weekdays": [0, 2], "before": "10:00", "note": "Ring på"}
    page = said(admin.get(where))
    assert page.count("checked") == 2 and 'value="10:00"' in page


def test_a_key_is_shown_once_opens_and_is_closed(admin, region):
    page = said(admin.post("/admin/keys/new/", {"organisation": region.pk, "name": "Økonomisystemet"}))
    plain = re.search(r"sk_[\w-]{40,}", page)[0]
    assert plain not in said(admin.get("/admin/keys/")) and "Aldrig" in said(admin.get("/admin/keys/"))
    machine = Client(headers={"X-API-Key": plain})
    assert machine.get("/api/v1/outbox").status_code == 200
    key = ApiKey.objects.get()
    assert key.last_used_at is not None
    admin.post("/admin/keys/", {"close": key.pk})
    assert machine.get("/api/v1/outbox").status_code == 401


def test_the_trail_is_narrowed_by_deed_thing_person_and_day_and_handed_out_in_words(admin, region, nurse):
    page = said(admin.get("/admin/trail/", {"action": "organisations.role.granted", "who": nurse.email}))
    assert "Her er ikke noget." in page  # the operator gave it; she did nothing of the kind
    page = said(admin.get("/admin/trail/", {"action": "organisations.person.password_set", "who": nurse.email}))
    assert page.count('class="sk-whole"') == 1 and "Adgangskode valgt" in page
    page = said(admin.get("/admin/trail/", {"type": "organisations.person", "id": str(nurse.pk)}))
    assert ">Person oprettet</td>" in page and ">Rolle givet</td>" not in page
    assert "Her er ikke noget." in said(admin.get("/admin/trail/", {"until": "2020-01-01"}))
    rows = said(admin.get("/admin/trail/", {"action": "organisations.role.granted", "format": "csv"})).splitlines()
    assert len(rows) == 3 and all("Rolle givet" in row and "organisations.role.granted" in row for row in rows[1:])


def test_the_trail_of_another_body_is_not_shown(admin):
    other = bodies.body("Region Syddanmark")
    page = said(admin.get("/admin/trail/", {"type": "organisations.organisation", "id": str(other.pk)}))
    assert "Her er ikke noget." in page


def test_the_accounts_clerk_finds_what_arrived_in_the_menu(region):
    clerk = signed_in(bodies.actor(roles.ACCOUNTS_CLERK, region).person_id)
    assert 'href="/admin/inbox/"' in said(clerk.get("/finance/"))


def test_no_code_stands_where_a_person_reads():
    """Settings without a name stood as auto approve, also in Danish; a document's way as dropfolder, what it became as invoicing.invoice:11."""
    assert SETTINGS.keys() == NAMES_OF_SETTINGS.keys()
    with translation.override("da"):
        assert (way("dropfolder"), thing("invoicing.invoice:11"), thing("")) == ("som fil", "Faktura 11", "–")
