"""What a validation says: findings in the order of the document, the rule sets that were applied, and a verdict."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from samkoeb.kernel.text import Text

# unevaluated: the rule could not be evaluated on this document (the official stylesheet aborts there): neither broken nor kept.
Severity = Literal["fatal", "error", "warning", "info", "unevaluated"]
STOPPING = frozenset({"fatal", "error", "unevaluated"})


@dataclass(frozen=True, slots=True)
class Finding:
    """`location` is an XPath with UBL's usual prefixes; `line` is 0 for the document as a whole; `message` is the publisher's own text."""

    id: str
    severity: Severity
    location: str
    line: int
    message: str
    value: str | None
    rules: str
    explanation: Text | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule set that was applied. `issued` is what the file says of its version; `age` is in days, None where nobody knows."""

    name: str
    title: str
    issued: str
    source: str
    checks: int
    age: int | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """`remarks` say what the reader should know of the rules themselves: how old they are, which were not there."""

    on: date
    rules: tuple[Applied, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Text, ...] = ()

    @property
    def valid(self) -> bool:
        return not any(one.severity in STOPPING for one in self.findings)
