"""A large catalogue is read line by line: header first, bad lines told and passed over, nothing kept."""

import io
from dataclasses import replace
from itertools import islice

import pytest
from tests.documents import samples

from samkoeb import documents
from samkoeb.documents import DocumentFault, LineFault
from samkoeb.documents.model import CatalogueLine
from samkoeb.documents.ubl import catalogue

SAMPLE = samples.catalogue()


def lines_of(raw: bytes):
    return documents.catalogue_lines(io.BytesIO(raw), on=samples.ISSUED)


def test_header_and_lines_are_the_same_as_in_the_whole():
    profile, header, lines = lines_of(documents.write(SAMPLE))
    assert profile.name == "peppol-bis-3-catalogue"
    assert header == SAMPLE.header
    assert tuple(lines) == SAMPLE.lines


def test_it_reads_from_a_path_and_closes_it(tmp_path):
    path = tmp_path / "katalog æøå.xml"
    path.write_bytes(documents.write(SAMPLE))
    _, header, lines = documents.catalogue_lines(path, on=samples.ISSUED)
    assert (header.number, len(list(lines))) == ("K-2026-1", 2)
    path.unlink()


@pytest.mark.parametrize(
    ("right", "wrong", "code", "field"),
    [
        (b">34.50<", b">34,50<", "bad_number", "PriceAmount"),
        (b"<cbc:Name>Nitrilhandske, pudderfri, M</cbc:Name>", b"", "missing_field", "Name"),
        (b">2026-01-01<", b">i dag<", "bad_date", "StartDate"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_read(right, wrong, code, field):
    raw = documents.write(SAMPLE)
    start = raw.index(b"<cac:CatalogueLine>")
    raw = raw[:start] + raw[start:].replace(right, wrong, 1)
    _, _, lines = lines_of(raw)
    first, second = lines
    assert isinstance(first, LineFault)
    assert (first.position, first.id, first.fault.code, first.fault.facts["field"]) == (1, "1", code, field)
    assert second == SAMPLE.lines[1]


def test_a_file_cut_short_gives_the_lines_before_the_cut_and_then_the_fault():
    raw = documents.write(SAMPLE)
    cut = raw[: raw.rindex(b"</cac:CatalogueLine>") - 30]
    _, _, lines = lines_of(cut)
    assert next(lines) == SAMPLE.lines[0]
    with pytest.raises(DocumentFault) as caught:
        next(lines)
    assert caught.value.code == "not_xml"


def test_a_catalogue_without_lines_has_a_header():
    _, header, lines = lines_of(documents.write(replace(SAMPLE, lines=())))
    assert header == SAMPLE.header
    assert list(lines) == []


def test_another_document_is_no_catalogue():
    with pytest.raises(DocumentFault) as caught:
        catalogue.read_lines(io.BytesIO(documents.write(samples.order())))
    assert caught.value.code == "unknown_document_type"


def many(count: int):
    return (replace(SAMPLE.lines[1], id=str(number)) for number in range(count))


def test_what_is_written_line_by_line_is_the_same_document():
    file = io.BytesIO()
    assert catalogue.write_lines(file, SAMPLE.header, iter(SAMPLE.lines)) == 2
    assert catalogue.read(file.getvalue()) == SAMPLE


def test_lines_are_let_go_when_the_next_is_asked_for():
    """Only a handful of elements is alive at any time, however many lines have passed."""
    file = io.BytesIO()
    catalogue.write_lines(file, SAMPLE.header, many(600))
    file.seek(0)
    elements = catalogue._line_elements(file, documents.Limits(), close=False)
    passed = 0
    for element in elements:
        passed += 1
        if passed % 100 == 0:
            siblings = sum(1 for _ in element.itersiblings(catalogue.LINE_TAG, preceding=True))
            assert siblings <= 1
    assert passed == 600


def test_every_line_of_many_comes_through():
    file = io.BytesIO()
    catalogue.write_lines(file, SAMPLE.header, many(1000))
    _, _, lines = lines_of(file.getvalue())
    assert all(isinstance(line, CatalogueLine) and line.id == str(number) for number, line in enumerate(lines))
    _, _, lines = lines_of(file.getvalue())
    assert [line.id for line in islice(lines, 998, None)] == ["998", "999"]


def test_another_document_is_refused_by_the_name_that_it_has():
    with pytest.raises(DocumentFault) as refused:
        catalogue.read_lines(io.BytesIO(documents.write(samples.invoice())))
    assert refused.value.facts["root"] == "Invoice"
