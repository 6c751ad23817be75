"""The supplier is told what became of an invoice: an Invoice Response in the outbox, or a letter where it has no system."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from samkoeb import documents, sentences
from samkoeb.documents import model
from samkoeb.exchange import actions as exchange
from samkoeb.invoicing.logic import response as responses
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.logic.as_document import party
from samkoeb.ordering.queries.documents import party_facts
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation

EMAIL = "email"
_LETTERS = (responses.QUERY, responses.REJECTED)
INVOICES_PATH = "/supplier/invoices/"  # web/supplier has the page


def respond(invoice: Invoice, code: str, *, at: datetime, reason: str = "", text: str = "", key: str = "") -> None:
    """In the transaction of the fact. `key` tells several queries about one invoice apart."""
    name = f"{code}-{key}" if key else code
    if invoice.supplier.channel == EMAIL:
        _letter(invoice, code, name, at=at, reason=reason, text=text)
        return
    number = f"IR-{invoice.pk}-{name}"
    document = responses.response(
        number=number,
        code=code,
        invoice_number=invoice.number,
        invoice_type_code="381" if invoice.kind == "credit_note" else "380",
        sender=party(party_facts(invoice.organisation)),
        receiver=party(party_facts(invoice.supplier)),
        at=at,
        reason=reason,
        text=text,
    )
    exchange.send(
        key=f"invoice-response:{invoice.pk}:{name}",
        document_type="invoice_response",
        document_number=number,
        sender_id=invoice.organisation_id,
        recipient_id=invoice.supplier_id,
        payload=documents.write(document),
        file_name=f"invoice-response-{invoice.pk}-{name}.xml",
        at=at,
    )


def refuse_unknown_receiver(invoice: model.Invoice, supplier: Organisation, *, inbound_id: int, gln: str, at: datetime) -> None:
    """An invoice to a location number that nobody has is answered at once: the supplier can send it to the right one (6.5 step 1)."""
    if supplier.channel == EMAIL:
        return
    text = sentences.say(Problem("invoice.gln_unknown", "error", {"gln": gln}))
    _answer_document(invoice, inbound_id, invoice.buyer, supplier, None, responses.REJECTED, "REC", text, at)


def ask_to_mend(invoice: model.Invoice, inbound: Any, *, faults: Sequence[str], at: datetime) -> None:
    """An invoice that breaks the rules of its format is not one yet: the supplier is told which, and asked for a new one."""
    _answer_broken(invoice, inbound, responses.QUERY, "\n".join(faults), at)


def refuse_broken(invoice: model.Invoice, inbound: Any, *, why: str, at: datetime) -> None:
    """A person has looked at it and won't take it."""
    _answer_broken(invoice, inbound, responses.REJECTED, why, at)


def _answer_broken(invoice: model.Invoice, inbound: Any, code: str, text: str, at: datetime) -> None:
    supplier = organisations.organisation(inbound.sender_id)
    body = None if inbound.receiver_id is None else organisations.organisation(inbound.receiver_id)
    if supplier.channel != EMAIL:
        sender = invoice.buyer if body is None else party(party_facts(body))
        _answer_document(invoice, inbound.pk, sender, supplier, inbound.receiver_id, code, "OTH", text, at)
    elif supplier.email:
        language = organisations.language_of(supplier)
        facts: dict[str, Any] = {"number": invoice.number, "body": body.name if body else invoice.buyer.display_name, "text": text}
        exchange.write_letter(
            key=f"invoice-letter:inbound-{inbound.pk}:{code}",
            to=supplier.email,
            subject=sentences.sentence(f"invoice.letter_subject_broken_{code}", facts, language),
            body=sentences.sentence(f"invoice.letter_broken_{code}", facts, language),
            at=at,
            recipient_id=supplier.pk,
            sender_id=inbound.receiver_id,
        )


def _answer_document(
    invoice: model.Invoice, inbound_id: int, sender: model.Party, supplier: Organisation, sender_id: int | None, code: str, reason: str,
    text: str, at: datetime,
) -> None:
    """The answer to an invoice that did not become one of ours: a new one is asked for."""
    number = f"IR-inbound-{inbound_id}-{code}"
    document = responses.response(
        number=number,
        code=code,
        invoice_number=invoice.number,
        invoice_type_code="381" if invoice.credit else "380",
        sender=sender,
        receiver=party(party_facts(supplier)),
        at=at,
        reason=reason,
        text=text,
        action=responses.NEW_INVOICE,
    )
    exchange.send(
        key=f"invoice-response:inbound-{inbound_id}:{code}",
        document_type="invoice_response",
        document_number=number,
        sender_id=sender_id,
        recipient_id=supplier.pk,
        payload=documents.write(document),
        file_name=f"invoice-response-inbound-{inbound_id}-{code}.xml",
        at=at,
    )


def _letter(invoice: Invoice, code: str, name: str, *, at: datetime, reason: str, text: str) -> None:
    """To a supplier without a system; that an invoice was received or paid stands on its page."""
    if code not in _LETTERS or not invoice.supplier.email:
        return
    language = organisations.language_of(invoice.supplier)
    facts: dict[str, Any] = {"number": invoice.number, "body": invoice.organisation.name, "reason": reason, "text": text}
    facts["link"] = settings.PUBLIC_ADDRESS + INVOICES_PATH
    exchange.write_letter(
        key=f"invoice-letter:{invoice.pk}:{name}",
        to=invoice.supplier.email,
        subject=sentences.sentence(f"invoice.letter_subject_{code}", facts, language),
        body=sentences.sentence(f"invoice.letter_{code}", facts, language),
        at=at,
        recipient_id=invoice.supplier_id,
        sender_id=invoice.organisation_id,
    )
