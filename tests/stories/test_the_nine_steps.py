"""One purchase goes all the way, with every document valid and readable again (S72 a–i)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conformance import oracles
from tests.conformance.verdicts import findings

from samkoeb import documents
from samkoeb.documents.iso20022 import pain001
from samkoeb.exchange import queries as exchange
from samkoeb.kernel.actor import operator
from samkoeb.story import summary
from samkoeb.story.offered import look
from samkoeb.story.walk import STEPS, Taken, Walk, take

pytestmark = pytest.mark.django_db(transaction=True)
PAPERS = (
    "catalogue.xml",
    "order.xml",
    "order-response.xml",
    "despatch-advice.xml",
    "invoice.xml",
    "invoice-response.xml",
    "payment.xml",
)
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path


def _walk(raw: bytes, name: str) -> tuple[Walk, list[Taken]]:
    walk = Walk(raw, name, look(raw, name, today=TODAY))
    taken: list[Taken] = []
    for title, step in STEPS:
        taken.append(take(walk, title, step))
        assert taken[-1].ok, f"{title}: {taken[-1].found}"
    return walk, taken


def _rule_faults(raw: bytes) -> list[str]:
    """What EN 16931 and Peppol with its national rules have against an invoice."""
    return [f for rules in (oracles.EN16931, oracles.PEPPOL) for f in oracles.rule_faults(raw, oracles.stylesheet(rules))]


def test_a_region_buys_from_its_own_catalogue_and_pays_what_was_invoiced() -> None:
    walk, taken = _walk(summary.own_catalogue(), "catalogue.xml")
    told = summary.of(walk, taken)

    assert sorted(walk.papers) == sorted(PAPERS)
    assert [s["name"] for s in told["steps"]] == [title for title, _step in STEPS]
    assert told["journal_balanced"] is True
    assert Decimal(told["paid"]) == Decimal(told["invoiced"]) > Decimal(told["ordered"]) > 0
    assert json.dumps(told, default=str)


def test_every_document_of_the_walk_is_read_back_as_it_was_written() -> None:
    walk, _taken = _walk(summary.own_catalogue(), "catalogue.xml")
    for name in PAPERS[:-1]:
        read = documents.read(walk.papers[name], on=TODAY).model
        assert documents.read(documents.write(read), on=TODAY).model == read, name
    assert pain001.control_sum(walk.papers["payment.xml"]) == str(
        documents.read(walk.papers["invoice.xml"], on=TODAY).model.totals.payable
    )


def test_the_invoice_of_the_walk_keeps_the_official_rules() -> None:
    walk, _taken = _walk(summary.own_catalogue(), "catalogue.xml")
    assert _rule_faults(walk.papers["invoice.xml"]) == []


SCHEMAS = {
    "catalogue.xml": "Catalogue", "order.xml": "Order", "order-response.xml": "OrderResponse", "despatch-advice.xml": "DespatchAdvice",
    "invoice.xml": "Invoice", "invoice-response.xml": "ApplicationResponse",
}  # fmt: skip


def test_every_document_of_the_walk_is_valid_by_the_ubl_schemas(shared_data: Path) -> None:
    walk, _taken = _walk(summary.own_catalogue(), "catalogue.xml")
    for name, root in SCHEMAS.items():
        schema = shared_data / f"standards/ubl-2.1-oasis/xsdrt/maindoc/UBL-{root}-2.1.xsd"
        assert oracles.schema_faults(walk.papers[name], schema) == [], name


RULES = {
    "catalogue.xml": ("PEPPOLBIS-T19",), "order.xml": ("PEPPOLBIS-T01",), "order-response.xml": ("PEPPOLBIS-T76",),
    "despatch-advice.xml": ("PEPPOLBIS-T16",), "invoice.xml": ("CEN-EN16931-UBL", "PEPPOL-EN16931-UBL"), "invoice-response.xml": ("PEPPOLBIS-T111",),
}  # fmt: skip


def _fatal(walk: Walk, shared_data: Path) -> list[tuple[str, str]]:
    """(document, rule) for what Peppol's rules of 2026.5 forbid, or can't be evaluated on."""
    folder = shared_data / "standards/peppol-rules-2026.5/schematron"
    return [
        (name, rule)
        for name, rule_sets in RULES.items()
        for rule_set in rule_sets
        for rule, severity, error in findings(folder / f"{rule_set}.sch", walk.papers[name])
        if error or severity in ("fatal", "error")
    ]


def test_every_document_of_the_walk_keeps_the_official_rules_of_its_type(shared_data: Path) -> None:
    walk, _taken = _walk(summary.own_catalogue(), "catalogue.xml")
    assert _fatal(walk, shared_data) == []


def test_nothing_of_the_walk_waits_and_nothing_left_twice(settings) -> None:  # type: ignore[no-untyped-def]
    _walk(summary.own_catalogue(), "catalogue.xml")
    outbox = exchange.outbox(operator())
    assert {row.state for row in outbox} == {"sent"}
    assert len({row.key for row in outbox}) == len(outbox)
    assert {row.state for row in exchange.inbox(operator())} == {"handled"}
    files = list((Path(settings.HOME) / "out").rglob("*.xml"))
    assert len(files) == len([row for row in outbox if row.channel == "dropfolder"])


REAL = (
    "standards/openpeppol-poacc-upgrade-3/examples/examples/Catalogue_Example.xml",
    "standards/oioubl-2.1-rules-1.17.2/examples/OIOUBL_Catalogue_v2p2.xml",
    "real/hospital_item_lists/us_medical_distributor_items.csv",
)


@pytest.mark.parametrize("file", REAL, ids=lambda f: Path(f).name)
def test_real_catalogues_walk_too(file: str, shared_data: Path) -> None:
    path = shared_data / file
    walk, taken = _walk(path.read_bytes(), path.name)
    told = summary.of(walk, taken)
    assert Decimal(told["paid"]) == Decimal(told["invoiced"])
    assert _rule_faults(walk.papers["invoice.xml"]) == []
    assert _fatal(walk, shared_data) == []


def test_a_file_without_prices_is_refused_in_words() -> None:
    raw, name = b"Varenr;Tekst;Enhed\n1;Handske;stk\n", "uden-priser.csv"
    title, step = STEPS[0]
    taken = take(Walk(raw, name, look(raw, name, today=TODAY)), title, step)
    assert not taken.ok
    assert "no column with prices" in taken.found
