"""The order on paper, as a supplier without a system gets it: the PDF is read back."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf

from samkoeb.ordering.actions.send import pdf
from samkoeb.ordering.logic.as_document import LineFacts, OrderFacts, PartyFacts

WARD = PartyFacts(name="Afsnit B4 #1 *høj*", street="Hospitalsvej 3", postal_code="9000", city="Aalborg", gln="5798000000032")
LINE = LineFacts(
    number=1, description="Undersøgelseshandske, vinyl\n[pudderfri] $x$ @ærme", quantity=Decimal(6), unit="BX",
    price=Decimal("24.7525"), base_quantity=Decimal(1), net=Decimal("1148.52"), vat_category="S", vat_percent=Decimal(25),
    supplier_item_number="UH-VI-01", gtin="05712345678900", pack_content=Decimal(100),
)  # fmt: skip
FACTS = OrderFacts(
    number="RN-2026-000123", ordered_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC), currency="DKK",
    buyer=PartyFacts(name="Region Nordjylland", cvr="29190941", email="indkoeb@region.example"),
    seller=PartyFacts(name="Handskehuset"), unit=WARD, delivery=WARD, invoice=WARD,
    lines=[LINE], agreement_number="A-7", delivery_point="Port 2", wanted_on=date(2026, 11, 30), note="#ring <først>",
)  # fmt: skip


def read(raw: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(raw))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_paper_says_what_the_order_says():
    _reader, text = read(pdf(FACTS, "da"))
    for said in (
        "Ordre RN-2026-000123", "Region Nordjylland", "CVR 29190941", "indkoeb@region.example",
        "Port 2", "9000 Aalborg", "GLN 5798000000032", "Ordredato: 23-11-2026", "Aftale: A-7",
        "Ønsket leveret: 30-11-2026", "ordrenummer RN-2026-000123", "UH-VI-01", "GTIN 05712345678900", "24,7525 pr. æske", "1.148,52 DKK",
    ):  # fmt: skip
        assert said in text, said


def test_a_supplier_abroad_reads_it_in_english():
    _reader, text = read(pdf(FACTS, "en"))
    assert "Order RN-2026-000123" in text and "24.7525 per box" in text and "Total excl. VAT: 1,148.52 DKK" in text


def test_signs_that_mean_something_to_the_typesetter_are_only_signs():
    _reader, text = read(pdf(FACTS, "da"))
    assert "Afsnit B4 #1 *høj*" in text and "[pudderfri] $x$ @ærme" in text and "#ring <først>" in text


def test_a_screen_reader_finds_its_way():
    reader, _text = read(pdf(FACTS, "da"))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "da" and "/StructTreeRoot" in root
    assert reader.metadata.title == "Ordre RN-2026-000123"


def test_a_long_item_number_stays_in_its_column_and_many_lines_take_more_pages():
    number = "UHVI" * 12
    lines = [replace(LINE, number=n, supplier_item_number=number) for n in range(1, 61)]
    reader, text = read(pdf(replace(FACTS, lines=lines), "da"))
    assert len(reader.pages) > 1
    assert number not in text and number in text.replace(" ", "").replace("\u200b", "")


def test_the_same_order_makes_the_same_paper():
    assert pdf(FACTS, "da") == pdf(FACTS, "da")
