"""Expected refusals are values: a code, how bad it is, and the facts its sentence needs. Sentences live in `samkoeb.sentences`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "line", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable and dotted ("agreement.ceiling_reached"); `facts` are plain values for the sentence."""

    code: str
    severity: Severity = "error"
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {dict(self.facts)}" if self.facts else self.code


class Refused(Exception):
    """An action said no. Nothing was changed. `problems` holds every reason at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(p) for p in self.problems))


class NotAllowed(Refused):
    """The actor may not do this, or may not know that it exists."""

    def __init__(self, code: str = "not_allowed", **facts: Any) -> None:
        super().__init__([Problem(code, "error", facts)])


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `Refused` if there is any error among the problems; warnings pass."""
    found = tuple(problems)
    if any(p.severity == "error" for p in found):
        raise Refused(found)
