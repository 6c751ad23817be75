"""What a supplier without a system sends from a page stands in its list at once; a service is invoiced, not shipped."""

from decimal import Decimal

import pytest
from django.test import Client
from tests.builders import bodies, invoices
from tests.builders.shop import shop

from samkoeb.invoicing.models import Invoice
from samkoeb.kernel import actor as roles
from samkoeb.ordering.models import OrderLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    found = shop(channel="email")
    invoices.bank_account(found.supplier)
    return found


@pytest.fixture
def seller(ward):
    someone = bodies.person("Sælger")
    bodies.grant(someone, roles.SUPPLIER_USER, ward.supplier)
    client = Client()
    client.force_login(someone)
    return client


def test_an_invoice_that_was_just_sent_stands_in_the_list(ward, seller):
    order = ward.order(10)
    answer = seller.post(f"/supplier/orders/{order.pk}/invoice/", {"quantity-1": "10", "number": "2026-17 æøå"}, follow=True)
    assert "2026-17 æøå" in answer.content.decode()
    assert Invoice.objects.get().number == "2026-17 æøå"


def test_sent_twice_it_is_one_invoice(ward, seller):
    order = ward.order(10)
    form = {"quantity-1": "10", "number": "F-1"}
    seller.post(f"/supplier/orders/{order.pk}/invoice/", form)
    again = seller.post(f"/supplier/orders/{order.pk}/invoice/", form)
    assert again.status_code == 200  # the page again, with the reason
    assert Invoice.objects.count() == 1


def test_part_of_a_price_is_given_back_and_never_more_than_was_invoiced(ward, seller):
    order = ward.order(10)
    seller.post(f"/supplier/orders/{order.pk}/invoice/", {"quantity-1": "10", "number": "F-1"})
    here = f"/supplier/invoices/{Invoice.objects.get().pk}/credit/"
    assert here in seller.get(f"/finance/invoices/{Invoice.objects.get().pk}/").content.decode()
    assert 'value="34,50"' in seller.get(here).content.decode()
    refused = seller.post(here, {"quantity-1": "10", "price-1": "40"})
    assert "højst 34,50 kr. tilbage" in refused.content.decode()
    assert Invoice.objects.count() == 1
    seller.post(here, {"quantity-1": "10", "price-1": "1,50"})
    credit = Invoice.objects.get(kind="credit_note")
    assert (credit.net_total, credit.lines.get().price) == (15, Decimal("1.5"))


def test_a_service_is_not_shipped(ward, seller):
    order = ward.order(10)
    page = f"/supplier/orders/{order.pk}/"
    assert "/despatch/" in seller.get(page).content.decode()
    OrderLine.objects.filter(order=order).update(is_service=True)
    shown = seller.get(page)
    assert "/despatch/" not in shown.content.decode()
