"""UBL catalogues as the world sends them: what a price is for, what a unit holds, what is old or wrong."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from samkoeb.catalogue.logic import as_document, checks, offers
from samkoeb.catalogue.logic.checks import Surroundings
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.line import OfferedLine
from samkoeb.catalogue.logic.offers import Offer
from samkoeb.documents.model import CatalogueHeader, Identifier, Party
from samkoeb.documents.ubl import catalogue as ubl

ON = date(2026, 11, 22)
EXAMPLES = "standards/openpeppol-poacc-upgrade-3/examples/examples"
PARTY = Party(endpoint=Identifier("5790000435951", "0088"), legal_name="Medico A/S", legal_id=Identifier("10092485", "0184"))
HEADER = CatalogueHeader(number="K-1", issued_on=ON, provider=PARTY, receiver=PARTY)


def read(path: Path) -> tuple[Offer, list[OfferedLine]]:
    with path.open("rb") as file:
        offer = offers.open_offer(file, on=ON)
        around = Surroundings(on=ON)
        return offer, [checks.check(line, around) for line in offer.lines]


def codes(line: OfferedLine) -> set[str]:
    return {problem.code.removeprefix("catalogue.") for problem in line.problems}


def test_the_peppol_example_is_imported_as_the_world_is(shared_data: Path) -> None:
    offer, (first, second) = read(shared_data / EXAMPLES / "Catalogue_Example.xml")
    assert (offer.format, offer.number, offer.period) == ("ubl", "1387", (date(2018, 9, 1), date(2019, 9, 1)))
    assert (first.supplier_item_number, first.packing.unit, first.packing.total) == ("MNTR011", "LBR", 10)
    assert (first.prices[0].amount, first.prices[0].currency) == (10, "EUR")
    assert (first.prices[0].valid_from, first.prices[0].valid_to) == (date(2018, 10, 1), date(2019, 1, 1))
    assert codes(first) == {"gtin_check_digit", "vat_foreign", "validity_expired"}
    assert (second.packing.unit, second.is_left_out) == ("C62", False)


def test_the_use_cases_give_offers_and_deletions(shared_data: Path) -> None:
    folder = shared_data / EXAMPLES / "Cataloge wo response use cases"
    offer, found = read(folder / "catalogue-wo-response-use-case-2.xml")
    assert offer.partial
    assert [line.action for line in found] == ["offer", "offer", "delete"]
    assert (found[2].supplier_item_number, found[2].gtin) == ("", "05790000436040")
    _, found = read(folder / "catalogue-wo-response-use-case-3.xml")
    shampoo = next(line for line in found if line.supplier_item_number == "111")
    assert (shampoo.packing.unit, shampoo.packing.total, shampoo.packing.base_unit) == ("XCS", 1500, "MLT")
    assert shampoo.prices[0].amount == 198
    assert codes(next(line for line in found if line.supplier_item_number == "123")) >= {"not_orderable"}


def test_the_oioubl_example_is_imported(shared_data: Path) -> None:
    offer, found = read(shared_data / "standards/oioubl-2.1-rules-1.17.2/examples/OIOUBL_Catalogue_v2p2.xml")
    assert offer.format == "oioubl"
    assert [line.is_left_out for line in found] == [False, True, False]
    assert "duplicate_item_number" in codes(found[1])
    assert found[0].prices[0].amount == 760


def test_another_document_is_a_file_fault(shared_data: Path) -> None:
    with (shared_data / EXAMPLES / "Order_Example.xml").open("rb") as file, pytest.raises(FileFault) as fault:
        offers.open_offer(file, on=ON)
    assert fault.value.problem.code == "catalogue.not_a_catalogue"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<Catalogue xmlns='urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2'><a>", "broken_xml"), (b"<html/>", "not_a_catalogue"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "unsafe_xml"), (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n0000", "picture"), (b"\n \n", "empty"),
    ],
)  # fmt: skip
def test_hostile_and_foreign_files_are_refused_clearly(raw: bytes, code: str) -> None:
    with pytest.raises(FileFault) as fault:
        offers.open_offer(io.BytesIO(raw), on=ON)
    assert fault.value.problem.code == f"catalogue.{code}"


def test_the_supplier_is_known_by_any_of_its_numbers() -> None:
    assert offers.names_supplier(HEADER, cvr="DK10092485", gln="", endpoint="")
    assert offers.names_supplier(HEADER, cvr="", gln="5790000435951", endpoint="")
    assert offers.names_supplier(HEADER, cvr="", gln="", endpoint="0088:5790000435951")
    assert offers.names_supplier(HEADER, cvr="", gln="", endpoint="")
    assert not offers.names_supplier(HEADER, cvr="53383211", gln="5798000880016", endpoint="")


def test_what_a_spreadsheet_says_can_be_said_in_ubl_and_means_the_same() -> None:
    text = (
        "varenr;navn;enhed;pris;pris 10+;gtin;unspsc;producent;gyldig fra;gyldig til;leveringstid\n"
        "1;Handske, nitril;100/bx;34,50;33,00;5790000435951;42132203;Hansen;01-01-2026;31-12-2026;2\n"
        "2;Vaskeklud;stk;1,25;;;;;;;\n"
    )
    around = Surroundings(on=ON)
    said = [checks.check(line, around) for line in offers.open_offer(io.BytesIO(text.encode()), on=ON).lines]
    sink = io.BytesIO()
    assert ubl.write_lines(sink, HEADER, as_document.document_lines(said)) == 2
    around = Surroundings(on=ON)
    read_back = [checks.check(line, around) for line in offers.open_offer(sink, on=ON).lines]
    for before, after in zip(said, read_back, strict=True):
        assert not after.is_left_out
        for field in ("supplier_item_number", "name_da", "gtin", "unspsc", "manufacturer", "prices", "vat_percent", "lead_time_days"):
            assert getattr(after, field) == getattr(before, field), field
        assert (after.packing.unit, after.packing.total, after.packing.base_unit) == (
            before.packing.unit, before.packing.total, before.packing.base_unit)
    assert said[0].prices[1].per_base(said[0].packing) == Decimal("0.33")
