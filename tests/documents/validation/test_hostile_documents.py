"""What may hurt is refused with a code of its own, before or after parsing, and never with a traceback."""

from datetime import date

import pytest

from samkoeb.documents import DocumentFault, validation
from samkoeb.documents.xml import Limits

HOSTILE = {
    "empty": (b"", "empty_file"),
    "blank": (b" \n ", "empty_file"),
    "zip": (b"PK\x03\x04" + b"x" * 50, "looks_like_zip"),
    "truncated": (b"<Invoice><a>", "not_xml"),
    "entity bomb": (b'<!DOCTYPE a [<!ENTITY b "xxxx"><!ENTITY c "&b;&b;">]><a>&c;</a>', "xml_dtd_refused"),
    "external entity": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "xml_dtd_refused"),
    "unknown entity": (b"<a>&b;</a>", "not_xml"),
    "not its encoding": ('<?xml version="1.0" encoding="UTF-8"?><a>æ</a>'.encode("latin-1"), "not_xml"),
    "unknown encoding": (b'<?xml version="1.0" encoding="shift_jis"?><a/>', "encoding_not_supported"),
    "100,000 levels": (b"<a>" * 100_000 + b"</a>" * 100_000, "xml_too_deep"),
    "100,000 levels, open": (b"<a>" * 100_000, "not_xml"),
    "unbound prefix": (b"<x:a/>", "not_xml"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name):
    raw, code = HOSTILE[name]
    with pytest.raises(DocumentFault) as refused:
        validation.validate(raw, on=date(2026, 11, 25))
    assert refused.value.code == code


def test_limits_are_the_callers():
    with pytest.raises(DocumentFault) as refused:
        validation.validate(b"<a>" + b"<b/>" * 20 + b"</a>", on=date(2026, 11, 25), limits=Limits(elements=10))
    assert refused.value.code == "xml_too_many_elements"
    with pytest.raises(DocumentFault) as refused:
        validation.validate(b"<a><b><c/></b></a>", on=date(2026, 11, 25), limits=Limits(depth=2))
    assert refused.value.code == "xml_too_deep"
