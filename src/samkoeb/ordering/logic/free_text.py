"""What people write: a CPR number is refused, wherever it stands (F10, T26)."""

from samkoeb.kernel.identifiers import finds_cpr
from samkoeb.kernel.problem import Problem


def check(**texts: str) -> list[Problem]:
    """One problem for each named text that reads as holding a CPR number."""
    return [Problem("text.cpr", "error", {"field": field}) for field, text in texts.items() if finds_cpr(text)]
