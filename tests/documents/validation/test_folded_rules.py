"""What a test may ask of lines that stand as one: each kind of question is answered as of the whole document, folded or not."""

import runpy
from collections import Counter
from datetime import UTC, datetime

import pytest

from samkoeb.documents.validation import judging, parsing, reading
from samkoeb.documents.validation.compiling.module import generate
from samkoeb.documents.validation.places import Places
from samkoeb.documents.validation.running.engine import Program

NOW = datetime(2026, 11, 25, tzinfo=UTC)
LINE = "<line><id>{}</id><amount>{}</amount><item><name>{}</name><kind>{}</kind></item></line>"
AMOUNTS = ("10", "10", "20.50", "10", "7", "10", "10", "-3")
DOCUMENTS = {
    "all differ": [LINE.format(number, amount, f"n{number}", "S") for number, amount in enumerate(AMOUNTS)],
    "all alike but their number": [LINE.format(number, "10", "n", "S") for number in range(8)],
    "one number twice": [LINE.format(number % 7, "10", "n", "S") for number in range(8)],
    "two kinds": [LINE.format(number, amount, "n", "SE"[number % 2]) for number, amount in enumerate(AMOUNTS)],
    "a name is missing in one": [LINE.format(number, amount, "n" if number != 5 else "", "S") for number, amount in enumerate(AMOUNTS)],
}
# context, test, whether a folded document of lines that all differ answers it
QUESTIONS = (
    ("line", "amount &gt;= 0", True),
    ("line", "xs:decimal(amount) * 2 &lt; 30", True),
    ("line/item", "../amount = '10'", True),
    ("line/item/name", "normalize-space() != ''", True),
    ("line/item/name", "following-sibling::kind = 'S'", True),
    ("line/item/kind", "not(preceding-sibling::name = 'n3')", True),
    ("line", "count(key('ids', id)) = 1", True),
    ("/doc", "sum(line/xs:decimal(amount)) = xs:decimal(total)", True),
    ("total", "xs:decimal(.) = sum(/doc/line/xs:decimal(amount))", True),
    ("/doc", "every $kind in line/item/kind satisfies $kind = ('S', 'E')", True),
    ("/doc", "not(line/other)", True),
    ("line", "sum(/doc/line/xs:decimal(amount)) &gt; xs:decimal(amount) * 3", False),
    ("line", "xs:decimal(amount) &lt;= xs:decimal(../line[1]/amount)", False),
    ("line", "not(following-sibling::line/id = id)", False),
    ("line", "count(preceding-sibling::line) &lt; 6", False),
    ("line[position() &lt; 3]", "amount = '10'", False),
    ("line[3]", "amount = '10'", False),
    ("/doc", "count(line) = 8", False),
    ("/doc", "count(distinct-values(line/id)) = count(line)", False),
    ("/doc", "line[last()]/amount = '-3'", False),
    ("/doc", "string-join(line/id, '') = '01234567'", False),
    ("line", "key('ids', id)/amount = amount", False),
)


def rules(tmp_path, context: str, test: str) -> Program:
    file = tmp_path / "rules.sch"
    file.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" queryBinding="xslt2">'
        '<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/><xsl:key name="ids" match="line" use="id"/>'
        f'<pattern><rule context="{context}"><assert id="A" test="{test}">Not for <value-of select="string(id)"/></assert></rule></pattern></schema>',
        encoding="utf-8",
    )
    text = generate(reading.read(file))
    module = tmp_path / "rules.py"
    module.write_text(text, encoding="utf-8")
    return Program("rules", runpy.run_path(str(module)), text)


def told(program: Program, parsed: parsing.Parsed) -> tuple[bool, Counter]:
    """Whether it was judged folded, and for each finding its place and what its message shows."""
    document, (hits,) = judging.judge([program], parsed, NOW)
    places, found = Places(document), Counter()
    for hit in hits:
        if hit.line is not None:
            document.folded.show(hit.node, hit.line)
        say = program.names["CHECKS"][hit.check][3]
        found[places.path(hit.node, hit.line), hit.error, tuple(say(document, hit.node))] += 1
    return document.folded is not None, found


@pytest.mark.parametrize(("context", "test", "answered"), QUESTIONS)
def test_a_question_has_one_answer(tmp_path, monkeypatch, context, test, answered):
    program = rules(tmp_path, context, test)
    for what, lines in DOCUMENTS.items():
        raw = f"<doc><total>74.50</total>{''.join(lines)}</doc>".encode()
        folded, found = told(program, parsing.parse(raw))
        with monkeypatch.context() as patch:
            patch.setattr(parsing.outlines, "outline", lambda _raw: None)
            assert (False, found) == told(program, parsing.parse(raw)), what
        if what == "all differ":
            assert folded == answered
