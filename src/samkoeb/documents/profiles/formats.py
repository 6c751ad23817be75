"""The formats that are read and written, as dated rows. A row is retired by its `valid_to`, never deleted."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.model import profile as ids

Direction = Literal["both", "in"]
ANY = "*"


@dataclass(frozen=True, slots=True)
class Format:
    """A document type in one format. `customizations` end in "*" where a family is meant; "" is a document that names none.

    `valid_to` is the first day on which it is no longer taken (half-open); None: no end known. A format that is taken today has no
    `valid_from`: an old catalogue may be walked through on a day on which its prices held, before the format was born.
    """

    name: str
    document: str
    dialect: Literal["ubl", "oioubl"]
    customizations: tuple[str, ...]
    profiles: tuple[str, ...]
    direction: Direction
    valid_from: date | None
    valid_to: date | None
    source: str

    def in_force(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)

    def names(self, customization: str, profile: str) -> bool:
        return _among(customization, self.customizations) and _among(profile, self.profiles)


def _among(value: str, patterns: tuple[str, ...]) -> bool:
    return any(value.startswith(one[:-1]) if one.endswith(ANY) else value == one for one in patterns)


_BIS = "Peppol BIS, OpenPeppol post-award 3, published code lists"
_EN = "EN 16931-1:2017, directive 2014/55/EU; Peppol BIS Billing 3"
_OIO = "OIOUBL 2.1, rules 1.17.2; phase-out July 2029, NemHandel strategy of 5 March 2026 (F8.3)"
_OASIS = "OASIS UBL 2.1; a document that names no format of its own is read as it stands"
_OIO_TO = date(2029, 7, 1)
_TRNS, _PROCESS = "urn:fdc:peppol.eu:poacc:trns:", "urn:fdc:peppol.eu:poacc:bis:"


def _bis(name: str, document: str, customizations: tuple[str, ...], direction: Direction = "both") -> Format:
    return Format(name, document, "ubl", customizations, (_PROCESS + ANY, ""), direction, None, None, _BIS)


def _oio(document: str) -> Format:
    return Format(f"oioubl-2.1-{document}", document, "oioubl", ("OIOUBL-2.*",), (ANY,), "in", None, _OIO_TO, _OIO)


def _plain(document: str, customization: str = "") -> Format:
    return Format(f"ubl-2.1-{document}", document, "ubl", (customization,), (ANY,), "in", None, None, _OASIS)


FORMATS = (
    _bis("peppol-bis-3-catalogue", "catalogue", (ids.PEPPOL_CATALOGUE,)),
    _bis("peppol-bis-3-order", "order", (ids.PEPPOL_ORDER,)),
    _bis("peppol-bis-3-order-response", "order_response", (ids.PEPPOL_ORDER_RESPONSE,)),
    _bis("peppol-bis-3-order-response-advanced", "order_response", (_TRNS + "order_response_advanced:3",), "in"),
    _bis("peppol-bis-3-despatch-advice", "despatch_advice", (ids.PEPPOL_DESPATCH_ADVICE,)),
    _bis("peppol-bis-3-invoice-response", "invoice_response", (ids.PEPPOL_INVOICE_RESPONSE,)),
    Format("peppol-bis-3-invoice", "invoice", "ubl", (ids.PEPPOL_BILLING,), (ANY,), "both", None, None, _EN),
    Format("peppol-bis-3-credit-note", "credit_note", "ubl", (ids.PEPPOL_BILLING,), (ANY,), "both", None, None, _EN),
    Format("en-16931-invoice", "invoice", "ubl", ("urn:cen.eu:en16931:2017*",), (ANY,), "in", None, None, _EN),
    Format("en-16931-credit-note", "credit_note", "ubl", ("urn:cen.eu:en16931:2017*",), (ANY,), "in", None, None, _EN),
    _oio("invoice"),
    _oio("credit_note"),
    _oio("catalogue"),
    _plain("catalogue", ANY),
    _plain("order"),
    _plain("order_response"),
    _plain("despatch_advice"),
    _plain("invoice"),
    _plain("credit_note"),
)


def find(customization_id: str, profile_id: str, on: date, document: str) -> Format:
    """The format of a document received on a day: DocumentFault "unknown_format", or "format_not_in_force" with its dates."""
    named = [one for one in FORMATS if one.document == document and one.names(customization_id, profile_id)]
    if not named:
        facts = {"document": document, "customization": customization_id[:200], "profile": profile_id[:200]}
        raise DocumentFault("unknown_format", facts)
    if not named[0].in_force(on):
        first = named[0]
        dates = {"valid_from": first.valid_from, "valid_to": first.valid_to, "on": on}
        raise DocumentFault("format_not_in_force", {"format": first.name, **dates})
    return named[0]


def of_document(document: str, on: date) -> tuple[Format, ...]:
    """The formats in which a document type is taken on a day."""
    return tuple(one for one in FORMATS if one.document == document and one.in_force(on))


def writing(document: str, on: date) -> Format:
    """The format in which a document type is written on a day."""
    return next(one for one in of_document(document, on) if one.direction == "both")
