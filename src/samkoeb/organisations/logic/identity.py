"""What names a body or a unit must be able to be right: CVR is warned about, GLN is refused (F8.6, F10, T1–T4)."""

from samkoeb.kernel import identifiers
from samkoeb.kernel.problem import Problem


def check_cvr(cvr: str, country: str = "DK") -> list[Problem]:
    """A Danish CVR number has eight digits. A failing sum is only doubtful: newer numbers need not satisfy it."""
    if not cvr or country != "DK":
        return []
    if not (len(cvr) == 8 and cvr.isdigit()):
        return [Problem("organisation.cvr_malformed", "error", {"cvr": cvr})]
    return [] if identifiers.is_cvr(cvr) else [Problem("organisation.cvr_doubtful", "warning", {"cvr": cvr})]


def check_gln(gln: str) -> list[Problem]:
    """Thirteen digits and a check digit that fits: a wrong one sends goods or invoices to somebody else."""
    return [] if not gln or identifiers.is_gln(gln) else [Problem("organisation.gln_wrong", "error", {"gln": gln})]


def check_text(**texts: str) -> list[Problem]:
    """Free text holds no CPR number (T26). The finding names the field, never the text."""
    return [Problem("text.cpr", "error", {"field": name}) for name, text in texts.items() if identifiers.finds_cpr(text)]
