"""The supplier's own pages, and what a secretariat sees of what it coordinates."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.builders import bodies, catalogues, deals

from samkoeb.agreements.actions import add_participant
from samkoeb.catalogue.models import CatalogueVersion, ColumnMapping
from samkoeb.invoicing.logic.as_document import check_lines
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.ordering.models import OrderLine
from samkoeb.organisations.models import BankAccount
from samkoeb.web.supplier.despatch import _left

pytestmark = pytest.mark.django_db

TODAY = timezone.now().date()


def signed_in(role, over):
    someone = bodies.person("Nogen")
    bodies.grant(someone, role, over)
    client = Client()
    client.force_login(someone)
    return client


@pytest.fixture
def supplier():
    return bodies.supplier()


@pytest.fixture
def agreement(supplier):
    return deals.agreement(bodies.body("Region Nord"), supplier, valid_from=TODAY - timedelta(days=30), valid_to=TODAY + timedelta(days=700))


def said(response):
    return response.content.decode()


def test_the_supplier_corrects_how_its_own_columns_are_read(supplier, agreement):
    client = signed_in(roles.SUPPLIER_USER, supplier)
    raw = b"varenr;varetekst;enhed;pris\nB-1;Handske;100/bx;87,50\n"
    kept = client.post("/supplier/catalogues/", {"agreement": agreement.pk, "file": SimpleUploadedFile("katalog.csv", raw)})
    assert not CatalogueVersion.objects.exists()
    assert "1 æske à 100 stk" in said(client.get(kept["Location"]))
    form = {"column-supplier_number": "varenr", "column-name": "varetekst", "column-unit": "enhed", "column-price": "pris",
            "currency": "EUR", "price_basis": "orderable_unit", "price_quantity": "1", "pack_reading": "contents",
            "default_vat": "25", "decimals": "comma", "language": "da"}  # fmt: skip
    read = client.post(kept["Location"], {**form, "read": "1", "remember": "1"})
    version = CatalogueVersion.objects.get()
    assert read["Location"] == f"/supplier/catalogues/{version.pk}/"
    assert (version.state, version.currency) == ("proposed", "EUR")
    assert ColumnMapping.objects.get().supplier_id == supplier.pk


def test_a_picture_is_refused_at_the_door(supplier, agreement):
    client = signed_in(roles.SUPPLIER_USER, supplier)
    picture = SimpleUploadedFile("katalog.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20)
    kept = client.post("/supplier/catalogues/", {"agreement": agreement.pk, "file": picture})
    page = client.get(kept["Location"])
    assert "Intet er indlæst" in said(page)
    assert 'name="read"' not in said(page)
    assert not CatalogueVersion.objects.exists()


def test_a_competitor_hands_nothing_in_under_anothers_agreement(agreement):
    rival = signed_in(roles.SUPPLIER_USER, bodies.supplier("Konkurrenten A/S"))
    given = {"agreement": agreement.pk, "file": SimpleUploadedFile("k.csv", b"varenr;pris\n1;2\n")}
    assert rival.post("/supplier/catalogues/", given).status_code == 404
    assert rival.post("/supplier/catalogues/", {**given, "agreement": "nul"}).status_code == 404


def test_the_supplier_sees_which_of_its_prices_are_not_those_of_the_tender(supplier, agreement):
    catalogues.tender(agreement, [("A-1", "10", "C62"), ("A-2", "20", "C62")])
    version = catalogues.proposed(agreement, "A-1;Handske;stk;10", "A-2;Kittel;stk;25", "A-3;Maske;stk;5", "A-4;Uden pris;stk;")
    page = signed_in(roles.SUPPLIER_USER, supplier).get(f"/supplier/catalogues/{version.pk}/")
    assert page.context["view"] == "dearer"
    assert [row.row.number for row in page.context["page"].rows] == ["A-2"]
    assert "+25 %" in said(page)
    assert "price_up" not in said(page)


def test_what_is_left_to_send_stands_filled_in_first_what_is_now_then_what_is_later():
    line = OrderLine(number=1, quantity=Decimal(10), confirmed_quantity=Decimal(8), back_order_quantity=Decimal(2))
    assert [_left(line, Decimal(sent)) for sent in (0, 3, 8, 9, 10, 12)] == [8, 5, 2, 1, 0, 0]
    assert _left(OrderLine(number=1, quantity=Decimal(10)), Decimal(4)) == 6


def test_a_credit_note_without_lines_says_what_is_missing():
    assert [p.code for p in check_lines([], none_given="invoice.nothing_to_credit")] == ["invoice.nothing_to_credit"]


def test_a_mistyped_account_keeps_what_was_typed(supplier):
    client = signed_in(roles.SUPPLIER_USER, supplier)
    page = client.post("/supplier/account/", {"kind": "dk", "registration_number": "12", "account_number": "987"})
    assert 'value="987"' in said(page)
    assert "Kontonummeret kan ikke være rigtigt" in said(page)
    assert not BankAccount.objects.exists()


def test_a_secretariat_sees_the_catalogues_of_joint_agreements_but_no_bodys_figures(agreement):
    secretariat = signed_in(roles.SECRETARIAT, bodies.body("Sekretariatet", kind="secretariat"))
    version = catalogues.proposed(agreement, "A-1;Handske;stk;10")
    assert secretariat.get(f"/buying/catalogues/{version.pk}/").status_code == 404, "one body's own agreement is its own"
    add_participant(
        agreement.pk, organisation_id=bodies.body("Region Syd").pk, binding_level="voluntary", committed_value=Decimal("717717"),
        valid_from=TODAY - timedelta(days=1), valid_to=None, by=operator(), at=timezone.now(),
    )  # fmt: skip
    page = secretariat.get(f"/buying/agreements/{agreement.pk}/")
    assert page.status_code == 200
    assert "717.717" not in said(page)
    assert all(p.drawn is None for p in page.context["agreement"].participants)
    shown = secretariat.get(f"/buying/catalogues/{version.pk}/")
    assert shown.status_code == 200 and not shown.context["may_decide"]
    secretariat.post(f"/buying/catalogues/{version.pk}/", {"whole": "1"})
    version.refresh_from_db()
    assert version.state == "proposed"


def test_a_role_of_secretariat_in_a_body_that_is_none_opens_nothing(agreement):
    add_participant(
        agreement.pk, organisation_id=bodies.body("Region Syd").pk, binding_level="voluntary", committed_value=None,
        valid_from=TODAY - timedelta(days=1), valid_to=None, by=operator(), at=timezone.now(),
    )  # fmt: skip
    stranger = signed_in(roles.SECRETARIAT, bodies.body("Region Fyn"))
    assert stranger.get(f"/buying/agreements/{agreement.pk}/").status_code == 404


def test_a_secretariat_decides_on_the_catalogue_of_an_agreement_that_it_concluded(supplier):
    house = bodies.body("Sekretariatet", kind="secretariat")
    own = deals.agreement(house, supplier, valid_from=TODAY - timedelta(days=30), valid_to=TODAY + timedelta(days=700))
    version = catalogues.proposed(own, "A-1;Handske;stk;10")
    assert signed_in(roles.SECRETARIAT, house).get(f"/buying/catalogues/{version.pk}/").context["may_decide"]
