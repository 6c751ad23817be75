"""The buyer's screens: each opens, each form does its thing, strangers get nothing, and what was typed wrong says so where it stands."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.builders import bodies, catalogues, deals, shop

from samkoeb.agreements.models import Agreement, Participant, TenderedPrice
from samkoeb.catalogue.actions import approve_version
from samkoeb.catalogue.actions.search_misses import note_miss
from samkoeb.catalogue.models import CatalogueVersion, ColumnMapping, Fulfilment, Item, OwnItem, SearchMiss
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.ordering.models import Order
from samkoeb.organisations.models import Person
from samkoeb.web.buying import price_lines

pytestmark = pytest.mark.django_db

TODAY = timezone.now().date()
LATER = TODAY + timedelta(days=700)


@pytest.fixture
def body():
    return bodies.body("Region Hovedstaden")


@pytest.fixture
def agreement(body):
    supplier = bodies.supplier()
    return deals.agreement(body, supplier, valid_from=TODAY - timedelta(days=30), valid_to=LATER)


def signed_in(role, over):
    someone = bodies.person("Indkøber")
    bodies.grant(someone, role, over)
    client = Client()
    client.force_login(someone)
    return client


@pytest.fixture
def buyer(body):
    return signed_in(roles.PURCHASER, body)


@pytest.fixture
def version(agreement):
    catalogues.tender(agreement, [("A-1", "10", "C62"), ("A-2", "20", "C62")])
    return catalogues.proposed(agreement, "A-1;Handske;stk;10", "A-2;Kittel;stk;25", "A-3;Maske;stk;5", "A-4;Uden pris;stk;")


def said(response):
    return response.content.decode()


def test_every_screen_opens(buyer, agreement, version):
    for path in (
        "", "agreements/", "agreements/?show=all&sort=-percent&q=R", "agreements/?format=csv", "agreements/new/", "catalogues/",
        "catalogues/?state=proposed", "catalogues/?format=csv", "not-found/", "outside/", "outside/?show=all", "outside/?format=csv",
        "own-items/", "own-items/?format=csv", "own-items/without/", "own-items/new/", f"agreements/{agreement.pk}/",
        f"agreements/{agreement.pk}/prices/", f"agreements/{agreement.pk}/prices/?format=csv",
        f"agreements/{agreement.pk}/participant/", f"agreements/{agreement.pk}/terminate/", f"agreements/{agreement.pk}/upload/",
        f"catalogues/{version.pk}/", f"catalogues/{version.pk}/?view=all", f"catalogues/{version.pk}/?format=csv&view=all",
        f"catalogues/{version.pk}/faults/", f"catalogues/{version.pk}/faults.xlsx", f"catalogues/{version.pk}/reject/",
    ):  # fmt: skip
        response = buyer.get(f"/buying/{path}")
        assert response.status_code == 200, path


def test_strangers_get_nothing(agreement, version):
    other = signed_in(roles.PURCHASER, bodies.body("Region Fyn"))
    nurse = signed_in(roles.REQUESTER, bodies.body("Region Sydhavet"))
    for path in (f"agreements/{agreement.pk}/", f"agreements/{agreement.pk}/upload/", f"catalogues/{version.pk}/",
                 f"catalogues/{version.pk}/faults.xlsx", f"agreements/{agreement.pk}/catalogue.xml"):  # fmt: skip
        assert other.get(f"/buying/{path}").status_code == 404, path
    assert nurse.get("/buying/").status_code == 404
    assert other.post(f"/buying/catalogues/{version.pk}/", {"whole": "1"}).status_code == 404
    version.refresh_from_db()
    assert version.state == "proposed"


def test_the_whole_is_approved_without_what_was_never_tendered_or_is_dearer(buyer, version):
    page = said(buyer.get(f"/buying/catalogues/{version.pk}/"))
    assert "Kittel" in page and "Maske" in page and "A-1" not in page, "what must be decided one by one comes first"
    mask = catalogues.line(version, "A-3")
    buyer.post(f"/buying/catalogues/{version.pk}/", {"whole": "1", "line": [str(mask.pk)]})
    version.refresh_from_db()
    assert version.state == "approved"
    assert sorted(Item.objects.values_list("supplier_item_number", flat=True)) == ["A-1", "A-3"]


def test_lines_are_left_out_and_the_whole_rejected(buyer, version):
    gown = catalogues.line(version, "A-2")
    buyer.post(f"/buying/catalogues/{version.pk}/", {"leave": "1", "line": [str(gown.pk)]})
    gown.refresh_from_db()
    assert gown.decision == "left_out"
    answer = buyer.post(f"/buying/catalogues/{version.pk}/", {"chosen": "1"}, follow=True)
    assert "kryds" in said(answer)
    buyer.post(f"/buying/catalogues/{version.pk}/reject/")
    version.refresh_from_db()
    assert version.state == "rejected"
    assert not Item.objects.exists()


def test_a_file_is_handed_in_looked_at_corrected_and_read(buyer, agreement):
    raw = b"varenr;varetekst;enhed;pris\nB-1;Handske;100/bx;87,50\n"
    address = f"/buying/agreements/{agreement.pk}/upload/"
    answer = buyer.post(address, {"file": SimpleUploadedFile("katalog.csv", raw)})
    assert answer.status_code == 302
    mapping = answer["Location"]
    assert "1 æske à 100 stk" in said(buyer.get(mapping))
    form = {"column-supplier_number": "varenr", "column-name": "varetekst", "column-unit": "enhed", "column-price": "pris",
            "currency": "EUR", "price_basis": "orderable_unit", "price_quantity": "1", "pack_reading": "contents",
            "default_vat": "25", "decimals": "comma", "language": "da"}  # fmt: skip
    assert "87,50 EUR" in said(buyer.post(mapping, {**form, "look": "1"}))
    assert "kan ikke læses som et tal" in said(buyer.post(mapping, {**form, "price_quantity": "mange", "read": "1"}))
    assert not CatalogueVersion.objects.exists()
    answer = buyer.post(mapping, {**form, "read": "1", "remember": "1"})
    version = CatalogueVersion.objects.get()
    assert answer["Location"] == f"/buying/catalogues/{version.pk}/"
    assert (version.state, version.currency) == ("proposed", "EUR")
    assert ColumnMapping.objects.get().supplier_id == agreement.supplier_id
    assert buyer.get(mapping).status_code == 302, "the file is no longer kept aside"


def test_what_is_no_catalogue_becomes_a_refused_version_that_says_why(buyer, agreement):
    answer = buyer.post(f"/buying/agreements/{agreement.pk}/upload/", {"file": SimpleUploadedFile("katalog.pdf", b"%PDF-1.7 x")})
    page = buyer.post(answer["Location"], {"read": "1"}, follow=True)
    assert CatalogueVersion.objects.get().state == "refused"
    assert "PDF" in said(page)
    assert "Filen er læst" not in said(page)


def test_another_person_does_not_see_a_file_that_is_kept_aside(buyer, body, agreement):
    answer = buyer.post(f"/buying/agreements/{agreement.pk}/upload/", {"file": SimpleUploadedFile("k.csv", b"varenr;pris\n1;2\n")})
    other = signed_in(roles.PURCHASER, body)
    assert other.get(answer["Location"]).status_code == 302
    assert "kan" not in said(other.get(answer["Location"] + "progress/"))


def agreement_form(body, supplier, **other):
    return {
        "number": "N-1", "title": "Handsker", "owner": body.pk, "supplier": supplier.pk, "valid_from": TODAY.isoformat(),
        "last": (TODAY + timedelta(days=364)).isoformat(), "currency": "DKK", "estimated_value": "500.000", "maximum_value": "1.000.000,50",
        "payment_days": "30", "lead_time_days": "2", "participants-TOTAL_FORMS": "1", "participants-0-organisation": body.pk,
        "participants-0-binding_level": "mandatory", "options-TOTAL_FORMS": "1", "lots-TOTAL_FORMS": "0",
        "options-0-extends_to": (TODAY + timedelta(days=729)).isoformat(),
        "options-0-last_notice_on": (TODAY + timedelta(days=200)).isoformat(),
        "lines": "Varenummer\tPris\tEnhed\nA-1\t1.234,50\tæske\nA-2\t2\t", **other,
    }  # fmt: skip


def test_an_agreement_is_concluded_with_everything(buyer, body):
    supplier = bodies.supplier()
    answer = buyer.post("/buying/agreements/new/", agreement_form(body, supplier))
    made = Agreement.objects.get()
    assert answer["Location"] == f"/buying/agreements/{made.pk}/"
    assert (made.maximum_value, made.valid_to) == (Decimal("1000000.50"), TODAY + timedelta(days=365))
    assert list(made.tendered_prices.order_by("supplier_item_number").values_list("price", "unit")) == [
        (Decimal("1234.50"), "XBX"), (Decimal(2), "C62"),
    ]  # fmt: skip
    assert made.options.get().extends_to == TODAY + timedelta(days=730)
    page = said(buyer.get(f"/buying/agreements/{made.pk}/"))
    assert f"{TODAY + timedelta(days=364):%d-%m-%Y}" in page
    buyer.post(f"/buying/agreements/{made.pk}/option/{made.options.get().pk}/")
    made.refresh_from_db()
    assert made.valid_to == TODAY + timedelta(days=730)


def test_a_single_unit_is_listed_by_its_name_or_gln(buyer, body):
    supplier, hospital = bodies.supplier(), bodies.unit(body, "Hospitalet", delivery_gln="5790001968656")
    rows = {"participants-TOTAL_FORMS": "2", "participants-1-organisation": body.pk, "participants-1-binding_level": "voluntary"}
    form = agreement_form(body, supplier, **rows)
    wrong = buyer.post("/buying/agreements/new/", {**form, "participants-1-unit": "Fryseren"})
    assert "ingen enhed med det navn" in said(wrong) and not Agreement.objects.exists()
    buyer.post("/buying/agreements/new/", {**form, "participants-1-unit": "hospitalet"})
    assert list(Participant.objects.order_by("pk").values_list("unit_id", "binding_level")) == [
        (None, form["participants-0-binding_level"]), (hospital.pk, "voluntary"),
    ]  # fmt: skip
    ward = bodies.unit(body, "Afsnit 1", delivery_gln="5790001968663")
    address = f"/buying/agreements/{Agreement.objects.get().pk}/"
    joins = {"organisation": body.pk, "unit": "5790001968663", "binding_level": "mandatory", "valid_from": TODAY.isoformat()}
    assert "Afsnit 1" in said(buyer.post(f"{address}participant/", joins, follow=True))
    assert Participant.objects.filter(unit=ward).exists()


def test_what_is_wrong_with_a_new_agreement_stands_at_its_field(buyer, body):
    supplier = bodies.supplier()
    answer = buyer.post("/buying/agreements/new/", agreement_form(body, supplier, lines="A-1;1\nA-2;billig"))
    assert "Linje 2: prisen »billig« kan ikke læses." in said(answer)
    assert list(answer.context["form"].errors) == ["lines"]
    answer = buyer.post("/buying/agreements/new/", agreement_form(body, supplier, estimated_value="2.000.000"))
    assert list(answer.context["form"].errors) == ["estimated_value"]
    answer = buyer.post("/buying/agreements/new/", agreement_form(body, supplier, **{"participants-0-organisation": ""}))
    assert not Agreement.objects.exists()
    more = buyer.post("/buying/agreements/new/", {**agreement_form(body, supplier), "more-participants": "1"})
    assert len(more.context["rows"]["participants"].forms) == 2
    assert "påkrævet" not in said(more)  # the row that was asked for is not at fault for being empty
    assert not Agreement.objects.exists()


def test_a_body_joins_and_leaves_and_prices_change(buyer, agreement):
    other = bodies.body("Region Sjælland")
    address = f"/buying/agreements/{agreement.pk}/"
    buyer.post(f"{address}participant/", {"organisation": other.pk, "binding_level": "voluntary", "valid_from": (TODAY - timedelta(days=9)).isoformat()})
    joined = Participant.objects.get(organisation=other)
    again = buyer.post(f"{address}participant/", {"organisation": other.pk, "binding_level": "voluntary", "valid_from": TODAY.isoformat()})
    assert "står allerede" in said(again)
    buyer.post(f"{address}participant/", {"end": str(joined.pk)})
    joined.refresh_from_db()
    assert joined.valid_to is not None
    buyer.post(f"{address}prices/", {"valid_from": TODAY.isoformat(), "lines": "A-1;12,50;stk;1;Handske"})
    assert TenderedPrice.objects.get().price == Decimal("12.50")
    wrong = buyer.post(f"{address}prices/", {"valid_from": TODAY.isoformat(), "lines": "A-2;1\nA-1;gratis"})
    assert "gratis" in said(wrong)
    assert TenderedPrice.objects.count() == 1


def test_an_agreement_is_terminated_only_within_its_period(buyer, agreement):
    address = f"/buying/agreements/{agreement.pk}/terminate/"
    late = buyer.post(address, {"last": (LATER + timedelta(days=9)).isoformat()})
    assert late.status_code == 200 and late.context["form"].errors
    buyer.post(address, {"last": (TODAY + timedelta(days=60)).isoformat()})
    agreement.refresh_from_db()
    assert (agreement.state, agreement.valid_to) == ("terminated", TODAY + timedelta(days=61))


def test_what_was_not_found_is_handled_for_the_own_body_alone(buyer, body):
    stranger = bodies.body("Region Fyn")
    for of in (body, stranger):
        note_miss("blå plastre", unit_id=bodies.unit(of).pk, organisation_id=of.pk, at=timezone.now())
    assert "blå plastre" in said(buyer.get("/buying/not-found/"))
    assert buyer.post("/buying/not-found/", {"text": "blå plastre", "organisation": stranger.pk}).status_code == 404
    buyer.post("/buying/not-found/", {"text": "blå plastre", "organisation": body.pk})
    assert SearchMiss.objects.filter(handled_at__isnull=True).get().organisation_id == stranger.pk


def test_items_get_their_own_items(buyer, body, version):
    approve_version(version.pk, by=operator(), at=timezone.now())
    item = Item.objects.get(supplier_item_number="A-1")
    buyer.post("/buying/own-items/without/", {"attach": f"{item.pk}:new{body.pk}"})
    own = OwnItem.objects.get()
    assert "Handske" in said(buyer.get(f"/buying/own-items/{own.pk}/"))
    buyer.post(f"/buying/own-items/{own.pk}/", {"detach": str(item.pk)})
    assert not Fulfilment.objects.exists()
    taken = buyer.post("/buying/own-items/new/", {"organisation": body.pk, "number": own.number, "name_da": "Maske", "base_unit": "C62"})
    assert taken.context["form"].errors["number"]


def test_units_are_named_in_the_language_of_the_page(buyer):
    """Whoever changed to English at the top of the page read stk, æske and karton, for the person's own language was asked instead."""
    choices = {
        language: buyer.get("/buying/own-items/new/", headers={"accept-language": language}).context["form"].fields["base_unit"].choices
        for language in ("da", "en")
    }
    assert dict(choices["da"])["XBX"] == "æske"
    assert dict(choices["en"])["XBX"] == "box"


def test_the_catalogue_in_force_leaves_as_ubl(buyer, agreement, version):
    approve_version(version.pk, by=operator(), at=timezone.now())
    answer = buyer.get(f"/buying/agreements/{agreement.pk}/catalogue.xml")
    assert answer["Content-Type"] == "application/xml"
    assert b"<cbc:ID>A-1</cbc:ID>" in answer.content


@pytest.mark.parametrize(
    ("text", "count", "codes"),
    [
        ("A-1;10", 1, []),
        ("Varenr;Pris\nA-1;10,5\n\nA-2;1.000,00", 2, []),
        ("A-1,10.5,stk", 1, []),
        ("A-1;1.250\nA-2;3,50", 2, []),
        ("A-1;10\nA-2;1.250", 1, ["agreement.price_line_price"]),
        ("A-1;10\n;5", 1, ["agreement.price_line_item"]),
        ("A-1;10\nA-2;ti", 1, ["agreement.price_line_price"]),
        ("A-1;10;favnfuld", 0, ["agreement.price_line_unit"]),
        ("A-1;10;stk;mange", 0, ["agreement.price_line_quantity"]),
        ("", 0, []),
    ],
)
def test_prices_are_read_as_they_are_pasted(text, count, codes):
    rows, problems = price_lines.read(text)
    assert (len(rows), [p.code for p in problems]) == (count, codes)


def as_xlsx(*rows):
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink)
    for at, row in enumerate(rows):
        book.add_worksheet() if not at else None
        book.worksheets()[0].write_row(at, 0, row)
    book.close()
    return sink.getvalue()


@pytest.mark.parametrize(
    ("raw", "prices", "codes"),
    [
        (as_xlsx(["Varenr", "Pris", "Enhed"], ["A-1", 1.234, "stk"], [10020, "12,50", "stk"]), {"A-1": Decimal("1.234"), "10020": Decimal("12.50")}, []),
        (as_xlsx(["Varetekst", "Listepris", "Varenummer"], ["Klud", 2.5, "A-1"]), {"A-1": Decimal("2.5")}, []),
        ("varenr;pris\nÆ-1;12,50\n".encode("utf-16"), {"Æ-1": Decimal("12.50")}, []),
        ("Æ-1;12,50\n".encode("cp1252"), {"Æ-1": Decimal("12.50")}, []),
        (as_xlsx(["Varenr", "Pris"], ["A-1", "efter aftale"]), {}, ["agreement.price_line_price"]),
        ("Kære indkøber, her er vores priser".encode(), {}, ["agreement.price_file_without_prices"]),
        (b"\x89PNG\r\n\x1a\n", {}, ["agreement.price_file"]),
        (b"%PDF-1.7", {}, ["agreement.price_file"]),
        (b"<Catalogue/>", {}, ["agreement.price_file"]),
        (bytes(range(256)) * 9, {}, ["agreement.price_file"]),
        (b"PK\x03\x04 and then nothing", {}, ["catalogue.broken_spreadsheet"]),
        (b" \n", {}, ["catalogue.empty"]),
    ],
)
def test_a_file_of_prices_is_read_whatever_program_saved_it(raw, prices, codes):
    rows, problems = price_lines.read_file(raw)
    assert {row["supplier_item_number"]: row["price"] for row in rows} == prices
    assert [p.code for p in problems] == codes


def test_the_legal_basis_of_a_purchase_outside_is_recorded_by_somebody_else_than_who_ordered():
    ward = shop.shop()
    order = ward.order(2)
    Order.objects.filter(pk=order.pk).update(outside_reason="urgent")
    client = Client()
    client.force_login(Person.objects.get(pk=ward.buyer.person_id))
    assert order.number in said(client.get("/buying/outside/"))
    address = f"/buying/outside/{order.pk}/"
    assert "Skriv hvorfor." in said(client.post(address, {"basis": "none", "note": ""}))
    assert client.post(address, {"basis": "whatever"}).context["form"].errors["basis"]
    client.post(address, {"basis": "extreme_urgency", "note": "Pumpen svigtede om natten."})
    order.refresh_from_db()
    assert (order.legal_basis, order.legal_basis_by_id) == ("extreme_urgency", ward.buyer.person_id)
    assert order.number not in said(client.get("/buying/outside/"))
    stranger = signed_in(roles.PURCHASER, bodies.body("Region Fyn"))
    assert stranger.get(address).status_code == 404


def test_an_auditor_reads_agreements_catalogues_and_purchases_outside_and_is_offered_no_deed(body, agreement):
    auditor, buyer = signed_in(roles.AUDITOR, body), signed_in(roles.PURCHASER, body)
    for address in ("/buying/agreements/", f"/buying/agreements/{agreement.pk}/", "/buying/catalogues/", "/buying/outside/"):
        page = auditor.get(address)
        assert page.status_code == 200
        assert f'href="{address}"' in page.content.decode() or str(agreement.pk) in address  # the menu leads there
        assert 'href="/buying/"' not in page.content.decode()  # nothing leads to a page that the auditor may not open
    prices = f"/buying/agreements/{agreement.pk}/prices/"
    assert auditor.get(prices).status_code == 200
    posted = {"lines": "A1;5,00", "valid_from": TODAY.isoformat()}
    before = TenderedPrice.objects.count()
    assert auditor.post(prices, posted).status_code == 404
    assert TenderedPrice.objects.count() == before
    assert "/buying/agreements/new/" in buyer.get("/buying/agreements/").content.decode()
    assert "/buying/agreements/new/" not in auditor.get("/buying/agreements/").content.decode()


def test_the_head_of_purchasing_reads_the_books_and_closes_no_month(body):
    head, controller = signed_in(roles.PURCHASING_HEAD, body), signed_in(roles.CONTROLLER, body)
    assert "/finance/postings/" in head.get("/buying/").content.decode()
    assert head.get("/finance/postings/balances/").status_code == 200
    assert 'type="month"' in controller.get("/finance/postings/months/").content.decode()
    assert 'type="month"' not in head.get("/finance/postings/months/").content.decode()
    assert head.post("/finance/postings/months/", {"month": "2026-01"}).status_code == 404


def test_the_list_of_agreements_as_a_spreadsheet_says_amounts_and_the_last_day_as_a_dane_reads_them(buyer, agreement):
    Agreement.objects.filter(pk=agreement.pk).update(maximum_value=Decimal("600000.50"))
    heading, row = said(buyer.get("/buying/agreements/?format=csv")).lstrip("\ufeff").splitlines()
    of = dict(zip(heading.split(";"), row.split(";"), strict=True))
    assert (of["Maksimum"], of["Sidste dag"], of["Status"]) == ("600000,5", (LATER - timedelta(days=1)).isoformat(), "Indgået")
    english = buyer.get("/buying/agreements/?format=csv", headers={"Accept-Language": "en"}).content.decode().splitlines()
    assert ("Last day" in english[0], "600000.5" in english[1], "Concluded" in english[1]) == (True, True, True)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_list_of_prices_taken_home_is_read_again_as_it_was(buyer, body, language):
    supplier = bodies.supplier()
    rows = {"lots-TOTAL_FORMS": "1", "lots-0-number": "1", "lots-0-title": "Handsker"}
    lines = "A-1;1.234,50;æske;1;Handske;1\nA-2;2,25;stk;100;Kittel\nA-3;900;ydelse;1;Eftersyn"
    buyer.post("/buying/agreements/new/", agreement_form(body, supplier, lines=lines, **rows))
    made = Agreement.objects.get()
    address = f"/buying/agreements/{made.pk}/prices/"
    sheet = buyer.get(f"{address}?format=csv", headers={"Accept-Language": language}).content
    found, problems = price_lines.read_file(sheet)
    kept = TenderedPrice.objects.order_by("supplier_item_number").values_list("supplier_item_number", "price", "unit", "base_quantity", "lot__number")
    assert problems == []
    assert [(r["supplier_item_number"], r["price"], r["unit"], r["base_quantity"], r.get("lot")) for r in found] == list(kept)


def test_what_waits_for_a_legal_basis_is_taken_home_in_words(body):
    ward = shop.shop()
    ward.put(1, outside_reason="urgent")
    order = ward.submit().orders.get()
    sheet = said(signed_in(roles.PURCHASER, ward.region).get("/buying/outside/?format=csv")).lstrip("\ufeff").splitlines()
    of = dict(zip(sheet[0].split(";"), sheet[1].split(";"), strict=True))
    assert (of["Nummer"], of["Hvorfor"], of["Hjemmel"]) == (order.number, "Det haster", "")
    assert of["Bestilt"] == f"{timezone.localtime(order.ordered_at):%Y-%m-%d %H:%M}"


def test_a_head_of_purchasing_takes_the_figures_to_the_council_on_paper_or_as_a_spreadsheet():
    ward = shop.shop()
    ward.put(2, outside_reason="urgent")
    ward.submit()
    head = signed_in(roles.PURCHASING_HEAD, ward.region)
    on = f"since={TODAY.year - 1}-01-01&until={TODAY.year + 1}-12-31"
    page = said(head.get(f"/buying/spend/?{on}"))
    assert "Indkøb i tal" in page and "data-print" in page and "Mangler hjemmel" in page
    sheet = said(head.get(f"/buying/spend/?{on}&table=outside&format=csv")).lstrip("\ufeff").splitlines()
    assert sheet == ["Hjemmel;Ordrer;Beløb, ekskl. moms", "Mangler hjemmel;1;69"]
    assert "Intet er købt i perioden." in said(head.get("/buying/spend/?since=2001-01-01&until=2001-12-31"))
    assert head.get("/buying/spend/?since=i går&body=999").status_code == 200
    assert signed_in(roles.SECRETARIAT, ward.region).get("/buying/spend/").status_code == 404
