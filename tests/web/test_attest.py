"""Who knows a purchase attests it; what is not theirs they send on, and are led back to what is."""

import pytest
from django.test import Client
from tests.builders import bodies, invoices
from tests.builders.shop import shop

from samkoeb.organisations.models import Person

pytestmark = pytest.mark.django_db


def test_who_sends_an_invoice_to_another_ward_comes_back_to_what_waits_for_them():
    ward = shop()
    elsewhere = bodies.unit(ward.region, "Afsnit B5", cost_place="2002")
    invoice = invoices.registered(invoices.without_order("5790001968663", ward.supplier))
    head = Client()
    head.force_login(Person.objects.get(pk=ward.head.person_id))
    here = f"/finance/invoices/{invoice.pk}/"
    answer = head.post(here, {"reroute": "1", "unit": str(elsewhere.pk), "person": "", "next": here}, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/finance/attest/")
    assert "Sendt videre." in answer.content.decode()
