"""A mapping proposed from headings and content, and rows read by it."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from samkoeb.catalogue.logic import checks, csv_tables, offers, preview, proposals, rows
from samkoeb.catalogue.logic.checks import Surroundings
from samkoeb.catalogue.logic.decimals import Convention
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.line import OfferedLine
from samkoeb.catalogue.logic.mapping import BreakColumn, ColumnMapping, PackReading, PriceBasis, headings_key
from samkoeb.catalogue.logic.tables import Table

ON = date(2026, 11, 22)


def table(text: str) -> Table:
    return csv_tables.open_table(io.BytesIO(text.encode()))


def lines(text: str, mapping: ColumnMapping | None = None, **around: object) -> list[OfferedLine]:
    found = table(text)
    surroundings = Surroundings(on=ON, **around)  # type: ignore[arg-type]
    return [checks.check(line, surroundings) for line in rows.read_rows(found, mapping or proposals.propose(found))]


def codes(line: OfferedLine) -> list[str]:
    return [problem.code.removeprefix("catalogue.") for problem in line.problems]


def test_a_danish_price_list_needs_no_human_hand() -> None:
    found = proposals.propose(table(
        "Leverandørens varenr.;EAN-nummer;Varetekst;Enhed;Antal pr. kolli;Nettopris kr.;Listepris;Moms %;UNSPSC-kode;Producent;Størrelse\n"
        "N-1;5790000435951;Undersøgelseshandske, nitril, blå;æske;100;1.034,50;1.200,00;25;42132203;Hansen;M\n"
    ))
    assert dict(found.columns) == {
        "supplier_number": "Leverandørens varenr.", "gtin": "EAN-nummer", "name": "Varetekst", "unit": "Enhed",
        "pack_contents": "Antal pr. kolli", "price": "Nettopris kr.", "vat": "Moms %", "unspsc": "UNSPSC-kode", "manufacturer": "Producent",
    }
    assert found.attributes == {"size": "Størrelse"}
    assert (found.currency, found.decimals, found.language) == ("DKK", Convention.COMMA, "da")


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("Item No.,Description,UoM,Unit Price (EUR),GTIN", {"supplier_number", "name", "unit", "price", "gtin"}),
        ("Référence,Désignation,Unité,Prix unitaire,TVA", {"supplier_number", "name", "unit", "price", "vat"}),
        ("Artikelnummer,Bezeichnung,Einheit,Preis,MwSt", {"supplier_number", "name", "unit", "price", "vat"}),
        ("ProductCode,Name,UnitOfMeasure,UnitCost,UPC", {"supplier_number", "name", "unit", "price", "gtin"}),
        ("desc,mfr_item,manufacturer,uom,unitprice", {"supplier_number", "manufacturer_number", "name", "manufacturer", "unit", "price"}),
    ],
)  # fmt: skip
def test_headings_of_four_languages_and_of_systems_are_known(head: str, fields: set[str]) -> None:
    found = proposals.propose(table(f"{head}\n1,Glove box of something,2,3,4\n"))
    assert set(found.columns) >= fields


def test_content_settles_what_headings_leave_open() -> None:
    found = proposals.propose(table(
        "varenr;navn;pris;kol a;kol b;kol c\n1;Handske, stor;5,00;5790000435951;42132203;100/bx\n2;Handske, lille;6,00;5790000435944;42132203;50/bx\n"
    ))
    assert (found.columns["gtin"], found.columns["unspsc"], found.columns["unit"]) == ("kol a", "kol b", "kol c")


def test_a_mapping_survives_being_saved() -> None:
    mapping = ColumnMapping(
        columns={"price": "Pris"}, attributes={"size": "Str"}, breaks=(BreakColumn("Pris 10", Decimal(10)), BreakColumn("P2", None, "A2")),
        currency="USD", price_basis=PriceBasis.BASE_UNIT, price_quantity=Decimal(100), pack_reading=PackReading.PIECES, default_unit="XBX",
        default_vat=Decimal(0), language="en", decimals=Convention.POINT, partial=True, price_includes_vat=True,
    )
    assert ColumnMapping.from_json(mapping.to_json()) == mapping
    assert headings_key(("a", "b")) == headings_key(("b", "a")) != headings_key(("a", "c"))


def test_the_price_basis_says_what_a_price_is_for() -> None:
    text = "varenr;navn;enhed;pris\n1;Handske;100/bx;40,00\n"
    per_box = proposals.propose(table(text))
    (line,) = lines(text, per_box)
    assert (line.prices[0].amount, line.price_per_base) == (40, Decimal("0.4"))
    (line,) = lines(text, per_box.with_(price_basis=PriceBasis.BASE_UNIT))
    assert (line.prices[0].amount, line.price_per_base) == (4000, 40)
    (line,) = lines(text, per_box.with_(price_basis=PriceBasis.BASE_UNIT, price_quantity=Decimal(100)))
    assert (line.prices[0].amount, line.prices[0].base_quantity, line.price_per_base) == (4000, 100, Decimal("0.4"))
    (line,) = lines(text, per_box.with_(pack_reading=PackReading.PIECES))
    assert (line.packing.unit, line.order_multiple, line.price_per_base) == ("C62", 100, 40)
    (line,) = lines(text, per_box.with_(pack_reading=PackReading.UNIT_ONLY))
    assert (line.packing.unit, line.packing.total) == ("XBX", 1)
    (line,) = lines(text, per_box.with_(price_includes_vat=True))
    assert line.prices[0].amount == 32


def test_a_heading_can_say_what_the_price_is_for() -> None:
    found = proposals.propose(table("varenr;navn;enhed;Pris pr. 100 stk\n1;Kanyle;100/bx;40,00\n"))
    assert (found.price_basis, found.price_quantity) == (PriceBasis.BASE_UNIT, 100)
    found = proposals.propose(table("code;name;Prix du flacon ($/flacon)\n1;Vaccine BCG;$2.31\n"))
    assert (found.currency, found.default_unit) == ("USD", "XBO")


def test_quantity_breaks_by_heading_and_by_pairs_of_columns() -> None:
    (line,) = lines("varenr;navn;enhed;pris;pris 10+;Antal 2;Pris 2\n1;Handske;æske;5,00;4,50;50;4,00\n")
    assert [(price.minimum, price.amount) for price in line.prices] == [(1, 5), (10, Decimal("4.5")), (50, 4)]


def test_contents_in_a_column_of_their_own_fill_the_pack() -> None:
    (line,) = lines("varenr;navn;enhed;antal pr. kolli;pris\n1;Handske;æske;100;5,00\n")
    assert (line.packing.unit, line.packing.total, line.price_per_base) == ("XBX", 100, Decimal("0.05"))


def test_contents_told_as_text_are_read_under_whatever_heading_they_stand() -> None:
    told = lines("Varenr;Varetekst;Enhed;Indhold;Pris\n1;Handske;ÆSK;100/bx;5,00\n2;Maske;ÆSK;50 stk;5,00\n3;Hue;ÆSK;10;5,00\n4;Sok;ÆSK;en del;5,00\n")
    assert [(line.packing.unit, line.packing.total) for line in told] == [("XBX", 100), ("XBX", 50), ("XBX", 10), ("XBX", 1)]
    assert [codes(line) for line in told] == [[], [], [], ["pack_unreadable", "pack_unknown"]]
    (line,) = lines("Item number,Description,Unit,Pack,Price\n1,Glove,BX,100/bx,5.00\n", proposals.propose(
        table("Item number,Description,Unit,Pack,Price\n1,Glove,BX,100/bx,5.00\n"), agreement_currency="DKK"))
    assert (line.packing.unit, line.packing.total) == ("XBX", 100)


FAULTY = (
    "varenr;navn;enhed;pris;gtin;unspsc;moms;gyldig til\n"
    "1;uden pris;stk;;;;;\n"
    "2;ulæselig pris;stk;ca. 5;;;;\n"
    "3;negativ;stk;-5,00;;;;\n"
    "4;uden enhed;;5,00;;;;\n"
    "5;ukendt enhed;fnug;5,00;;;;\n"
    ";uden nummer;stk;5,00;;;;\n"
    "7;to gange;stk;5,00;;;;\n"
    "7;to gange;stk;6,00;;;;\n"
    "8;advarsler;stk;0,00;5790000435952;99;12;01-01-2020\n"
    "9;mere;stk;5,00;123;4213220X;25;i morgen\n"
    "10;;stk;5,00;;;;\n"
)


def test_every_fault_is_weighed() -> None:
    found = lines(FAULTY, known_unspsc={"42132203"})
    assert [codes(line) for line in found] == [
        ["no_price"], ["price_unreadable"], ["price_negative"], ["no_unit"], ["unit_unreadable"], ["no_item_number"], [],
        ["duplicate_item_number"], ["price_zero", "validity_expired", "gtin_check_digit", "unspsc_unknown", "vat_foreign"],
        ["validity_unreadable", "gtin_length", "unspsc_malformed"], ["no_name"],
    ]
    assert [line.number for line in found if line.is_left_out] == [2, 3, 4, 5, 6, 7, 9]
    assert found[1].problems[0].facts == {"line": 3, "column": "pris", "said": "ca. 5"}


def test_a_missing_text_is_only_missed_where_the_file_has_both_languages() -> None:
    (line,) = lines("varenr;navn dansk;english name;enhed;pris\n1;Handske;;stk;5,00\n", wants_both_languages=True)
    assert codes(line) == ["text_missing_en"]
    (line,) = lines("varenr;navn;enhed;pris\n1;Handske;stk;5,00\n")
    assert codes(line) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("varenr;navn;enhed\n1;a;stk\n", "no_price_column"),
        ("navn;enhed;pris\na;stk;5,00\n", "no_item_number_column"),
        ("varenr;navn;pris kr.\n1;abcdefghij;5,00\n", "no_unit_column"),
        ("item no,name,unit,price\n1,a,box,5.00\n", "no_currency"),
        ("varenr;navn;enhed;pris\n", "no_lines"),
    ],
)  # fmt: skip
def test_what_a_whole_file_lacks_is_a_file_fault(text: str, code: str) -> None:
    with pytest.raises(FileFault) as fault:
        lines(text)
    assert fault.value.problem.code == f"catalogue.{code}"


def test_the_mapping_supplies_what_the_file_lacks() -> None:
    text = "item no,name,price\n1,Something,5.00\n"
    mapping = proposals.propose(table(text)).with_(currency="EUR", default_unit="100/bx", default_vat=Decimal(0))
    (line,) = lines(text, mapping)
    assert (line.prices[0].currency, line.packing.total, line.vat_percent) == ("EUR", 100, 0)


def test_a_file_can_be_looked_at_before_it_is_handed_in() -> None:
    seen = preview.look(io.BytesIO(b"varenr;navn;enhed;pris\n1;Handske;100/bx;5,00\n2;Fejl;100/bx;fem\n"), on=ON, currency="DKK")
    assert seen is not None
    assert (seen.headings, seen.sample[0], seen.fault) == (("varenr", "navn", "enhed", "pris"), ("1", "Handske", "100/bx", "5,00"), None)
    assert [codes(line) for line in seen.lines] == [[], ["price_unreadable"]]
    seen = preview.look(io.BytesIO(b"varenr;navn;enhed\n1;Handske;stk\n"), on=ON)
    assert seen is not None
    assert seen.fault is not None
    assert seen.fault.code == "catalogue.no_price_column"
    assert preview.look(io.BytesIO(b"<Catalogue/>"), on=ON) is None


def test_the_us_distributor_needs_no_human_hand(shared_data: Path) -> None:
    with (shared_data / "real/hospital_item_lists/us_medical_distributor_items.csv").open("rb") as file:
        offer = offers.open_offer(file, on=ON)
        around = Surroundings(on=ON)
        found = [checks.check(line, around) for line in offer.lines]
    assert offer.mapping is not None
    assert offer.mapping.currency == "USD"
    assert (len(found), sum(line.is_left_out for line in found)) == (339, 0)
    tape = found[0]
    assert (tape.supplier_item_number, tape.packing.unit, tape.packing.total) == ("3M : 1527S-1", "XCS", 500)
    assert tape.name_en == 'Transpore Surgical Tape, Single-Use, White, 1" x 1.5 yd'
    assert tape.price_per_base == Decimal("0.11076")
    assert found[5].prices[0].amount == Decimal("0.3125")


@pytest.mark.parametrize(
    ("name", "code"), [("algeria_hospital_items_fr", "no_price_column"), ("ph_hospital_items_bghims", "no_price_column")]
)
def test_lists_without_prices_say_so(shared_data: Path, name: str, code: str) -> None:
    with (shared_data / f"real/hospital_item_lists/{name}.csv").open("rb") as file, pytest.raises(FileFault) as fault:
        offers.open_offer(file, on=ON)
    assert fault.value.problem.code == f"catalogue.{code}"


def test_the_who_list_has_no_usable_line(shared_data: Path) -> None:
    with (shared_data / "real/hospital_item_lists/openboxes_WHO_products.csv").open("rb") as file:
        around = Surroundings(on=ON)
        found = [checks.check(line, around) for line in offers.open_offer(file, on=ON).lines]
    assert all(line.is_left_out for line in found)
    assert {code for line in found for code in codes(line)} == {"no_item_number", "no_price"}
