"""Which rule sets a document must obey on a day: dated rows. A row is retired by its `valid_to`, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

ANY = "*"
OIOUBL_UNTIL = date(2029, 7, 1)
_EN = "urn:cen.eu:en16931:2017"
_BILLING = "urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_SELF_BILLING = "urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"
_POST_AWARD = "urn:fdc:peppol.eu:poacc:trns:"
_LOGISTICS = "urn:fdc:peppol.eu:logistics:trns:"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_PRE_AWARD = "urn:fdc:peppol.eu:prac:trns:"
_REGREP = "urn:oasis:names:tc:ebxml-regrep:xsd:"


@dataclass(frozen=True, slots=True)
class Obligation:
    """`customization` stands at the beginning of the document's CustomizationID, or (after a "*") anywhere in it. `role` is the kind of
    rule set; "{root}" is the document's root in small letters. A root of another namespace than UBL's is written "{namespace}Name".
    Half-open in time.
    """

    roots: tuple[str, ...]
    customization: str
    role: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def concerns(self, root_tag: str, customization: str) -> bool:
        if not {ANY, root_tag, root_tag.rpartition("}")[2]}.intersection(self.roots):
            return False
        if self.customization.startswith(ANY):
            return self.customization[1:] in customization
        return customization.startswith(self.customization)

    def in_force(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


_INVOICES = ("Invoice", "CreditNote")
_T = {
    "order": "01", "despatch_advice": "16", "catalogue": "19", "catalogue_response": "58", "mlr": "71", "order_response": "76",
    "punch_out": "77", "order_agreement": "110", "invoice_response": "111", "order_change": "114", "order_cancellation": "115",
    "order_response_advanced": "116",
}  # fmt: skip
_LOGISTICS_T = {
    "advanced_despatch_advice": "120", "weight_statement": "122", "transport_execution_plan_request": "123",
    "transport_execution_plan": "124", "waybill": "125", "transportation_status_request": "126", "transportation_status": "127",
    "receipt_advice": "128", "application_response": "129", "transport_execution_plan_error": "129",
    "transport_execution_plan_request_error": "129", "transportation_status_error": "129", "transportation_status_request_error": "129",
    "waybill_error": "129",
}  # fmt: skip

# The version that the rule file of each transaction asks for in CustomizationID: another version has other rules.
_PRE_AWARD_T = {
    "001": "1.2", "002": "1.2", "003": "1.2", "004": "1.2", "005": "1.2", "006": "1.2", "007": "1.1", "008": "1.1", "009": "1.1", "010": "1.1",
    "013": "1.1", "014": "1.1", "016": "1.2", "017": "1.1", "018": "1.1", "019": "1.1", "020": "1.1", "021": "1.2", "022": "1.2",
}  # fmt: skip
# What is sent to a registry says its transaction inside, in a slot; there is one for each root.
_REGISTRY_T = {f"{{{_REGREP}query:4.0}}QueryRequest": "011", f"{{{_REGREP}query:4.0}}QueryResponse": "012",
               f"{{{_REGREP}lcm:4.0}}SubmitObjectsRequest": "015"}  # fmt: skip
_OIOUBL = ("ApplicationResponse", "Catalogue", "CatalogueDeletion", "CatalogueItemSpecificationUpdate", "CataloguePricingUpdate",
           "CatalogueRequest", "CreditNote", "Invoice", "Order", "OrderCancellation", "OrderChange", "OrderResponse", "OrderResponseSimple",
           "Reminder", "Statement", "UtilityStatement")  # fmt: skip

OBLIGATIONS = (
    Obligation(_INVOICES, _EN, "en16931-ubl", "Directive 2014/55/EU; EN 16931-1"),
    Obligation(_INVOICES, f"*{_BILLING}", "peppol-billing", "Peppol BIS Billing 3.0, with the national rules"),
    Obligation(_INVOICES, f"*{_SELF_BILLING}", "peppol-billing-sb", "Peppol BIS Self-billing 3.0"),
    *(Obligation((ANY,), f"{_POST_AWARD}{name}:3", f"peppolbis-t{t}", "Peppol BIS post-award 3") for name, t in _T.items()),
    *(Obligation((ANY,), f"{_LOGISTICS}{name}:1", f"peppolbis-t{t}", "Peppol logistics BIS 1") for name, t in _LOGISTICS_T.items()),
    *(Obligation((ANY,), f"{_PRE_AWARD}t{t}:{v}", f"peppol-t{t}", "Peppol pre-award") for t, v in _PRE_AWARD_T.items()),
    *(Obligation((root,), "", f"peppol-t{t}", "Peppol pre-award") for root, t in _REGISTRY_T.items()),
    Obligation(_OIOUBL, "OIOUBL-2.", "oioubl-{root}", "OIOUBL 2.1; phase-out July 2029", valid_to=OIOUBL_UNTIL),
)

# Which transaction a document claims that names no CustomizationID: its root, and how its ProfileID begins. In all released rules the
# ProfileID decides nothing else, Peppol's billing rules read it themselves; of an ApplicationResponse or OrderResponse it alone says which it is.
CLAIMS = (
    *((root, _BILLING.replace("billing:3.0", "billing:01:"), f"{_EN}#compliant#{_BILLING}") for root in _INVOICES),
    *((root, _SELF_BILLING.replace("billing:3.0", "billing:01:"), f"{_EN}#compliant#{_SELF_BILLING}") for root in _INVOICES),
    *((root, f"urn:fdc:peppol.eu:poacc:bis:{profile}:3", f"{_POST_AWARD}{name}:3") for root, profile, name in (
        ("Order", "ordering", "order"), ("Order", "order_only", "order"), ("Order", "advanced_ordering", "order"),
        ("OrderResponse", "ordering", "order_response"), ("OrderResponse", "advanced_ordering", "order_response_advanced"),
        ("OrderResponse", "order_agreement", "order_agreement"), ("OrderChange", "advanced_ordering", "order_change"),
        ("OrderCancellation", "advanced_ordering", "order_cancellation"), ("DespatchAdvice", "despatch_advice", "despatch_advice"),
        ("Catalogue", "catalogue_only", "catalogue"), ("Catalogue", "catalogue_wo_response", "catalogue"), ("Catalogue", "punch_out", "punch_out"),
        ("ApplicationResponse", "catalogue_only", "catalogue_response"), ("ApplicationResponse", "invoice_response", "invoice_response"),
        ("ApplicationResponse", "mlr", "mlr"),
    )),
)  # fmt: skip

# The version of UBL that a CustomizationID stands on ("Peppol Code Lists - Document types v9.7"; OIOUBL's release notes; the eForms SDK). The
# longest beginning counts. A document that names nothing known says it in its UBLVersionID; UBL 2.0's are valid by the schemas of 2.1.
UBL_VERSIONS = (
    (_POST_AWARD, "2.1"), (f"{_POST_AWARD}order_change:", "2.3"), (f"{_POST_AWARD}order_cancellation:", "2.3"),
    (f"{_POST_AWARD}order_response_advanced:", "2.3"), (_LOGISTICS, "2.3"), (f"{_LOGISTICS}advanced_despatch_advice:", "2.1"),
    (f"{_LOGISTICS}application_response:", "2.1"), (f"{_LOGISTICS}transport_execution_plan:", "2.4"),
    (f"{_LOGISTICS}transport_execution_plan_request:", "2.4"), (_PRE_AWARD, "2.2"), (_EN, "2.1"), ("OIOUBL-2.", "2.1"), ("eforms-", "2.3"),
)  # fmt: skip
SCHEMAS = (
    (_UBL, "ubl-{version}-xsd"),
    ("urn:oioubl:names:specification:oioubl:schema:xsd:", "oioubl-2.1-xsd"),
    (_REGREP, "ebxml-regrep-4.0-xsd"),
)

# Where no official rule set is there, what we check ourselves, by the root.
OWN = {
    "Order": "own-order",
    "OrderResponse": "own-order-response",
    "OrderResponseSimple": "own-order-response",
    "DespatchAdvice": "own-despatch",
    "Catalogue": "own-catalogue",
    "ApplicationResponse": "own-response",
    "Invoice": "own-invoice",
    "CreditNote": "own-invoice",
}
OWN_FOR_ALL = "own-ubl"


@dataclass(frozen=True, slots=True)
class Obliged:
    """`roles` are the official kinds of rule sets that apply; `instead` is our own, for the case that one of them is not there;
    `structure` are the XML Schemas, if somebody added them; `ended` is the day from which the document's format is no longer taken.
    """

    roles: tuple[str, ...]
    instead: str
    structure: str = ""
    ended: date | None = None


@lru_cache(maxsize=500)
def obliged(root_tag: str, customization: str, on: date, *, profile: str = "", version: str = "") -> Obliged:
    """What a document must obey: by its root ("{namespace}Name"), CustomizationID, ProfileID and UBLVersionID."""
    space, _, root = root_tag.rpartition("}")
    customization = customization or _claimed(root, profile)
    named = [one for one in OBLIGATIONS if one.concerns(root_tag, customization)]
    longest = max((len(one.customization) for one in named if one.roots == (ANY,)), default=0)
    named = [one for one in named if one.roots != (ANY,) or len(one.customization) == longest]
    roles = tuple(one.role.format(root=root.lower()) for one in named if one.in_force(on))
    instead = OWN.get(root, OWN_FOR_ALL) if space[1:].startswith(_UBL) else ""
    ended = [one.valid_to for one in named if one.valid_to is not None and one.valid_to <= on]
    return Obliged(roles, instead, _structure(space[1:], customization, version), ended[0] if ended and not roles else None)


def _claimed(root: str, profile: str) -> str:
    return next((claim for named, begins, claim in CLAIMS if profile and root == named and profile.startswith(begins)), "")


def _structure(space: str, customization: str, version: str) -> str:
    standing_on = [(len(begins), of) for begins, of in UBL_VERSIONS if customization.startswith(begins)]
    found = max(standing_on)[1] if standing_on else max(version, "2.1")
    return next((role.format(version=found) for begins, role in SCHEMAS if space.startswith(begins)), "")
