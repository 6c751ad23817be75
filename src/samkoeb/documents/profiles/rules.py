"""Which rule sets a document must obey on a day: dated rows. A row is retired by its `valid_to`, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ANY = "*"
OIOUBL_UNTIL = date(2029, 7, 1)
_EN = "urn:cen.eu:en16931:2017"
_BILLING = "urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_SELF_BILLING = "urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"
_POST_AWARD = "urn:fdc:peppol.eu:poacc:trns:"
_LOGISTICS = "urn:fdc:peppol.eu:logistics:trns:"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


@dataclass(frozen=True, slots=True)
class Obligation:
    """`customization` stands at the beginning of the document's CustomizationID, or (after a "*") anywhere in it. `role` is the kind of
    rule set; "{root}" is the document's root in small letters. Half-open in time.
    """

    roots: tuple[str, ...]
    customization: str
    role: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def concerns(self, root: str, customization: str) -> bool:
        if self.roots != (ANY,) and root not in self.roots:
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

OBLIGATIONS = (
    Obligation(_INVOICES, _EN, "en16931-ubl", "Directive 2014/55/EU; EN 16931-1"),
    Obligation(_INVOICES, f"*{_BILLING}", "peppol-billing", "Peppol BIS Billing 3.0, with the national rules"),
    Obligation(_INVOICES, f"*{_SELF_BILLING}", "peppol-billing-sb", "Peppol BIS Self-billing 3.0"),
    *(Obligation((ANY,), f"{_POST_AWARD}{name}:3", f"peppolbis-t{t}", "Peppol BIS post-award 3") for name, t in _T.items()),
    *(Obligation((ANY,), f"{_LOGISTICS}{name}:1", f"peppolbis-t{t}", "Peppol logistics BIS 1") for name, t in _LOGISTICS_T.items()),
    Obligation((ANY,), "OIOUBL-2.", "oioubl-{root}", "OIOUBL 2.1; phase-out July 2029", valid_to=OIOUBL_UNTIL),
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
    `ended` is the day from which the document's format is no longer taken.
    """

    roles: tuple[str, ...]
    instead: str
    ended: date | None = None


def obliged(root_tag: str, customization: str, on: date) -> Obliged:
    """What a document must obey, by its root ("{namespace}Name") and CustomizationID."""
    space, _, root = root_tag.rpartition("}")
    named = [one for one in OBLIGATIONS if one.concerns(root, customization)]
    longest = max((len(one.customization) for one in named if one.roots == (ANY,)), default=0)
    named = [one for one in named if one.roots != (ANY,) or len(one.customization) == longest]
    roles = tuple(one.role.format(root=root.lower()) for one in named if one.in_force(on))
    instead = OWN.get(root, OWN_FOR_ALL) if space[1:].startswith(_UBL) else ""
    ended = [one.valid_to for one in named if one.valid_to is not None and one.valid_to <= on]
    return Obliged(roles, instead, ended[0] if ended and not roles else None)
