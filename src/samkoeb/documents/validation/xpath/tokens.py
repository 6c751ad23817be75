"""An XPath expression as words (XPath 2.0, A.2): numbers, strings, names, variables and signs; comments and white space are gone."""

import re
from dataclasses import dataclass

_NAME = r"[A-Za-z_\u00b7-\U0010ffff][-.\w\u00b7]*"
_WORDS = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<number>(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][+-]?\d+)?)
    | (?P<string>"(?:[^"]|"")*"|'(?:[^']|'')*')
    | \$\s*(?P<variable>{_NAME}(?::{_NAME})?)
    | (?P<wild>\*:{_NAME}|{_NAME}:\*)
    | (?P<name>{_NAME}(?::(?!:){_NAME})?)
    | (?P<sign>:=|!=|<=|>=|<<|>>|//|::|\.\.|[-+*/=<>|()\[\],.@?])
    """,
    re.VERBOSE,
)


class XPathSyntaxError(ValueError):
    """The text is no XPath that we read; the message says where."""


@dataclass(frozen=True, slots=True)
class Token:
    kind: str  # number string variable wild name sign end
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """All words of `text` and one of kind "end"."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text.startswith("(:", at):
            at = _comment_end(text, at)
            continue
        word = _WORDS.match(text, at)
        if word is None:
            raise XPathSyntaxError(f"cannot read {text[at : at + 20]!r} at {at} in {text.strip()[:120]!r}")
        at = word.end()
        kind = word.lastgroup or ""
        if kind != "space":
            found.append(Token(kind, _value(kind, word.group(kind)), word.start()))
    return [*found, Token("end", "", len(text))]


def _comment_end(text: str, at: int) -> int:
    depth = 0
    for mark in re.finditer(r"\(:|:\)", text[at:]):
        depth += 1 if mark.group() == "(:" else -1
        if depth == 0:
            return at + mark.end()
    raise XPathSyntaxError(f"a comment does not end in {text.strip()[:120]!r}")


def _value(kind: str, text: str) -> str:
    if kind == "string":
        return text[1:-1].replace(text[0] * 2, text[0])
    return text
