"""Problems as they are stored with what they were found on, and shown again with `sentences.sentence`."""

from decimal import Decimal
from typing import Any

from samkoeb.kernel.problem import Problem


def stored(problem: Problem) -> dict[str, Any]:
    """{"code", "facts"}; decimals and days as text."""
    return {"code": problem.code, "facts": {k: plain(v) for k, v in problem.facts.items()}}


def plain(value: Any) -> Any:
    """As JSON keeps it: a decimal as it is said, without the zeros of its column."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, int | str | list | None) else str(value)
