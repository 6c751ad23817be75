"""Every hostile or broken file gets one clear refusal, never a traceback, and never much time or memory."""

import base64
import io

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.documents import samples

from samkoeb import documents
from samkoeb.documents import DocumentFault, Limits, sniff, xml
from samkoeb.documents.faults import CODES
from samkoeb.documents.ubl import catalogue

ORDER = documents.write(samples.order())
CATALOGUE = documents.write(samples.catalogue())
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%s;" % (b"" if n == 1 else b"%d" % (n - 1)) * 10) for n in range(1, 10))
    + b"]><Order>&lol9;</Order>"
)
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE Order [<!ENTITY x SYSTEM "file:///etc/passwd">]><Order>&x;</Order>'
PARAMETER = b'<!DOCTYPE Order SYSTEM "http://localhost:9/evil.dtd"><Order/>'


def code_of(raw: bytes, limits: Limits = xml.DEFAULT) -> str:
    with pytest.raises(DocumentFault) as caught:
        documents.read(raw, on=samples.ISSUED, limits=limits)
    assert caught.value.code in CODES
    return caught.value.code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty_file"),
        (b"  \r\n\t", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"PK\x03\x04" + bytes(100), "looks_like_zip"),
        (b"%PDF-1.7 ...", "looks_like_pdf"),
        (b"item;price\n1;2", "not_markup"),
        (b"<Order", "not_xml"),
        (b"<!-- only a remark -->", "not_xml"),
        (b"<?xml version='1.0'?>", "not_xml"),
        (b"<Order>&undefined;</Order>", "not_xml"),
        (ORDER[:-30], "not_xml"),
        (ORDER[: len(ORDER) // 2], "not_xml"),
        (ORDER.replace(b"Haster", b"H\xe6ster"), "not_xml"),
        (b"<html><body/></html>", "unknown_document_type"),
        (b"<Order/>", "unknown_document_type"),
        (BOMB, "xml_dtd_refused"),
        (EXTERNAL, "xml_dtd_refused"),
        (PARAMETER, "xml_dtd_refused"),
        (b"<!-- first --><?pi?>\n" + EXTERNAL.split(b"?>", 1)[1], "xml_dtd_refused"),
        (BOMB.decode().encode("utf-16"), "xml_dtd_refused"),
        (b"<?xml version='1.0' encoding='UTF-7'?><Order/>", "encoding_not_supported"),
        (b"<?xml version='1.0' encoding='cp037'?><Order/>", "encoding_not_supported"),
        (b"\x4c\x6f\xa7\x94\x93", "not_markup"),
        (b"\xff\xfe\x00", "not_xml"),
        (b"\x00\x00\x00<", "encoding_not_supported"),
        ("<Order/>".encode("utf-32"), "encoding_not_supported"),
        (b"\x00\x00\x00x", "not_markup"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "xml_too_deep"),
        (b"<a>" * 300 + b"</a>" * 300, "xml_too_deep"),
        (b"<a>" * 100_000, "xml_too_deep"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_by_name(raw, code):
    assert code_of(raw) == code


def test_limits_are_taken_from_the_caller():
    assert code_of(ORDER, Limits(bytes=len(ORDER) - 1)) == "xml_too_large"
    assert code_of(ORDER, Limits(elements=50)) == "xml_too_many_elements"
    assert code_of(ORDER, Limits(depth=3)) == "xml_too_deep"
    assert documents.read(ORDER, on=samples.ISSUED, limits=Limits(bytes=len(ORDER), depth=20)).number == "O-2026-17"


def test_too_many_elements_are_refused_before_a_tree_is_built():
    raw = b"<Order>" + b"<a/>" * 200_000 + b"</Order>"
    assert code_of(raw, Limits(elements=100_000)) == "xml_too_many_elements"


def test_a_huge_attribute_is_data_that_nobody_reads():
    raw = ORDER.replace(b"<cbc:ID>O-2026-17", b'<cbc:ID schemeName="' + b"x" * 12_000_000 + b'">O-2026-17', 1)
    assert documents.read(raw, on=samples.ISSUED).number == "O-2026-17"


def test_twenty_thousand_attributes_are_no_harm():
    many = b" ".join(b'a%d="x"' % n for n in range(20_000))
    raw = ORDER.replace(b"<cbc:ID>O-2026-17", b"<cbc:ID " + many + b">O-2026-17", 1)
    assert documents.read(raw, on=samples.ISSUED).number == "O-2026-17"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_the_usual_encodings_read_the_same(encoding):
    text = ORDER.decode().replace("UTF-8", encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be"))
    assert documents.read(text.encode(encoding), on=samples.ISSUED).model == samples.order()


def test_an_attachment_that_is_no_base64_is_refused():
    raw = CATALOGUE.replace(
        b"<cac:ExternalReference>",
        b'<cbc:EmbeddedDocumentBinaryObject mimeCode="image/png" filename="a.png">a</cbc:EmbeddedDocumentBinaryObject><cac:ExternalReference>',
    )
    assert code_of(raw) == "bad_attachment"


def test_an_attachment_comes_back_byte_for_byte():
    content = bytes(range(256))
    raw = CATALOGUE.replace(
        b"<cac:ExternalReference>",
        b'<cbc:EmbeddedDocumentBinaryObject mimeCode="image/png" filename="a.png">'
        + base64.b64encode(content)
        + b"</cbc:EmbeddedDocumentBinaryObject><cac:ExternalReference>",
    )
    assert catalogue.read(raw).lines[0].item.documents[0].content == content


@pytest.mark.parametrize("raw", [b"", BOMB, EXTERNAL, b"<a>" * 100_000, CATALOGUE[:200], b"PK\x03\x04", b"x", ORDER])
def test_the_streaming_reader_refuses_the_same(raw):
    with pytest.raises(DocumentFault) as caught:
        _, lines = catalogue.read_lines(io.BytesIO(raw))
        list(lines)
    assert caught.value.code in CODES


class Dribble(io.BytesIO):
    """A pipe that gives one byte at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(1 if size else 0)


@pytest.mark.parametrize("where", [65535, 65534, 65533, 65536, 65537])
def test_a_declaration_does_not_slip_through_between_two_pieces(where):
    declaration = EXTERNAL.split(b"?>", 1)[1]
    raw = b"<!--" + b"x" * (where - 7) + b"-->" + declaration
    assert raw.index(b"<!DOCTYPE") == where
    for file in (io.BytesIO(raw), Dribble(raw)):
        with pytest.raises(DocumentFault) as caught:
            catalogue.read_lines(file)
        assert caught.value.code in ("xml_dtd_refused", "not_xml")


def test_a_file_that_dribbles_reads_the_same():
    _, lines = catalogue.read_lines(Dribble(CATALOGUE))
    assert tuple(lines) == samples.catalogue().lines


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_declaration_does_not_hide_in_an_encoding_that_names_itself_nowhere(encoding):
    raw = EXTERNAL.split(b"?>", 1)[1].decode().encode(encoding)
    assert code_of(raw) in ("not_xml", "not_markup", "xml_dtd_refused", "encoding_not_supported")


def test_the_streaming_reader_keeps_the_limits():
    for limits, code in ((Limits(bytes=5000), "xml_too_large"), (Limits(elements=40), "xml_too_many_elements")):
        with pytest.raises(DocumentFault) as caught:
            _, lines = catalogue.read_lines(io.BytesIO(CATALOGUE), limits)
            list(lines)
        assert caught.value.code == code


# ---- mutated real documents -----------------------------------------------------------------------------------------

ORIGINALS = [documents.write(make()) for make in samples.ALL.values()]
PIECES = [b"<", b">", b"/", b'"', b"&", b"]]>", b"<![CDATA[", b"<!--", b"\x00", b"\xff", b"-1", b"9" * 45, b"2026-13-01", b"<cbc:ID/>", b"NaN"]


@st.composite
def mutated(draw):
    """A real document with pieces cut out, doubled, swapped or pushed in."""
    raw = draw(st.sampled_from(ORIGINALS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 400)))
        what = draw(st.sampled_from(["cut", "double", "insert", "elsewhere"]))
        if what == "cut":
            raw = raw[:start] + raw[end:]
        elif what == "double":
            raw = raw[:end] + raw[start:end] + raw[end:]
        elif what == "insert":
            raw = raw[:start] + draw(st.sampled_from(PIECES) | st.binary(max_size=8)) + raw[start:]
        else:
            place = draw(st.integers(0, len(raw)))
            raw = raw[:place] + raw[start:end] + raw[place:]
    return raw


@st.composite
def with_elements_mutated(draw):
    """A well-formed document in which whole elements or texts were taken out, doubled or replaced."""
    root = etree.fromstring(draw(st.sampled_from(ORIGINALS)))
    for _ in range(draw(st.integers(1, 3))):
        every = [one for one in root.iter() if one is not root]
        if not every:
            break
        one = every[draw(st.integers(0, len(every) - 1))]
        what = draw(st.sampled_from(["remove", "empty", "text", "double"]))
        if what == "remove":
            one.getparent().remove(one)
        elif what == "empty":
            one.clear()
        elif what == "text":
            one.text = draw(st.sampled_from(["", "x", "-0", "1.", ".", "+", "2026-02-29", "24:00:00", "TRUE", "９", "1_0", "١"]))
        else:
            one.addnext(etree.fromstring(etree.tostring(one)))
    return etree.tostring(root)


def reads_or_refuses(raw: bytes) -> None:
    for way in (
        lambda: documents.read(raw, on=samples.ISSUED),
        lambda: documents.envelope(raw, on=samples.ISSUED),
        lambda: sniff.of_file(raw),
        lambda: list(documents.catalogue_lines(io.BytesIO(raw), on=samples.ISSUED)[2]),
    ):
        try:
            way()
        except DocumentFault as fault:
            assert fault.code in CODES
            assert all(isinstance(one, str | int | type(None)) or hasattr(one, "isoformat") for one in fault.facts.values())


fuzz = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate), database=None)
long_fuzz = settings(fuzz, max_examples=20_000)


@fuzz
@given(mutated())
def test_a_mutated_document_is_read_or_refused_and_nothing_else(raw):
    reads_or_refuses(raw)


@fuzz
@given(with_elements_mutated())
def test_a_document_with_mutated_elements_is_read_or_refused_and_nothing_else(raw):
    reads_or_refuses(raw)


@fuzz
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(raw):
    reads_or_refuses(raw)


@pytest.mark.soak
@long_fuzz
@given(mutated() | with_elements_mutated())
def test_for_long_a_mutated_document_is_read_or_refused_and_nothing_else(raw):
    reads_or_refuses(raw)
