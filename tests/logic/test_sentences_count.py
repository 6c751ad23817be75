"""A number and its unit agree in both languages, also where the facts were kept as text."""

from decimal import Decimal

import pytest

from samkoeb import sentences


@pytest.mark.parametrize(
    ("quantity", "language", "said"),
    [
        (1, "da", "1 karton"), (Decimal("1.000"), "da", "1 karton"), ("1.000000", "da", "1 karton"), (2, "da", "2 kartoner"),
        ("0.500", "da", "0,50 kartoner"), (1, "en", "1 carton"), ("3.000", "en", "3 cartons"),
    ],
)  # fmt: skip
def test_one_of_a_thing_is_not_said_as_many(monkeypatch, quantity, language, said):
    monkeypatch.setitem(sentences.TABLE, "test.unit", ("Der er {quantity} {unit}.", "There are {quantity} {unit}."))
    assert said in sentences.sentence("test.unit", {"quantity": quantity, "unit": "XCT"}, language)


def test_of_an_invoice_line_that_nobody_received_one_is_one_and_an_amount_looks_like_one():
    facts = {"invoiced": "1", "unit": "XCT", "order": "12"}
    assert sentences.sentence("match.not_received", facts) == "Ingen har modtaget noget af linjen endnu (1 karton faktureret på 12)"
    facts = {"invoiced": "130", "per": "XBX", "ordered": "100", "currency": "DKK", "percent": "30", "amount": "180"}
    said = sentences.sentence("match.price_above_ordered", facts | {"tolerance_percent": "2", "tolerance_amount": "50"})
    assert said.startswith("Faktureret 130,00 kr. pr. æske; bestilt til 100,00 kr.; 30 % over") and "(højst 50,00 kr. på linjen; her 180,00 kr.)" in said


def test_a_sum_of_an_invoice_is_named_and_not_coded():
    facts = {"term": "BT-112", "stated": "125", "computed": "124.50", "currency": "DKK"}
    said = "I alt inkl. moms: opgivet 125,00 kr., men delene giver 124,50 kr."
    assert sentences.sentence("invoice.total_differs", facts) == said


def test_a_unit_takes_the_number_before_it_and_a_missing_fact_is_a_dash(monkeypatch):
    monkeypatch.setitem(sentences.TABLE, "test.two", ("Linje {line} i {own_unit}: {first} {first_unit} af {second} {second_unit}, {gone}", ""))
    facts = {"line": 1, "own_unit": "XBX", "first": 1, "first_unit": "XBX", "second": 5, "second_unit": "XBX"}
    assert sentences.sentence("test.two", facts) == "Linje 1 i æsker: 1 æske af 5 æsker, –"
