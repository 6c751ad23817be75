"""A supplier's file becomes a proposed version, and the buyer decides: whole, by line, by name."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from tests.builders import bodies, catalogues
from tests.builders.bodies import AT, TODAY
from tests.builders.catalogues import line, proposed, tender

from samkoeb.audit.models import AuditEvent
from samkoeb.catalogue import queries
from samkoeb.catalogue.actions import approve_version, leave_out_lines, propose_version, reject_version, save_mapping
from samkoeb.catalogue.logic import csv_tables, proposals
from samkoeb.catalogue.logic.mapping import PriceBasis
from samkoeb.catalogue.models import CatalogueVersion, Item, Price, SearchChange
from samkoeb.documents import model as documents
from samkoeb.documents.ubl import catalogue as ubl
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused

pytestmark = pytest.mark.django_db
GLOVE = "H-1;Undersøgelseshandske, nitril, M;100/bx;34,50;33,00;5790000435951;42132203;M;;"
WIPE = "V-1;Vaskeklud;stk;1,25;;;47131502;;;"
LATER = AT + timedelta(days=30)


def approved(version: CatalogueVersion, at: datetime = AT) -> CatalogueVersion:
    waiting = queries.lines_in(version, "open").values_list("pk", flat=True)
    return approve_version(version.pk, also=list(waiting), by=operator(), at=at)


def test_a_first_version_is_all_new_and_in_force_when_approved() -> None:
    under = catalogues.agreement()
    version = proposed(under, GLOVE, WIPE)
    assert (version.state, version.number, version.counts["new"]) == ("proposed", 1, 2)
    assert Item.objects.count() == 0

    approved(version)

    glove = Item.objects.get(supplier_item_number="H-1")
    assert (glove.name_da, glove.unit, glove.pack_content, glove.pack_unit) == ("Undersøgelseshandske, nitril, M", "XBX", 100, "C62")
    assert (glove.gtin, glove.unspsc, glove.attributes) == ("5790000435951", "42132203", {"size": "M"})
    assert [(price.minimum_quantity, price.amount, price.valid_from) for price in glove.prices.order_by("minimum_quantity")] == [
        (1, Decimal("34.5"), TODAY), (10, Decimal(33), TODAY),
    ]
    assert queries.price_on(glove.pk, TODAY, Decimal(9)).amount == Decimal("34.5")  # type: ignore[union-attr]
    assert queries.price_on(glove.pk, TODAY, Decimal(10)).amount == 33  # type: ignore[union-attr]
    assert queries.price_on(glove.pk, date(2025, 1, 1)) is None
    assert queries.items_for_order({glove.pk: Decimal(10)}, on=TODAY)[glove.pk].price == 33
    assert SearchChange.objects.filter(item_id=glove.pk).exists()
    assert AuditEvent.objects.filter(action="catalogue.version.approved", object_id=version.pk).exists()


def test_the_diff_says_field_by_field_what_changes() -> None:
    under = catalogues.agreement()
    approved(proposed(under, GLOVE, WIPE, "X-1;Udgår snart;stk;5,00;;;;;;"))
    version = proposed(under, GLOVE.replace("34,50", "36,00").replace("nitril, M", "nitril, blå, M"), WIPE, "N-1;Ny;stk;2,00;;;;;;", at=LATER)
    assert {name: version.counts[name] for name in ("new", "changed", "gone", "unchanged", "price_up")} == {
        "new": 1, "changed": 1, "gone": 1, "unchanged": 1, "price_up": 1,
    }
    glove = line(version, "H-1")
    assert sorted(glove.changed_fields) == ["name_da", "price"]
    assert (glove.price_before, glove.price) == (Decimal("0.345"), Decimal("0.36"))
    (row,) = queries.diff_rows(version, "changed")
    assert (row.row.price_change, row.row.unit_price) == (Decimal("4.3"), 36)
    assert line(version, "X-1").change == "gone"

    approved(version, LATER)

    assert Item.objects.get(supplier_item_number="X-1").withdrawn_at == LATER
    prices = Price.objects.filter(item__supplier_item_number="H-1", minimum_quantity=1).order_by("valid_from")
    assert [(price.amount, price.valid_from, price.valid_to) for price in prices] == [
        (Decimal("34.5"), TODAY, LATER.date()), (36, LATER.date(), None),
    ]
    assert CatalogueVersion.objects.get(agreement=under, number=1).state == "superseded"


def test_a_smaller_box_at_the_same_price_is_dearer() -> None:
    under = catalogues.agreement()
    approved(proposed(under, GLOVE))
    version = proposed(under, GLOVE.replace("100/bx", "50/bx"), at=LATER)
    glove = line(version, "H-1")
    assert set(glove.changed_fields) >= {"pack_content", "price"}
    (row,) = queries.diff_rows(version, "changed")
    assert row.row.price_change == 100


def test_what_was_not_tendered_is_approved_only_by_name() -> None:
    under = catalogues.agreement()
    tender(under, [("H-1", "0.345", "C62"), ("V-1", "1.00", "C62"), ("S-1", "9", "XCS")])
    version = proposed(under, GLOVE, WIPE, "U-1;Aldrig tilbudt;stk;2,00;;;;;;", "S-1;I anden enhed;stk;2,00;;;;;;")
    assert line(version, "H-1").tendered_price == line(version, "H-1").price
    assert (line(version, "V-1").tendered_price, line(version, "V-1").price) == (1, Decimal("1.25"))
    assert version.counts["dearer_than_tendered"] == 1
    assert [each.supplier_item_number for each in queries.lines_to_name(version)] == ["V-1", "U-1", "S-1"]

    approve_version(version.pk, by=operator(), at=AT)
    assert list(Item.objects.values_list("supplier_item_number", flat=True)) == ["H-1"]

    approve_version(version.pk, lines=[line(version, "U-1").pk], by=operator(), at=AT)
    assert set(Item.objects.values_list("supplier_item_number", flat=True)) == {"H-1", "U-1"}
    assert leave_out_lines(version.pk, lines=[line(version, "V-1").pk], by=operator(), at=AT) == 1
    with pytest.raises(Refused, match="line_not_open"):
        approve_version(version.pk, lines=[line(version, "V-1").pk], by=operator(), at=AT)


def test_single_lines_can_be_approved_and_the_rest_waits() -> None:
    under = catalogues.agreement()
    version = proposed(under, GLOVE, WIPE)
    approve_version(version.pk, lines=[line(version, "V-1").pk], by=operator(), at=AT)
    assert list(Item.objects.values_list("supplier_item_number", flat=True)) == ["V-1"]
    assert line(version, "H-1").decision == "open"


def test_a_rejected_version_changes_nothing_and_stays_rejected() -> None:
    under = catalogues.agreement()
    version = reject_version(proposed(under, GLOVE).pk, by=operator(), at=AT)
    assert (version.state, Item.objects.count()) == ("rejected", 0)
    with pytest.raises(Refused, match="version_decided"):
        approve_version(version.pk, by=operator(), at=AT)
    with pytest.raises(Refused, match="step_not_possible"):
        reject_version(version.pk, by=operator(), at=AT)


def test_line_faults_leave_their_line_out_and_nothing_of_theirs_is_gone() -> None:
    under = catalogues.agreement()
    approved(proposed(under, GLOVE, WIPE))
    version = proposed(under, GLOVE, "V-1;Vaskeklud;stk;;;;;;;", "W-1;Advarsel;stk;0,00;;123;;;;", at=LATER)
    assert (version.counts["faulty"], version.counts["gone"], version.counts["warned"]) == (1, 0, 1)
    assert queries.fault_counts(version) == {"catalogue.gtin_length": 1, "catalogue.no_price": 1, "catalogue.price_zero": 1}
    approved(version, LATER)
    assert Item.objects.get(supplier_item_number="V-1").withdrawn_at is None
    assert sorted(Item.objects.get(supplier_item_number="W-1").warnings) == ["catalogue.gtin_length", "catalogue.price_zero"]


def test_a_file_fault_imports_nothing_and_says_why() -> None:
    under = catalogues.agreement()
    version = propose_version(
        BytesIO(b"%PDF-1.7"), supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=AT, file_name="priser.pdf"
    )
    assert (version.state, version.lines.count()) == ("refused", 0)
    assert [fault.code for fault in queries.faults(version)] == ["catalogue.pdf"]
    version = proposed(under, "1;a;stk;;;;;;;", "2;b;stk;;;;;;;")
    assert [fault.code for fault in queries.faults(version)] == ["catalogue.no_usable_lines", "catalogue.no_price", "catalogue.no_price"]


def test_a_file_that_breaks_off_after_a_thousand_lines_imports_nothing_and_leaves_the_callers_transaction_whole() -> None:
    under = catalogues.agreement()
    whole, party = BytesIO(), documents.Party(legal_name="Nordhånd")
    header = documents.CatalogueHeader(number="K-1", issued_on=TODAY, provider=party, receiver=party)
    item = documents.Item(name="Handske")
    ubl.write_lines(whole, header, (documents.CatalogueLine(id=str(n), item=item) for n in range(1_200)))
    broken = BytesIO(whole.getvalue()[:-200])
    version = propose_version(broken, supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=AT)
    assert (version.state, version.faults[0]["code"]) == ("refused", "catalogue.broken_xml")
    assert not queries.lines_in(version, "open").exists()
    assert proposed(under, GLOVE).state == "proposed"


def test_an_agreement_with_another_supplier_is_refused() -> None:
    under, other = catalogues.agreement(), catalogues.agreement()
    with pytest.raises(Refused, match="wrong_agreement"):
        propose_version(catalogues.sheet(GLOVE), supplier_id=other.supplier_id, agreement_id=under.pk, by=operator(), at=AT)


def test_prices_never_reach_back() -> None:
    """A catalogue that comes late with an early date changes nothing that was ordered before it was approved."""
    under = catalogues.agreement()
    approved(proposed(under, WIPE))
    approved(proposed(under, "V-1;Vaskeklud;stk;9,00;;;;;01-01-2026;31-12-2027", at=LATER), LATER)
    prices = Price.objects.order_by("valid_from")
    assert [(price.amount, price.valid_from, price.valid_to) for price in prices] == [
        (Decimal("1.25"), TODAY, LATER.date()), (9, LATER.date(), date(2028, 1, 1)),
    ]


def test_a_price_to_come_waits_for_its_day_and_gives_way_to_a_newer_one() -> None:
    under = catalogues.agreement()
    approved(proposed(under, WIPE))
    approved(proposed(under, "V-1;Vaskeklud;stk;2,00;;;;;01-06-2027;", at=LATER), LATER)
    approved(proposed(under, "V-1;Vaskeklud;stk;3,00;;;;;01-03-2027;", at=LATER), LATER)
    prices = Price.objects.order_by("valid_from")
    assert [(price.amount, price.valid_from, price.valid_to) for price in prices] == [
        (Decimal("1.25"), TODAY, date(2027, 3, 1)), (3, date(2027, 3, 1), None),
    ]


def test_a_price_that_is_over_does_not_come_alive() -> None:
    under = catalogues.agreement()
    approved(proposed(under, "V-1;Vaskeklud;stk;2,00;;;;;;31-12-2025"))
    item = Item.objects.get()
    assert queries.price_on(item.pk, TODAY) is None
    assert queries.price_on(item.pk, date(2025, 12, 31)) is not None


def test_numbers_at_the_edge_of_reason_break_nothing() -> None:
    under = catalogues.agreement()
    head = "varenr;varetekst;enhed;pris;prisenhed antal;mindste ordre;moms;gyldig til;leveringstid;ean"
    edges = (
        "1;Evig;stk;5,00;1;1;25;31-12-9999;2;", "2;Stort;stk;99999999999999;1;1;25;;;", "3;Lille grundlag;stk;5,00;0,0000001;1;25;;;",
        "4;Stort grundlag;stk;5,00;999999999999999;1;25;;;", "5;Mange i;999999999999/bx;5,00;1;1;25;;;",
        "6;Lille;stk;0,00000000000001;1;999999999999;25;;99999;", "7;Moms;stk;5,00;1;1;9999;;;12345678901234567890",
        f"8;{'x' * 5000};stk;5,00;1;1;25;;;٣٤٥٦٧٨٩٠",
    )  # fmt: skip
    version = proposed(under, *edges, head=head)
    assert [each.supplier_item_number for each in queries.lines_in(version, "faulty")] == ["2", "3", "4", "5", "6"]
    approved(version)
    assert sorted(Item.objects.values_list("supplier_item_number", flat=True)) == ["1", "7", "8"]
    assert Price.objects.get(item__supplier_item_number="1").valid_to is None


def test_an_item_that_comes_back_is_in_sale_again() -> None:
    under = catalogues.agreement()
    approved(proposed(under, GLOVE, WIPE))
    approved(proposed(under, GLOVE, at=LATER), LATER)
    version = proposed(under, GLOVE, WIPE, at=LATER)
    assert line(version, "V-1").change == "new"
    approved(version, LATER)
    assert Item.objects.get(supplier_item_number="V-1").withdrawn_at is None


def test_a_saved_mapping_is_used_for_the_same_headings() -> None:
    under = catalogues.agreement()
    table = csv_tables.open_table(catalogues.sheet(GLOVE))
    mapping = proposals.propose(table, agreement_currency="DKK").with_(price_basis=PriceBasis.BASE_UNIT)
    save_mapping(under.supplier_id, table.headings, mapping, owner_id=under.owner_id, by=operator(), at=AT)
    assert line(proposed(under, GLOVE), "H-1").price == Decimal("34.5")


def test_who_may_propose_see_and_approve() -> None:
    under = catalogues.agreement()
    buyer = bodies.actor(roles.PURCHASER, under.owner)
    nurse = bodies.actor(roles.REQUESTER, under.owner)
    seller = bodies.actor(roles.SUPPLIER_USER, under.supplier)
    rival = bodies.actor(roles.SUPPLIER_USER, bodies.supplier("Konkurrenten A/S"))
    stranger = bodies.actor(roles.PURCHASER, bodies.body("Region Syddanmark"))
    version = propose_version(catalogues.sheet(GLOVE), supplier_id=under.supplier_id, agreement_id=under.pk, by=seller, at=AT)
    assert list(queries.versions_visible_to(buyer)) == list(queries.versions_visible_to(seller)) == [version]
    assert list(queries.waiting_versions(buyer)) == [version]
    assert not queries.waiting_versions(seller).exists()
    for outsider in (nurse, rival, stranger):
        assert not queries.versions_visible_to(outsider).exists()
        with pytest.raises(NotAllowed):
            propose_version(catalogues.sheet(GLOVE), supplier_id=under.supplier_id, agreement_id=under.pk, by=outsider, at=AT)
    for outsider in (nurse, rival, stranger, seller):
        with pytest.raises(NotAllowed):
            approve_version(version.pk, by=outsider, at=AT)
    assert approve_version(version.pk, by=buyer, at=AT).state == "approved"


def test_the_fault_sheet_has_the_suppliers_own_rows() -> None:
    under = catalogues.agreement()
    file = catalogues.sheet(GLOVE, "V-1;=1+1;stk;;;;;;;")
    version = propose_version(file, supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=AT)
    sheet = CalamineWorkbook.from_filelike(BytesIO(queries.fault_workbook(version, file.getvalue()))).get_sheet_by_index(0).to_python()
    assert sheet[0][:2] == ["varenr", "varetekst"]
    assert sheet[1][0] == "H-1"
    assert sheet[2][:2] == ["V-1", "'=1+1"]
    assert sheet[2][-2:] == ["Prisen mangler.", "The price is missing."]
    assert len(CalamineWorkbook.from_filelike(BytesIO(queries.fault_workbook(version, file.getvalue(), only_faulty=True)))
               .get_sheet_by_index(0).to_python()) == 2


PEPPOL = "standards/openpeppol-poacc-upgrade-3/examples/examples"


def test_the_peppol_example_is_proposed_and_in_force_on_its_own_days(shared_data: Path) -> None:
    under = catalogues.agreement("EUR", gln="5790000435951")
    with (shared_data / PEPPOL / "Catalogue_Example.xml").open("rb") as file:
        version = propose_version(file, supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=AT)
    assert (version.state, version.format, version.document_number, version.currency) == ("proposed", "ubl", "1387", "EUR")
    assert {"catalogue.gtin_check_digit", "catalogue.vat_foreign", "catalogue.validity_expired"} == set(queries.fault_counts(version))
    approved(version)
    item = Item.objects.get(supplier_item_number="MNTR011")
    assert queries.price_on(item.pk, date(2018, 11, 1)).amount == 10  # type: ignore[union-attr]
    assert queries.price_on(item.pk, TODAY) is None


def test_another_suppliers_document_is_a_file_fault(shared_data: Path) -> None:
    under = catalogues.agreement("EUR", gln="5798000880016")
    with (shared_data / PEPPOL / "Catalogue_Example.xml").open("rb") as file:
        version = propose_version(file, supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=AT)
    assert (version.state, [fault.code for fault in queries.faults(version)]) == ("refused", ["catalogue.wrong_supplier"])


def test_updates_and_deletions_leave_the_rest_alone(shared_data: Path) -> None:
    folder = shared_data / PEPPOL / "Cataloge wo response use cases"
    under = catalogues.agreement("NOK", gln="5790000435951")
    at = datetime(2019, 9, 15, tzinfo=UTC)
    for number, gone in ((1, []), (2, ["2451037"])):
        with (folder / f"catalogue-wo-response-use-case-{number}.xml").open("rb") as file:
            version = propose_version(file, supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=at)
        assert list(queries.lines_in(version, "gone").values_list("supplier_item_number", flat=True)) == gone
        approved(version, at)
    assert Item.objects.filter(withdrawn_at__isnull=True).count() == 6


def test_the_same_inbound_document_is_read_once_even_after_a_crash() -> None:
    under = catalogues.agreement()
    said = {"supplier_id": under.supplier_id, "agreement_id": under.pk, "inbound_id": 4711, "by": operator(), "at": AT}
    first = propose_version(catalogues.sheet(GLOVE), **said)  # type: ignore[arg-type]
    assert propose_version(catalogues.sheet(GLOVE), **said).pk == first.pk  # type: ignore[arg-type]
    CatalogueVersion.objects.update(state="reading")
    again = propose_version(catalogues.sheet(GLOVE), **said)  # type: ignore[arg-type]
    assert (again.state, CatalogueVersion.objects.count()) == ("proposed", 1)
    approved(again)
    assert propose_version(catalogues.sheet(GLOVE), **said).pk == again.pk  # type: ignore[arg-type]


def test_lines_come_in_batches_and_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    under = catalogues.agreement()
    heard: list[int] = []
    many = [f"{n};Vare {n};stk;{n},00;;;;;;" for n in range(1, 12_001)]
    version = propose_version(
        catalogues.sheet(*many), supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=AT, progress=heard.append
    )
    assert heard == [5_000, 10_000, 12_000]
    assert (version.read_lines, version.counts["new"]) == (12_000, 12_000)
