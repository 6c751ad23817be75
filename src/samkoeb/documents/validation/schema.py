"""The one form that all rule files are read into, whatever they were written as: what to look at, what must hold there, what to say if not."""

from __future__ import annotations

from dataclasses import dataclass, field

SEVERITIES = ("fatal", "error", "warning", "info")


class RuleFileError(ValueError):
    """A rule file can't be used. The message names the file and the rule or construct; nothing is ever skipped instead."""


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: an XPath, or (`literal`) the text that stands in the element."""

    name: str
    value: str
    literal: bool = False
    type: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """An assertion (must be true) or a report (must not be).

    `message` is text, and XPaths (as a 1-tuple) whose value goes in between. `test` is an XPath.
    """

    id: str
    test: str
    severity: str
    message: tuple[str | tuple[str], ...]
    report: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """`context` is an XSLT match pattern."""

    context: str
    lets: tuple[Let, ...]
    checks: tuple[Check, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A node is judged by the first rule of a pattern whose context it matches, and by no other of that pattern."""

    id: str
    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """An `xsl:function`: `params` are (name, type), `body` is what it returns, as an XPath."""

    name: str
    params: tuple[tuple[str, str], ...]
    type: str
    body: str


@dataclass(frozen=True, slots=True)
class Key:
    """An `xsl:key`: nodes that match, found by a value."""

    name: str
    match: str
    use: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A rule set. `prefixes` says what the prefixes in all its XPaths mean; `issued` is what the file says of its version or age,
    `remarks` what is wrong in the publisher's own file without changing a verdict (said, never passed over in silence).
    """

    name: str
    title: str
    prefixes: dict[str, str]
    lets: tuple[Let, ...]
    patterns: tuple[Pattern, ...]
    functions: tuple[Function, ...] = ()
    keys: tuple[Key, ...] = ()
    issued: str = ""
    remarks: tuple[str, ...] = field(default=())
