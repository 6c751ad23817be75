"""What a body has bought, as its council is told: on agreements and off, at the tendered price and above, credit notes taken off."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from tests.builders import bodies, catalogues, invoices
from tests.builders.shop import Shop, shop

from samkoeb.documents import model
from samkoeb.invoicing import queries
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed

pytestmark = pytest.mark.django_db
AT = invoices.AT
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


@pytest.fixture
def ward() -> Shop:
    found = shop()
    invoices.bank_account(found.supplier)
    catalogues.tender(found.agreement, [("HH-1", "34.50", "XBX"), ("HH-2", "30", "XBX")])
    return found


@pytest.fixture
def head(ward: Shop):
    return bodies.actor(roles.PURCHASING_HEAD, ward.region)


def approved(document: model.Invoice) -> Invoice:
    invoice = invoices.registered(document)
    Invoice.objects.filter(pk=invoice.pk).update(state="posted")
    return invoice


def test_spend_is_told_by_what_it_was_bought_on(ward: Shop, head) -> None:
    order = ward.order(10, 10)  # 345 at the tendered price, and 345 where 300 was tendered
    invoices.received(order)
    approved(invoices.document(order))
    approved(invoices.without_order("5790001968663", bodies.supplier("Fremmed ApS", cvr="10213231"), net="310.00"))
    ward.put(2, 2, outside_reason="urgent")
    ward.submit()
    page = queries.spend_page(head, ward.region.pk, **YEAR)
    assert (page.spend.total, page.spend.coverage, page.spend.without_order) == (D(1000), D(69), D(310))
    assert (page.spend.c_supplier, page.spend.c_item, page.spend.c_price, page.spend.difference) == (69, 69, 50, 45)
    assert [(row.number, row.amount, row.share) for row in page.by_agreement] == [(ward.agreement.number, 690, 69)]
    assert [(row.name, row.amount) for row in page.by_supplier] == [("Handskehuset A/S", 690), ("Fremmed ApS", 310)]
    assert [(row.name, row.amount) for row in page.by_unit] == [("Afsnit B4", 1000)]
    assert [(row.legal_basis, row.orders, row.amount) for row in page.outside] == [("", 1, 44)]


def test_what_is_credited_was_not_bought_and_part_of_a_price_given_back_makes_it_right(ward: Shop, head) -> None:
    order = ward.order(1, 10)
    invoices.received(order)
    dear = invoices.document(order)
    approved(dear)
    assert queries.spend_page(head, ward.region.pk, **YEAR).spend.difference == 45
    back = replace(dear.lines[1], price=replace(dear.lines[1].price, amount=D("4.50")))
    approved(invoices.credit(dear, lines=(back,)))
    spend = queries.spend_page(head, ward.region.pk, **YEAR).spend
    assert (spend.total, spend.difference) == (D("334.50"), 0)


def test_only_what_is_approved_and_of_the_period_counts_and_another_currency_stands_apart(ward: Shop, head) -> None:
    invoices.registered(invoices.without_order("5790001968663", ward.supplier))
    approved(invoices.without_order("5790001968663", ward.supplier, issued_on=date(2025, 6, 1)))
    document = invoices.without_order("5790001968663", ward.supplier, net="100.00")
    line = replace(document.lines[0], price=replace(document.lines[0].price, currency="EUR"))
    euro = replace(document, currency="EUR", lines=(line,), taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
    approved(invoices.totals.completed(euro))
    page = queries.spend_page(head, ward.region.pk, **YEAR)
    assert (page.spend.total, page.other_currencies) == (0, (("EUR", D(100)),))


def test_a_council_sees_its_own_figures_and_no_other_bodys(ward: Shop, head) -> None:
    other = bodies.body("Region Midtjylland")
    for stranger in (bodies.actor(roles.PURCHASING_HEAD, other), ward.nurse, bodies.actor(roles.PURCHASER, ward.region, ward.unit)):
        with pytest.raises(NotAllowed):
            queries.spend_page(stranger, ward.region.pk, **YEAR)
    assert queries.spend_page(operator(), other.pk, **YEAR).spend.total == 0
