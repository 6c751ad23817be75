"""Every problem that the house can state has a sentence in both languages, and every fact that a sentence names can be given."""

import ast
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from samkoeb import sentences

SOURCE = Path(sentences.__file__).resolve().parents[1]
# Who states a code, and what stands before it in the table of sentences.
MAKERS = {"Problem": "", "NotAllowed": "", "DocumentFault": "documents."}


def _codes() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            maker = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if maker not in MAKERS:
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield MAKERS[maker] + first.value, f"{path.relative_to(SOURCE)}:{node.lineno}"


def test_every_problem_code_has_a_danish_and_an_english_sentence() -> None:
    lacking = [f"{code} ({place})" for code, place in _codes() if code not in sentences.TABLE]
    assert not lacking, "\n".join(lacking)


def test_what_a_person_is_told_of_has_words_for_the_letter_that_tells_it() -> None:
    kinds = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("notify", "tell_administrators"):
                kinds |= {k.value.value for k in node.keywords if k.arg == "kind" and isinstance(k.value, ast.Constant)}
    assert len(kinds) >= 10
    assert not {kind for kind in kinds if f"waits.{kind}" not in sentences.TABLE}


def test_no_two_rooms_say_the_same_thing_differently() -> None:
    rooms = [import_module(f"samkoeb.sentences.{room}").SENTENCES for room in sentences.ROOMS]
    assert len(sentences.TABLE) == sum(map(len, rooms))


def test_both_sentences_name_the_same_facts() -> None:
    assert not [code for code, (danish, english) in sentences.TABLE.items() if _facts(danish) != _facts(english)]


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_numbers_and_days_are_written_the_readers_way() -> None:
    assert sentences.sentence("field.bad_number", {"value": "1234.50"}) == "»1.234,50« kan ikke læses som et tal."
    assert sentences.sentence("field.bad_number", {"value": "1234.50"}, "en") == "“1,234.50” cannot be read as a number."
    assert sentences.sentence("field.bad_date", {"value": "2026-11-22"}).startswith("»22-11-2026«")


def test_an_unknown_code_is_shown_and_not_hidden() -> None:
    assert sentences.sentence("no.such_code", {"a": 1}) == "no.such_code: a 1"
