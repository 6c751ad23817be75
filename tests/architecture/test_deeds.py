"""Whatever an action writes in the audit trail is shown in words, in both languages: the deed, the thing, and each fact's name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

import samkoeb
from samkoeb.exchange.logic.lifecycle import INBOUND, OUTBOUND
from samkoeb.ledger.logic import chart
from samkoeb.web.parts.deeds import DEEDS, FACTS, ROOMS, THINGS
from samkoeb.web.parts.states import VAT_PURPOSES

SOURCE = Path(samkoeb.__file__).parent
CODE = re.compile(rf"({'|'.join(ROOMS)})\.[a-z_]+\.[a-z_]+")
OPEN_CODE = re.compile(rf"({'|'.join(ROOMS)})\.[a-z_]+\.\{{[^}}]+\}}")
NO_FACTS = ("by", "at", "body_id", "substitute_for_id")  # columns of their own
# Where the last part of a code is a state or a step: what stands for it in the source, and all that it can be.
OPEN = {
    "exchange.inbound.{state}": {"handled", "set_aside", "duplicate"},
    "exchange.inbound.{step}": {"retry", "dismiss", "take_anyway", "reject"},
    "exchange.outbound.{step}": {"retry", "confirm", "cancel"},
    "invoicing.invoice.{invoice.state}": {"deviation", "matched", "received", "coded"},
    "catalogue.version.{version.state}": {"proposed", "refused"},
}


def _sources() -> Iterator[ast.Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _recorded() -> Iterator[ast.Call]:
    for source in _sources():
        yield from (node for node in ast.walk(source) if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record")


def _open(source: ast.Module) -> Iterator[str]:
    """Codes whose last part is filled in, with the braces as they stand."""
    for node in ast.walk(source):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}" for part in node.values)
            if OPEN_CODE.fullmatch(text):
                yield text


def test_every_deed_has_words() -> None:
    said = [node.value for call in _recorded() for node in ast.walk(call) if isinstance(node, ast.Constant)]
    codes = {value for value in said if isinstance(value, str) and CODE.fullmatch(value)}
    assert len(codes) > 80  # the source was found
    codes |= {code[: code.index("{")] + end for code, ends in OPEN.items() for end in ends}
    assert not codes - set(DEEDS)


def test_codes_with_an_open_end_are_the_ones_known_here() -> None:
    assert {code for source in _sources() for code in _open(source)} == set(OPEN)
    assert OPEN["exchange.inbound.{state}"] <= {step.target for step in INBOUND.steps}
    assert OPEN["exchange.inbound.{step}"] <= {step.name for step in INBOUND.steps}
    assert OPEN["exchange.outbound.{step}"] <= {step.name for step in OUTBOUND.steps}


def test_every_fact_has_a_name() -> None:
    facts = {word.arg for call in _recorded() for word in call.keywords if word.arg}
    assert not facts - set(FACTS) - set(NO_FACTS)


def test_every_thing_is_one_of_the_models() -> None:
    assert not set(THINGS) - {model._meta.label_lower for model in apps.get_models()}


def test_each_kind_of_vat_that_the_books_know_has_a_word() -> None:
    assert {purpose for purpose in chart.PURPOSES if purpose.startswith("vat_")} == set(VAT_PURPOSES)
