"""A piece of generated Python and what is known of its value before it runs.

`kind` is what the items are: node, unt (untyped value as a plain str), str, int, dec, dbl, num (some number), bool, date, any.
`card` is how many, and thereby the form: "1" an item, "?" an item or None, "*" an iterable of items.
Untyped values are plain strings as long as the compiler knows that they are; only where it hands them to code that must ask
for the type they become `Untyped`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from samkoeb.documents.validation.schema import RuleFileError

NUMERIC = frozenset({"int", "dec", "dbl", "num"})
STRINGS = frozenset({"str", "unt"})


class CannotCompile(RuleFileError):
    """A construct that is not supported. The message names it; who compiles the rule adds which rule it is."""


@dataclass(frozen=True, slots=True)
class Code:
    """`fixed`: depends on nothing in the document, so it can be found once. `unique`: nodes in order, without repetition.

    `whole`: depends on the document only, so it can be found once for each. `child`: the values of one name of child, as (node, tag), or of grandchild, as
    (node, tag, tag).
    """

    py: str
    kind: str
    card: str
    fixed: bool = False
    unique: bool = True
    whole: bool = False
    child: tuple[str, ...] | None = None


def joined_kind(a: str, b: str) -> str:
    """What is known of a value that is of one kind or the other."""
    if a == b:
        return a
    if {a, b} == {"int", "dec"}:
        return "dec"
    return "num" if a in NUMERIC and b in NUMERIC else "any"


def as_many(code: Code) -> str:
    """As an iterable."""
    if code.card == "*":
        return code.py
    return f"({code.py},)" if code.card == "1" else f"maybe({code.py})"


def as_list(code: Code) -> str:
    """As something that has a length and can be gone through twice."""
    if code.card != "*":
        return as_many(code)
    return code.py if code.kind == "node" or code.py.startswith("[") else f"[*{code.py}]"


def typed_many(code: Code) -> str:
    """An iterable whose untyped values say that they are: for code that asks."""
    if code.kind == "unt":
        return f"[Untyped(u) for u in {as_many(code)}]"
    return f"atomize({as_many(code)})" if code.kind in ("any", "node") else as_many(code)


def typed_opt(code: Code) -> str:
    """One value or None, saying its type."""
    code = to_opt(code)
    if code.kind == "unt":
        return f"untyped({code.py})"
    return f"single(atomize({as_many(code)}))" if code.kind in ("any", "node") else code.py


def to_opt(code: Code) -> Code:
    """At most one item, or XPTY0004 when it runs."""
    if code.card != "*":
        return code
    if code.child:
        name = "opt_text" if len(code.child) == 2 else "opt_below"
        return replace(code, py=f"{name}({', '.join(code.child)})", card="?", child=None)
    return replace(code, py=f"single({as_list(code)})", card="?")


def truth(code: Code) -> str:
    """The effective boolean value, as what `if` takes."""
    if code.kind == "bool":
        return code.py if code.card != "*" else f"truth({as_list(code)})"
    if code.kind == "node":
        return {"1": "True", "?": f"({code.py} is not None)", "*": code.py}[code.card]
    if code.kind == "any":
        return f"truth({as_list(code)})" if code.card == "*" else f"truth([*{as_many(code)}])"
    if code.card == "*" or code.kind == "date":
        return f"truth([*{as_many(code)}])"
    if code.kind in NUMERIC:
        return code.py if code.kind in ("int", "dec") else f"nonzero({code.py})"
    return code.py
