"""What names a body or a unit must be able to be right: CVR is warned about, GLN is refused (F8.6, F10, T1–T4)."""

from datetime import date

from samkoeb.kernel import identifiers
from samkoeb.kernel.problem import Problem


def check_cvr(cvr: str, country: str = "DK") -> list[Problem]:
    """A Danish CVR number has eight digits. A failing sum is only doubtful: newer numbers need not satisfy it."""
    if not cvr or country != "DK":
        return []
    if not (len(cvr) == 8 and cvr.isdigit()):
        return [Problem("organisation.cvr_malformed", "error", {"field": "cvr", "cvr": cvr})]
    return [] if identifiers.is_cvr(cvr) else [Problem("organisation.cvr_doubtful", "warning", {"cvr": cvr})]


def check_gln(gln: str, field: str = "gln") -> list[Problem]:
    """Thirteen digits and a check digit that fits: a wrong one sends goods or invoices to somebody else."""
    return [] if not gln or identifiers.is_gln(gln) else [Problem("organisation.gln_wrong", "error", {"field": field, "gln": gln})]


def check_endpoint(endpoint: str) -> list[Problem]:
    """"0088:5798…": the scheme's four digits (ISO 6523), a colon, and a value that its scheme can have. A wrong one loses documents."""
    if not endpoint:
        return []
    scheme, colon, value = endpoint.partition(":")
    right = bool(colon and value) and len(scheme) == 4 and scheme.isascii() and scheme.isdigit() and not any(c.isspace() for c in value)
    if scheme == identifiers.GLN_SCHEME:
        right = right and identifiers.is_gln(value)
    if scheme == identifiers.CVR_SCHEME:
        digits = value.removeprefix("DK")
        right = right and len(digits) == 8 and digits.isdigit()
    return [] if right else [Problem("organisation.endpoint_wrong", "error", {"field": "endpoint", "endpoint": endpoint})]


def check_period(valid_from: date, valid_to: date | None) -> list[Problem]:
    """Half-open: it ends after the day it begins, or never."""
    ends_first = valid_to is not None and valid_to <= valid_from
    return [Problem("period.ends_before_it_begins", "error", {"field": "valid_to"})] if ends_first else []


def check_text(**texts: str) -> list[Problem]:
    """Free text holds no CPR number (T26). The finding names the field, never the text."""
    return [Problem("text.cpr", "error", {"field": name}) for name, text in texts.items() if identifiers.finds_cpr(text)]
