"""How a rule file becomes findings: reading, compiling and running, each on small files of our own."""

import runpy
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samkoeb.documents.validation import reading
from samkoeb.documents.validation.compiling.module import generate
from samkoeb.documents.validation.running.engine import Program, run
from samkoeb.documents.validation.running.errors import XPathError
from samkoeb.documents.validation.running.regex import compiled
from samkoeb.documents.validation.running.tree import Document
from samkoeb.documents.validation.schema import RuleFileError
from samkoeb.documents.validation.xpath import ast
from samkoeb.documents.validation.xpath.parse import parse
from samkoeb.documents.validation.xpath.tokens import XPathSyntaxError


def schema_of(inner: str) -> str:
    return (
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" queryBinding="xslt2">'
        f'<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/><ns prefix="u" uri="urn:u"/>{inner}</schema>'
    )


def findings(tmp_path, inner: str, document: str) -> list[str]:
    file = tmp_path / "rules.sch"
    file.write_text(schema_of(inner), encoding="utf-8")
    text = generate(reading.read(file))
    module = tmp_path / "rules.py"
    module.write_text(text, encoding="utf-8")
    judge = Program("rules", runpy.run_path(str(module)), text)
    hits = run(judge, Document(ET.fromstring(document), datetime.now(UTC)))  # noqa: S314 - our own text
    return sorted(judge.names["CHECKS"][hit.check][0] + ("!" if hit.error else "") for hit in hits)


def one_rule(test: str, context: str = "/*") -> str:
    return f'<pattern><rule context="{context}"><assert id="A" test="{test}">no</assert></rule></pattern>'


HOLDS = (
    ("string-length('æøå') = 3", "<a/>"), ("round(-2.5) = -2", "<a/>"), ("round(2.5) = 3", "<a/>"), ("xs:decimal('0.1') + 0.2 = 0.3", "<a/>"),
    ("normalize-space('  a  b ') = 'a b'", "<a/>"), ("b != b", "<a><b>1</b><b>2</b></a>"), ("not(b = ())", "<a><b/></a>"),
    ("sum(b) = 3", "<a><b>1</b><b>2</b></a>"), ("not('2026-02-30' castable as xs:date)", "<a/>"), ("xs:date('2026-02-28') lt xs:date('2026-03-01')", "<a/>"),
    ("matches('AB1', '^[A-Z]{2}\\d$')", "<a/>"), ("count(b/preceding-sibling::*) = 1", "<a><c/><b/></a>"), ("b[2] = 'y'", "<a><b>x</b><b>y</b></a>"),
    ("every $x in b satisfies $x &gt; 0", "<a><b>1</b><b>2</b></a>"), ("not(number('x') = number('x'))", "<a/>"), ("10 idiv 3 = 3", "<a/>"),
    ("substring('12345', 2, 3) = '234'", "<a/>"), ("tokenize('a b', '\\s') = 'b'", "<a/>"), ("string-join(('a', 'b'), '-') = 'a-b'", "<a/>"),
)  # fmt: skip


@pytest.mark.parametrize(("test", "document"), HOLDS)
def test_what_holds_in_xpath_holds_here_and_its_opposite_does_not(tmp_path, test, document):
    assert findings(tmp_path, one_rule(test), document) == []
    assert findings(tmp_path, one_rule(f"not({test})"), document) == ["A"]


def test_the_first_rule_of_a_pattern_takes_the_node(tmp_path):
    rules = "".join(f'<rule context="{c}"><assert id="{i}" test="false()">no</assert></rule>' for i, c in (("FIRST", "b[@x]"), ("SECOND", "b")))
    assert findings(tmp_path, f"<pattern>{rules}</pattern>", '<a><b x="1"/><b/></a>') == ["FIRST", "SECOND"]


def test_abstract_patterns_are_filled_with_their_parameters(tmp_path):
    inner = (
        '<pattern abstract="true" id="P"><rule context="$where"><assert id="A" test="$what">no</assert></rule></pattern>'
        '<pattern is-a="P" id="Q"><param name="where" value="/a"/><param name="what" value="b"/></pattern>'
    )
    assert findings(tmp_path, inner, "<a/>") == ["A"]
    assert findings(tmp_path, inner, "<a><b/></a>") == []


def test_a_rule_takes_what_it_extends_and_a_report_speaks_when_it_is_true(tmp_path):
    inner = (
        '<pattern><rule abstract="true" id="R"><report id="B" test="b">yes</report></rule>'
        '<rule context="a"><extends rule="R"/><assert id="A" test="c">no</assert></rule></pattern>'
    )
    assert findings(tmp_path, inner, "<a><b/></a>") == ["A", "B"]


def test_an_included_file_stands_where_it_is_included(tmp_path):
    (tmp_path / "part.sch").write_text(
        '<pattern xmlns="http://purl.oclc.org/dsdl/schematron"><rule context="a"><assert id="A" test="b">no</assert></rule></pattern>'
    )
    assert findings(tmp_path, '<include href="part.sch"/>', "<a/>") == ["A"]


def test_a_default_phase_leaves_the_other_patterns_out(tmp_path):
    file = tmp_path / "rules.sch"
    body = '<phase id="p"><active pattern="one"/></phase>' + "".join(
        f'<pattern id="{name}"><rule context="a"><assert id="{name}" test="b">no</assert></rule></pattern>' for name in ("one", "two")
    )
    file.write_text(schema_of(body))
    assert [pattern.id for pattern in reading.read(file, phase="p").patterns] == ["one"]
    assert [pattern.id for pattern in reading.read(file).patterns] == ["one", "two"]


def test_functions_variables_and_keys_are_compiled(tmp_path):
    inner = (
        '<xsl:function name="u:twice" as="xs:integer"><xsl:param name="n" as="xs:integer"/><xsl:sequence select="$n * 2"/></xsl:function>'
        '<let name="four" value="u:twice(2)"/>' + one_rule("$four = 4")
    )
    assert findings(tmp_path, inner, "<a/>") == []
    key = '<xsl:key name="k" match="b" use="@id"/>' + one_rule("key('k', 'x')")
    assert findings(tmp_path, key, '<a><b id="x"/></a>') == []
    assert findings(tmp_path, key, '<a><b id="y"/></a>') == ["A"]


def test_what_cannot_be_evaluated_is_a_verdict_of_its_own(tmp_path):
    assert findings(tmp_path, one_rule("xs:decimal(b) = 1"), "<a><b>x</b></a>") == ["A!"]


UNKNOWN = ("unknown-function(b)", "b +", "document('x')", "nowhere:x", "$missing = 1")


@pytest.mark.parametrize("test", UNKNOWN)
def test_what_cannot_be_compiled_is_an_error_that_names_the_rule(tmp_path, test):
    with pytest.raises(RuleFileError, match="A"):
        findings(tmp_path, one_rule(test), "<a/>")


def test_an_instruction_that_is_not_understood_is_refused(tmp_path):
    with pytest.raises(RuleFileError, match="for-each"):
        findings(tmp_path, '<pattern><rule context="a"><xsl:for-each select="b"/></rule></pattern>', "<a/>")


def test_a_name_is_resolved_when_it_is_read():
    assert parse("u:b/@c", {"u": "urn:u"}) == ast.Path(
        (ast.Step("child", ast.Test("element", "urn:u", "b")), ast.Step("attribute", ast.Test("attribute", "", "c")))
    )


REGULAR = (
    ("^\\i\\c*$", "a1", True), ("^[a-z-[b]]$", "b", False), ("^[a-z-[b]]$", "c", True), ("^\\p{Lu}$", "Æ", True),
    ("a$", "a\n", False), ("^.$", "\n", False),
)  # fmt: skip


@pytest.mark.parametrize(("pattern", "text", "holds"), REGULAR)
def test_regular_expressions_mean_what_xpath_says(pattern, text, holds):
    assert bool(compiled(pattern).search(text)) is holds


@pytest.mark.parametrize("pattern", ["(", "[", "\\p", "\\", "a{2,1}", "\\q"])
def test_what_is_no_regular_expression_is_an_xpath_error(pattern):
    with pytest.raises(XPathError):
        compiled(pattern)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab:/@[]()'.,$*=<>+- 1eandornot|", max_size=25))
def test_no_text_makes_the_parser_fail_but_with_its_own_error(text):
    try:
        parse(text, {"a": "urn:a"})
    except XPathSyntaxError:
        return


GROUPS = (
    '<pattern><rule context="a[@other]"/><rule context="a | c">'
    '<xsl:for-each-group select="b" group-by="@lang"><xsl:if test="count(current-group()) &gt; 1">'
    "<Error><Description>[W-G1] twice in '<xsl:value-of select=\"@lang\"/>'</Description></Error></xsl:if></xsl:for-each-group></rule></pattern>"
)
TWICE = '<b lang="da"/><b lang="en"/><b lang="da"/><b lang="en"/><b lang="en"/><b lang="sv"/><b/><b/>'


def test_a_check_of_groups_speaks_once_for_each_group(tmp_path):
    assert findings(tmp_path, GROUPS, f"<a>{TWICE}</a>") == ["W-G1", "W-G1"]
    assert findings(tmp_path, GROUPS, f"<x><a><b lang='da'/><b lang='en'/></a><c>{TWICE}</c></x>") == ["W-G1", "W-G1"]


def test_a_check_of_groups_counts_only_where_its_rule_is_the_first_to_take_the_parent(tmp_path):
    assert findings(tmp_path, GROUPS, f'<a other="1">{TWICE}</a>') == []


@pytest.mark.parametrize("attributes", ['select="b/c" group-by="@lang"', 'select="b" group-by="c"', 'select="b" group-starting-with="c"'])
def test_groups_of_another_kind_are_refused(tmp_path, attributes):
    inner = GROUPS.replace('select="b" group-by="@lang"', attributes)
    with pytest.raises(RuleFileError, match="for-each-group"):
        findings(tmp_path, inner, "<a/>")
