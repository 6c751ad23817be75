"""Which rules a document must obey on a day."""

from datetime import date

import pytest

from samkoeb.documents.profiles.rules import obliged

UBL = "{urn:oasis:names:specification:ubl:schema:xsd:"
BILLING = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
DAY = date(2026, 11, 25)
ROLES = [
    ("Invoice", BILLING, ("en16931-ubl", "peppol-billing")),
    ("CreditNote", BILLING.replace("billing:", "selfbilling:"), ("en16931-ubl", "peppol-billing-sb")),
    ("Invoice", "urn:cen.eu:en16931:2017", ("en16931-ubl",)),
    ("Order", "urn:fdc:peppol.eu:poacc:trns:order:3", ("peppolbis-t01",)),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3", ("peppolbis-t116",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:trns:invoice_response:3", ("peppolbis-t111",)),
    ("DespatchAdvice", "urn:fdc:peppol.eu:logistics:trns:advanced_despatch_advice:1", ("peppolbis-t120",)),
    ("Invoice", "OIOUBL-2.1", ("oioubl-invoice",)),
    ("CallForTenders", "urn:fdc:peppol.eu:prac:trns:t004:1.2", ("peppol-t004",)),
    ("CallForTenders", "urn:fdc:peppol.eu:prac:trns:t004:1.1", ()),
    ("ApplicationResponse", "urn:fdc:peppol.eu:prac:trns:t016:1.2", ("peppol-t016",)),
    ("Quotation", "OIOUBL-2.1", ()),
    ("Order", "", ()),
]
CLAIMS = [
    ("Invoice", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", ("en16931-ubl", "peppol-billing")),
    ("CreditNote", "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0", ("en16931-ubl", "peppol-billing-sb")),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:bis:ordering:3", ("peppolbis-t76",)),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3", ("peppolbis-t116",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:bis:mlr:3", ("peppolbis-t71",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:bis:invoice_response:3", ("peppolbis-t111",)),
    ("ApplicationResponse", "urn:fdc:peppol.eu:poacc:bis:catalogue_only:3", ("peppolbis-t58",)),
    ("Catalogue", "urn:fdc:peppol.eu:poacc:bis:punch_out:3", ("peppolbis-t77",)),
    ("Order", "Procurement-OrdSim-BilSim-1.0", ()),
]
SCHEMAS = [
    ("Invoice", BILLING, "2.1", "ubl-2.1-xsd"),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:trns:order_response:3", "", "ubl-2.1-xsd"),
    ("OrderResponse", "urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3", "", "ubl-2.3-xsd"),
    ("TransportExecutionPlan", "urn:fdc:peppol.eu:logistics:trns:transport_execution_plan:1", "", "ubl-2.4-xsd"),
    ("Tender", "urn:fdc:peppol.eu:prac:trns:t005:1.2", "2.2", "ubl-2.2-xsd"),
    ("Invoice", "", "2.0", "ubl-2.1-xsd"),
    ("Invoice", "", "2.3", "ubl-2.3-xsd"),
]


@pytest.mark.parametrize(("root", "customization", "roles"), ROLES)
def test_rules_follow_from_root_and_customization(root, customization, roles):
    assert obliged(f"{UBL}{root}-2}}{root}", customization, DAY).roles == roles


@pytest.mark.parametrize(("root", "profile", "roles"), CLAIMS)
def test_a_document_without_customization_is_held_to_the_rules_of_the_process_that_it_names(root, profile, roles):
    assert obliged(f"{UBL}{root}-2}}{root}", "", DAY, profile=profile).roles == roles


def test_the_customization_decides_where_the_process_says_something_else():
    found = obliged(f"{UBL}Invoice-2}}Invoice", BILLING, DAY, profile="urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0")
    assert found.roles == ("en16931-ubl", "peppol-billing")


@pytest.mark.parametrize(("root", "customization", "version", "role"), SCHEMAS)
def test_the_schemas_follow_from_what_the_document_stands_on(root, customization, version, role):
    assert obliged(f"{UBL}{root}-2}}{root}", customization, DAY, version=version).structure == role


def test_a_search_for_notices_is_known_by_its_root_since_it_has_no_customization():
    assert obliged("{urn:oasis:names:tc:ebxml-regrep:xsd:query:4.0}QueryRequest", "", DAY).roles == ("peppol-t011",)
    assert obliged("{urn:other}QueryRequest", "", DAY).roles == ()


def test_oioubl_ends_on_the_first_of_july_2029():
    tag = f"{UBL}Invoice-2}}Invoice"
    assert obliged(tag, "OIOUBL-2.1", date(2029, 6, 30)).ended is None
    assert obliged(tag, "OIOUBL-2.1", date(2029, 7, 1)).ended == date(2029, 7, 1)
