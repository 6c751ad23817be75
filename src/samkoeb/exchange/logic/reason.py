"""Why something was put aside, as JSON that a sentence can be made of: {"code", "facts", "also": [the other problems]}; or did not leave, as a
line: the code, and what was answered."""

from collections.abc import Iterable
from typing import Any

from samkoeb.kernel.problem import Problem


def of(problems: Iterable[Problem]) -> dict[str, Any]:
    """The first error leads."""
    first, *rest = sorted(problems, key=lambda p: p.severity != "error")
    return {**_plain(first), "also": [_plain(p) for p in rest]} if rest else _plain(first)


def problems(reason: dict[str, Any] | None) -> list[Problem]:
    """Back again, for screens and answers."""
    if not reason:
        return []
    return [Problem(r["code"], "error", r["facts"]) for r in (reason, *reason.get("also", ()))]


def line(code: str, words: str = "") -> str:
    return f"{code}\n{' '.join(words.split())}" if words else code


def of_line(failure: str) -> Problem:
    """Back again. What has no code is in words already."""
    code, _, words = failure.partition("\n")
    if not code.startswith("exchange."):
        code, words = "exchange.not_sent", failure
    return Problem(code, "error", {"words": words})


def _plain(problem: Problem) -> dict[str, Any]:
    facts = {k: v if isinstance(v, int | str | bool | None) else str(v) for k, v in problem.facts.items()}
    return {"code": problem.code, "facts": facts}
