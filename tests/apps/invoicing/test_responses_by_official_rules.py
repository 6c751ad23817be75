"""Every Invoice Response that leaves is valid by the UBL 2.1 schema and Peppol's rules for T111."""

from dataclasses import replace

import pytest
from tests.builders import bodies, invoices
from tests.builders.shop import shop
from tests.conformance import oracles
from tests.conformance.test_written_documents_by_official_rules import post_award_rules

from samkoeb import documents
from samkoeb.exchange.models import Outbound
from samkoeb.invoicing import actions
from samkoeb.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_received_queried_rejected_accepted_and_unknown(shared_data) -> None:  # type: ignore[no-untyped-def]
    ward = shop()
    invoices.bank_account(ward.supplier)
    clerk = bodies.actor("accounts_clerk", ward.region)
    fits, deviates = ward.order(5), ward.order(10)
    for order in (fits, deviates):
        invoices.received(order)
    invoices.registered(invoices.document(fits))
    dear = invoices.registered(invoices.document(deviates, prices=["40.00"]))
    actions.dispute(dear.pk, code="PRI", text="Aftalt pris er 34,50 kr. & ikke 40", by=clerk, at=invoices.AT)
    actions.close_dispute(dear.pk, by=clerk, at=invoices.AT)
    actions.reject(dear.pk, code="PRI", text="Forkert pris", by=clerk, at=invoices.AT)
    stranger = invoices.document(deviates)
    stranger = replace(
        stranger, buyer=replace(stranger.buyer, endpoint=replace(stranger.buyer.endpoint, value="5798000880016"), ids=())
    )
    supplier = Organisation.objects.get(pk=ward.supplier.pk)
    actions.refuse_unknown_receiver(stranger, supplier, inbound_id=1, gln="5798000880016", at=invoices.AT)

    sent = list(Outbound.objects.filter(document_type="invoice_response").order_by("pk"))
    assert [row.key.rpartition(":")[2].partition("-")[0] for row in sent] == ["AP", "AB", "UQ", "RE", "RE"]
    schema = shared_data / "standards/ubl-2.1-oasis/xsdrt/maindoc/UBL-ApplicationResponse-2.1.xsd"
    rules = post_award_rules(shared_data, "T111")
    for row in sent:
        raw = bytes(row.payload)
        assert oracles.schema_faults(raw, schema) == [], row.key
        assert oracles.rule_faults(raw, rules) == [], row.key
        assert documents.read(raw, on=invoices.AT.date()).type == "invoice_response"
