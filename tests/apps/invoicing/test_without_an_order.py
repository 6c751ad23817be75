"""An invoice that names no order: to the person who knows, coded and attested at once, passed on, and what its VAT and account say."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from tests.builders import bodies, invoices
from tests.builders.refusals import refused
from tests.builders.shop import Shop, shop

from samkoeb.documents import model
from samkoeb.invoicing import actions, queries
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel import actor as roles
from samkoeb.kernel.problem import NotAllowed
from samkoeb.organisations import actions as organisations
from samkoeb.organisations.models import BankAccount

pytestmark = pytest.mark.django_db
AT, GLN = invoices.AT, "5790001968663"
TODAY = AT.date()


@pytest.fixture
def ward() -> Shop:
    found = shop()
    invoices.bank_account(found.supplier)
    return found


def arrived(ward: Shop, reference: str = "", *, vat: model.TaxCategory | None = None, **more: object) -> Invoice:
    document = invoices.without_order(GLN, ward.supplier, reference=reference, **more)
    if vat is not None:
        line = replace(document.lines[0], item=replace(document.lines[0].item, tax=vat))
        document = replace(document, lines=(line,), taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
        document = invoices.totals.completed(document)
    return invoices.registered(document)


def codes(invoice: Invoice) -> list[str]:
    return [found["code"] for found in invoice.explanation]


def waits_for(actor) -> list[int]:
    return [row.id for row in queries.assigned_to(actor, on=TODAY)]


def test_the_one_who_knows_codes_and_attests_with_one_press(ward: Shop) -> None:
    invoice = arrived(ward, "Afdelingssygeplejerske, Afsnit B4")
    page = queries.match_page(ward.head, invoice.pk, at=AT)
    assert page.may("code_and_attest") and not page.may("attest")
    with refused("invoice.vat_code_unknown"):
        actions.code_and_attest(invoice.pk, lines=[{"position": 1, "vat_code": "moms"}], by=ward.head, at=AT)
    actions.code_and_attest(invoice.pk, lines=[{"position": 1, "account": "4990"}], by=ward.head, at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.attested_by_id, invoice.lines.get().account) == ("approved", ward.head.person_id, "4990")


def test_a_reference_that_names_nobody_is_said_and_the_one_who_decides_gets_it(ward: Shop) -> None:
    invoice = arrived(ward, "Kælderen")
    assert (invoice.assigned_to_id, codes(invoice)) == (ward.head.person_id, ["invoice.reference_unknown", "invoice.no_order"])
    assert "invoice.reference_unknown" not in codes(arrived(ward, "", net="200.00")), "nothing was written, so nothing is unknown"


def test_what_a_person_has_attested_waits_for_them_no_more(ward: Shop) -> None:
    invoice = arrived(ward, "Sygeplejerske, Afsnit B4")
    assert (waits_for(ward.nurse), queries.assigned_count(ward.nurse)) == ([invoice.pk], 1)
    actions.code_and_attest(invoice.pk, lines=[], by=ward.nurse, at=AT)
    assert (waits_for(ward.nurse), waits_for(ward.head)) == ([], [invoice.pk])


def test_it_is_passed_on_to_a_person_by_name_or_email(ward: Shop) -> None:
    invoice = arrived(ward, "Sygeplejerske, Afsnit B4")
    with refused("invoice.person_unknown"):
        actions.reroute(invoice.pk, person="Ingen", by=ward.nurse, at=AT)
    actions.reroute(invoice.pk, person=" afdelingssygeplejerske, afsnit b4 ", by=ward.nurse, at=AT)
    invoice.refresh_from_db()
    assert invoice.assigned_to_id == ward.head.person_id
    assert (waits_for(ward.nurse), waits_for(ward.head)) == ([], [invoice.pk])


def test_what_came_to_the_wrong_ward_is_charged_where_it_is_sent(ward: Shop) -> None:
    elsewhere = bodies.unit(ward.region, "Afsnit B5", cost_place="2002", account="4420")
    invoice = arrived(ward)
    assert invoice.lines.get().account == "4410"
    actions.reroute(invoice.pk, unit_id=elsewhere.pk, by=ward.head, at=AT)
    line = invoice.lines.get()
    assert (line.account, line.cost_place, line.vat_code) == ("4420", "2002", "refundable")
    clerk = bodies.actor(roles.ACCOUNTS_CLERK, ward.region)
    actions.code_lines(invoice.pk, lines=[{"position": 1, "account": "4990"}], by=clerk, at=AT)
    actions.reroute(invoice.pk, unit_id=ward.unit.pk, by=clerk, at=AT)
    assert invoice.lines.get().account == "4990", "what a person wrote stands"


def test_an_invoice_that_was_attested_asks_nobody_to_attest_it(ward: Shop) -> None:
    invoice = arrived(ward, "Sygeplejerske, Afsnit B4")
    said = [p.code for p in queries.match_page(ward.head, invoice.pk, at=AT).problems]
    assert said == ["invoice.no_order"]
    actions.code_and_attest(invoice.pk, lines=[], by=ward.nurse, at=AT)
    assert queries.match_page(ward.head, invoice.pk, at=AT).problems == ()
    assert [row.assigned_to for row in queries.queue(ward.head, on=TODAY)] == [""], "the nurse has done hers"


def test_another_countrys_vat_is_seen_by_two_and_refunded_by_nobody(ward: Shop) -> None:
    invoice = arrived(ward, vat=model.TaxCategory(code="S", percent=D(19)), net="100.00")
    assert ("invoice.foreign_vat" in codes(invoice), invoice.lines.get().vat_code) == (True, "non_refundable")
    actions.code_and_attest(invoice.pk, lines=[], by=ward.head, at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.reason) == ("coded", "awaiting_approval")


def test_vat_that_the_buyer_owes_is_reckoned_and_said(ward: Shop) -> None:
    tax = model.TaxCategory(code="AE", percent=D(0), exemption_reason="Reverse charge")
    invoice = arrived(ward, vat=tax, net="100.00")
    [said] = [found for found in invoice.explanation if found["code"] == "invoice.reverse_charge"]
    assert (invoice.reason, D(said["facts"]["amount"]), invoice.lines.get().vat_code) == ("no_order", D(25), "reverse_charge")


def test_how_much_a_foreign_currency_is_nobody_guesses_so_two_see_it(ward: Shop) -> None:
    document = invoices.without_order(GLN, ward.supplier, reference="Afdelingssygeplejerske, Afsnit B4", net="100.00")
    line = replace(document.lines[0], price=replace(document.lines[0].price, currency="EUR"))
    euro = replace(document, currency="EUR", lines=(line,), taxes=(), tax_amount=None, totals=invoices.totals.UNCOUNTED)
    invoice = invoices.registered(invoices.totals.completed(euro))
    actions.code_and_attest(invoice.pk, lines=[], by=ward.head, at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.reason) == ("coded", "awaiting_approval")
    other = bodies.actor(roles.APPROVER, ward.region, ward.unit, limit="20000")
    with pytest.raises(NotAllowed):  # a hundred euro or a hundred thousand: no limit in kroner says
        actions.approve(invoice.pk, by=other, at=AT)
    actions.approve(invoice.pk, by=bodies.actor(roles.ACCOUNTS_CLERK, ward.region), at=AT)


def test_an_account_nobody_knows_is_proposed_from_the_invoice_and_confirmed_by_another(ward: Shop) -> None:
    one, other = (bodies.actor(roles.ACCOUNTS_CLERK, ward.region) for _ in range(2))
    means = (model.PaymentMeans(code="58", account="DK9520000123456789"),)
    invoice = arrived(ward, "Afdelingssygeplejerske, Afsnit B4", payment_means=means)
    assert invoice.reason == "bank_account"
    with pytest.raises(NotAllowed):
        actions.propose_account(invoice.pk, by=ward.head, at=AT)
    actions.propose_account(invoice.pk, by=one, at=AT)
    with refused("invoice.account_waits"):
        actions.propose_account(invoice.pk, by=other, at=AT)
    assert not queries.match_page(other, invoice.pk, at=AT).may("propose_account")
    account = BankAccount.objects.get(state="proposed")
    organisations.confirm_bank_account(account.pk, call_back_note="Ringet op på kendt nummer", by=other, at=AT)
    assert actions.rematch_supplier(ward.supplier.pk, at=AT) == 1
    invoice.refresh_from_db()
    assert invoice.reason == "no_order"
