"""Which published documents belong to which official rule files."""

import functools
import re
from pathlib import Path

from lxml import etree
from tests.conformance import oracles
from tests.conftest import DATA

STANDARDS = DATA / "standards"
RELEASE = STANDARDS / "peppol-rules-2026.5/schematron"
LOGISTICS = STANDARDS / "openpeppol-logistics-bis/schematron"
OIOUBL = STANDARDS / "oioubl-2.1-rules-1.17.2"
PRE_AWARD = STANDARDS / "openpeppol-pracc-preaward"
BILLING = (oracles.EN16931, oracles.PEPPOL)  # as the packages carry them: Saxon runs these as they are

# What a CustomizationID says → the transaction's number in the file name.
_TRANSACTIONS = {
    "poacc:trns:order:": "T01", "poacc:trns:despatch_advice:": "T16", "poacc:trns:catalogue:": "T19", "poacc:trns:catalogue_response:": "T58",
    "poacc:trns:mlr:": "T71", "poacc:trns:order_response:": "T76", "poacc:trns:punch_out:": "T77", "poacc:trns:order_agreement:": "T110",
    "poacc:trns:invoice_response:": "T111", "poacc:trns:order_change:": "T114", "poacc:trns:order_cancellation:": "T115",
    "poacc:trns:order_response_advanced:": "T116", "logistics:trns:advanced_despatch_advice:": "T120", "logistics:trns:weight_statement:": "T122",
    "logistics:trns:transport_execution_plan_request:": "T123", "logistics:trns:transport_execution_plan:": "T124",
    "logistics:trns:waybill:": "T125", "logistics:trns:transportation_status_request:": "T126", "logistics:trns:transportation_status:": "T127",
    "logistics:trns:receipt_advice:": "T128", "logistics:trns:application_response:": "T129",
}  # fmt: skip


def transaction_file(number: str) -> Path | None:
    """PEPPOLBIS-T01.sch and its kin, of the newest release that has it."""
    return next((folder / f"PEPPOLBIS-{number}.sch" for folder in (RELEASE, LOGISTICS) if (folder / f"PEPPOLBIS-{number}.sch").is_file()), None)


def parsed(file: Path):
    """The root without comments, as no rule asks for them; None for what is no whole document."""
    try:
        return etree.parse(str(file), etree.XMLParser(remove_comments=True, remove_pis=True)).getroot()
    except etree.XMLSyntaxError:
        return None


@functools.cache
def documents() -> list[tuple[Path, Path]]:
    """(rule file, document) for every published example that has rules."""
    return [(rules, file) for file in _examples() for rules in rules_for(file)]


def _examples() -> list[Path]:
    folders = ("en16931-ubl/examples", "en16931-ubl/testfiles", "openpeppol-bis-invoice-3/examples", "openpeppol-poacc-upgrade-3/examples",
               "openpeppol-logistics-bis/examples", "oioubl-2.1-rules-1.17.2/examples", "openpeppol-pracc-preaward/examples")  # fmt: skip
    return [file for folder in folders for file in sorted((STANDARDS / folder).rglob("*")) if file.suffix.lower() == ".xml"]


def rules_for(file: Path) -> tuple[Path, ...]:
    root = parsed(file)
    if root is None:
        return ()
    name = etree.QName(root).localname
    customization = (root.findtext("{*}CustomizationID") or "").strip()
    if OIOUBL in file.parents:
        return (OIOUBL / f"schematron/OIOUBL_{name}_Schematron.xml",)
    if found := re.search(r"prac:trns:t(\d+):", customization):
        return tuple(sorted(PRE_AWARD.rglob(f"PEPPOL-T{found.group(1)}.sch")))
    number = next((number for key, number in _TRANSACTIONS.items() if key in customization), "")
    if number and (rules := transaction_file(number)):
        return (rules,)
    return BILLING if name in ("Invoice", "CreditNote") and PRE_AWARD not in file.parents else ()
