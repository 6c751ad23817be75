"""OIOUBL's `for-each-group … if`: one finding for each group that has what must not be, at the first element of the group.

A check speaks once for a node, and a node may have many groups. So the check moves to a pattern of its own that looks at the elements that are
grouped. Its rules stand in the order of those that they come from and look one step below them: the first that takes the parent takes the element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from samkoeb.documents.validation.reading.names import XSL
from samkoeb.documents.validation.schema import Check, Pattern, Rule, RuleFileError

_CHILD = re.compile(r"[\w.-]+(?::[\w.-]+)?")
_ATTRIBUTE = re.compile(r"@[\w.-]+(?::[\w.-]+)?")


@dataclass(frozen=True, slots=True)
class Grouped:
    """Children called `child`, grouped by an attribute; `check` is the `if` in it, whose test may ask for the current group."""

    child: str
    by: str
    check: Check

    def told(self) -> Check:
        """At an element of the group: it is the first of its group, and the group has what must not be."""
        group = f"../{self.child}[{self.by} = current()/{self.by}]"
        first = f"not(preceding-sibling::{self.child}[{self.by} = current()/{self.by}])"
        return replace(self.check, test=f"{self.by} and {first} and ({self.check.test.replace('current-group()', group)})")


def inner_of(element: Any, name: str) -> Any:
    """The `if` of a for-each-group whose children and attribute are named plainly; nothing else is understood."""
    inner = element.find(f"{{{XSL}}}if")
    plain = _CHILD.fullmatch(element.get("select") or "") and _ATTRIBUTE.fullmatch(element.get("group-by") or "")
    if inner is None or not plain or len(element) != 1:
        raise RuleFileError(f"rule {name} (line {element.sourceline}): this for-each-group is not understood")
    return inner


def pattern_of(pattern: Pattern, grouped: dict[int, list[Grouped]]) -> list[Pattern]:
    """The pattern for the groups of some of a pattern's rules (number of the rule → groups); one for each name of children."""
    names = dict.fromkeys(one.child for groups in grouped.values() for one in groups)
    return [
        Pattern(
            f"{pattern.id}-groups-of-{child.replace(':', '-')}",
            pattern.lets,
            tuple(
                Rule(_below(rule.context, child), (), tuple(one.told() for one in grouped.get(number, ()) if one.child == child), rule.line)
                for number, rule in enumerate(pattern.rules[: max(grouped) + 1])
            ),
        )
        for child in names
    ]


def _below(context: str, child: str) -> str:
    """The match pattern for children of what a pattern takes."""
    return " | ".join(f"{one.strip().rstrip('/')}/{child}" for one in _alternatives(context))


def _alternatives(context: str) -> list[str]:
    """Split at each "|" that stands in no predicate and no literal."""
    parts, depth, quote = [""], 0, ""
    for letter in context:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "[(":
            depth += 1
        elif letter in "])":
            depth -= 1
        if letter == "|" and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
