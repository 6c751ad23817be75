"""Every example that the standards publish for our documents is read, and what is written of it is the same and valid by the schema."""

from datetime import date
from pathlib import Path

import pytest
from tests.conformance import oracles
from tests.conftest import DATA

from samkoeb import documents
from samkoeb.documents import totals
from samkoeb.documents.faults import DocumentFault

STANDARDS = DATA / "standards"
TODAY = date(2026, 11, 22)
FOLDERS = (
    "openpeppol-poacc-upgrade-3/examples/examples",
    "openpeppol-bis-invoice-3/examples",
    "en16931-ubl/examples",
    "oioubl-2.1-rules-1.17.2/examples",
)
SCHEMAS = {
    "catalogue": "Catalogue",
    "order": "Order",
    "order_response": "OrderResponse",
    "despatch_advice": "DespatchAdvice",
    "invoice": "Invoice",
    "credit_note": "CreditNote",
    "invoice_response": "ApplicationResponse",
}

# Documents of other kinds, which we say no to by name. OIOUBL is read as catalogue, invoice and credit note only.
OTHER_KINDS = {
    "CatalogueResponse", "MessageLevelResponse", "OrderAgreement", "OrderCancellation", "OrderChange",
    "OIOUBL_ApplicationResponse", "OIOUBL_CatalogueDeletion", "OIOUBL_CatalogueItemSpecificationUpdate", "OIOUBL_CataloguePricingUpdate",
    "OIOUBL_CatalogueRequest", "OIOUBL_Order_", "OIOUBL_OrderCancellation", "OIOUBL_OrderChange", "OIOUBL_OrderResponse",
    "OIOUBL_Reminder", "OIOUBL_Statement", "OIOUBL_UtilityStatement",
}  # fmt: skip


def examples() -> list[Path]:
    found = [file for folder in FOLDERS for file in sorted((STANDARDS / folder).rglob("*")) if file.suffix.lower() == ".xml"]
    return [file for file in found if "snippets" not in file.parts or "openpeppol-bis-invoice-3" in file.parts]


EXAMPLES = examples()
OURS = [file for file in EXAMPLES if not any(file.name.startswith(kind) for kind in OTHER_KINDS)]
OTHERS = [file for file in EXAMPLES if file not in OURS]


def named(files: list[Path]):
    if not files:
        return [pytest.param(None, marks=pytest.mark.skip(reason="needs the shared data, which is not beside the repository"))]
    return [pytest.param(file, id=file.name) for file in files]


@pytest.mark.parametrize("file", named(OURS))
def test_an_example_is_read_and_written_again(file):
    found = documents.read(file.read_bytes(), on=TODAY)
    raw = documents.write(found.model)
    again = documents.read(raw, on=TODAY).model
    assert documents.ends_of(again) == documents.ends_of(found.model)
    if found.profile.name.startswith(("peppol", "en-16931")):
        assert again == found.model
    schema = STANDARDS / f"ubl-2.1-oasis/xsdrt/maindoc/UBL-{SCHEMAS[found.type]}-2.1.xsd"
    assert oracles.schema_faults(raw, schema) == []


@pytest.mark.parametrize("file", named(OTHERS))
def test_a_document_of_another_kind_is_named_as_such(file):
    with pytest.raises(DocumentFault) as caught:
        documents.read(file.read_bytes(), on=TODAY)
    assert caught.value.code in ("unknown_document_type", "unknown_format")


@pytest.mark.parametrize("file", named([file for file in OURS if "atalogue" in file.name]))
def test_an_example_catalogue_streams_the_same_lines(file):
    whole = documents.read(file.read_bytes(), on=TODAY).model
    _, header, lines = documents.catalogue_lines(file, on=TODAY)
    assert header == whole.header
    assert tuple(lines) == whole.lines


@pytest.mark.parametrize("file", named([file for file in OURS if "openpeppol-bis-invoice-3/examples/examples" in str(file)]))
def test_peppols_own_invoices_add_up(file):
    assert totals.compare(documents.read(file.read_bytes(), on=TODAY).model) == ()


def test_an_example_whose_line_does_not_add_up_is_told(shared_data):
    """Published so: line 20 says −109.98 for 6 × 18.33."""
    found = documents.read((STANDARDS / "en16931-ubl/examples/ubl-tc434-example1.xml").read_bytes(), on=TODAY)
    assert [(one.term, one.line, str(one.amount)) for one in totals.compare(found.model)] == [("BT-131", "20", "-219.96")]


def test_a_certificate_and_a_label_survive_from_oioubl(shared_data):
    found = documents.read((STANDARDS / "oioubl-2.1-rules-1.17.2/examples/OIOUBL_InvoiceCerticate.xml").read_bytes(), on=TODAY)
    assert "ENERGY_STAR" in {one.id for line in found.model.lines for one in line.item.certificates}
