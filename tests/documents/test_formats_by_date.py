"""Formats are dated rows: what is taken today, what was not yet, what is no longer."""

from dataclasses import replace
from datetime import date

import pytest
from tests.documents import samples

from samkoeb import documents
from samkoeb.documents import DocumentFault, profiles, sniff
from samkoeb.documents.model import profile as ids

TODAY = date(2026, 11, 22)
OIOUBL = ("OIOUBL-2.1", "urn:www.nesubl.eu:profiles:profile5:ver2.0")


def test_an_order_of_today_is_peppol_bis_3():
    found = profiles.find(ids.PEPPOL_ORDER, ids.PROFILE_ORDERING, TODAY, "order")
    assert (found.name, found.direction, found.dialect) == ("peppol-bis-3-order", "both", "ubl")


def test_oioubl_is_read_until_the_first_of_july_2029():
    assert profiles.find(*OIOUBL, date(2029, 6, 30), "invoice").name == "oioubl-2.1-invoice"
    with pytest.raises(DocumentFault) as caught:
        profiles.find(*OIOUBL, date(2029, 7, 1), "invoice")
    assert caught.value.code == "format_not_in_force"
    assert caught.value.facts["valid_to"] == date(2029, 7, 1)


def test_an_old_day_is_no_reason_to_refuse_what_is_taken_today():
    assert profiles.find(ids.PEPPOL_ORDER, ids.PROFILE_ORDERING, date(2006, 8, 1), "order").name == "peppol-bis-3-order"


def test_a_format_that_is_to_come_is_not_taken_before_its_day():
    coming = replace(profiles.FORMATS[0], valid_from=date(2028, 1, 1))
    assert [coming.in_force(day) for day in (date(2027, 12, 31), date(2028, 1, 1))] == [False, True]


def test_a_format_nobody_knows_is_named_as_it_names_itself():
    with pytest.raises(DocumentFault) as caught:
        profiles.find("urn:example:order:9", "", TODAY, "order")
    assert caught.value.code == "unknown_format"
    assert caught.value.facts["customization"] == "urn:example:order:9"


def test_an_order_in_oioubl_is_not_taken():
    with pytest.raises(DocumentFault) as caught:
        profiles.find(*OIOUBL, TODAY, "order")
    assert caught.value.code == "unknown_format"


def test_a_national_variant_of_the_european_norm_is_read():
    xrechnung = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    assert profiles.find(xrechnung, "x", TODAY, "invoice").name == "en-16931-invoice"


def test_each_document_has_exactly_one_format_to_be_written_in():
    for document in sniff.DOCUMENTS.values():
        both = [one for one in profiles.of_document(document, TODAY) if one.direction == "both"]
        assert [profiles.writing(document, TODAY)] == both


def test_every_row_names_its_source_and_a_period_that_can_be():
    for one in profiles.FORMATS:
        assert one.source
        assert one.valid_from is None or one.valid_to is None or one.valid_from < one.valid_to
        assert one.document in sniff.DOCUMENTS.values()


@pytest.mark.parametrize("name", samples.ALL)
def test_a_file_is_known_by_its_beginning(name):
    raw = documents.write(samples.ALL[name]())
    seen = sniff.of_file(raw)
    assert seen.document == name
    assert seen == sniff.of_root(documents.xml.parse(raw))
    cut = raw[: raw.index(b"</cbc:ProfileID>") + 400]
    assert sniff.of_file(cut).document == name
