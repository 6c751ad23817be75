"""A long document's text, with one line of each markup: what stands for others must be told apart by text alone, or not at all."""

import pytest

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation.outlines import outline
from samkoeb.documents.validation.parsing import parse

LINE = "<line><id>{}</id><unit code='C62'>{}</unit></line>"
LINES = [LINE.format(number, "æske") for number in range(8)]


def document(*lines: str, before: str = "<head/>", after: str = "") -> str:
    return f"<doc>{before}{''.join(lines)}{after}</doc>"


def test_lines_of_one_markup_are_one():
    found = outline(document(*LINES).encode())
    assert found.reduced == document(LINES[0])
    assert found.count == 8
    (group,) = found.groups
    assert group.markup == ("line", "id", "/id", "unit code='C62'", "/unit")
    assert group.lines == list(range(8))
    assert group.columns == {1: [str(number) for number in range(8)]}


def test_lines_of_two_markups_are_two_and_know_their_places():
    other = LINE.format("x", "pakke").replace("C62", "XBX")
    found = outline(document(*LINES[:4], other, *LINES[4:], other).encode())
    assert [group.lines for group in found.groups] == [[0, 1, 2, 3, 5, 6, 7, 8], [4, 9]]
    assert found.reduced == document(LINES[0], other)


def test_references_are_read_as_the_parser_reads_them():
    found = outline(document(*LINES, LINE.format("a &amp; b &#230; &lt;c&gt;", "")).encode())
    assert found.groups[0].columns[1][-1] == "a & b æ <c>"


def test_what_lies_between_lines_may_be_white():
    assert outline(document(*[f"\n  {line}" for line in LINES], after="\n").encode()).count == 8


UNUSUAL = {
    "a comment among the lines": document(*LINES[:4], "<!-- x -->", *LINES[4:]),
    "a comment before them": document(*LINES, before="<!-- <line> -->"),
    "a comment first": "<!-- x -->" + document(*LINES[:3]),
    "an instruction first": "<?x y?>" + document(*LINES[:3]),
    "a section": document(*LINES[:7], LINE.format("<![CDATA[</line>]]>", "")),
    "an instruction": document(*LINES[:7], LINE.format("<?x y?>", "")),
    "a stray >": document(*LINES[:7], LINE.format("a > b", "")),
    "a > in an attribute": document(*LINES[:7], LINE.format("a", "").replace("C62", "a>b")),
    "text between lines": document(*LINES[:4], "text", *LINES[4:]),
    "another element between lines": document(*LINES[:4], "<other/>", *LINES[4:]),
    "a line in a line": document(*LINES[:7], f"<line>{LINES[7]}</line>"),
    "a line without an end": document(*LINES[:7], "<line/>", *LINES[7:]),
    "a control character": document(*LINES[:7], LINE.format("\x01", "")),
    "no character": document(*LINES[:7], LINE.format("\uffff", "")),
    "few lines": document(*LINES[:3]),
    "no lines": "<doc/>",
    "no document": "doc",
    "nothing": "",
    "all lines different": document(*[f"<line><id{n}/></line>" for n in range(8)]),
    "another encoding": '<?xml version="1.0" encoding="iso-8859-1"?>' + document(*LINES),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_the_unusual_is_left_whole(what):
    found = outline(UNUSUAL[what].encode())
    assert found is None or not found.groups


def test_a_reference_that_means_nothing_is_refused_by_the_whole_with_its_line():
    with pytest.raises(DocumentFault) as refused:
        parse(document(*[f"{line}\n" for line in LINES[:7]], LINE.format("&nothing;", "")).encode())
    assert (refused.value.code, refused.value.facts["line"]) == ("not_xml", 8)


def test_ends_of_lines_are_read_as_the_parser_reads_them():
    raw = document(*[LINE.format(number, "a\r\nb\rc") for number in range(8)]).encode()
    parsed = parse(raw)
    assert parsed.text.outline is not None
    assert parsed.head.findtext("line/unit") == parsed.whole().findtext("line/unit") == "a\nb\nc"


REFUSED = {"a control character", "no character", "no document", "nothing", "a line without an end"}


@pytest.mark.parametrize("what", sorted(UNUSUAL.keys() - REFUSED - {"another encoding"}))
def test_the_unusual_is_parsed_all_the_same(what):
    parsed = parse(UNUSUAL[what].encode())
    assert parsed.text.outline is None or not parsed.text.outline.groups
    assert parsed.whole() is parsed.head


def test_a_document_that_begins_with_a_comment_has_no_plain_surroundings():
    for first in ("<!-- x -->", "<?x y?>"):
        found = outline((first + document(*LINES)).encode())
        assert found is None or found.around is None
    assert outline(('<?xml version="1.0"?>' + document(*LINES)).encode()).around is not None
