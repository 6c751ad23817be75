"""The supplier is told what became of an invoice: an Invoice Response in the outbox, or a letter where it has no system."""

from datetime import datetime
from typing import Any

from samkoeb import documents, sentences
from samkoeb.documents import model
from samkoeb.exchange import actions as exchange
from samkoeb.invoicing.logic import response as responses
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.logic.as_document import party
from samkoeb.ordering.queries.documents import party_facts
from samkoeb.organisations.models import Organisation

EMAIL = "email"
_LETTERS = (responses.QUERY, responses.REJECTED)


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
    number = f"IR-inbound-{inbound_id}-{responses.REJECTED}"
    document = responses.response(
        number=number,
        code=responses.REJECTED,
        invoice_number=invoice.number,
        invoice_type_code="381" if invoice.credit else "380",
        sender=invoice.buyer,
        receiver=party(party_facts(supplier)),
        at=at,
        reason="REC",
        text=sentences.say(Problem("invoice.gln_unknown", "error", {"gln": gln})),
    )
    exchange.send(
        key=f"invoice-response:inbound-{inbound_id}:{responses.REJECTED}",
        document_type="invoice_response",
        document_number=number,
        sender_id=None,
        recipient_id=supplier.pk,
        payload=documents.write(document),
        file_name=f"invoice-response-inbound-{inbound_id}-{responses.REJECTED}.xml",
        at=at,
    )


def _letter(invoice: Invoice, code: str, name: str, *, at: datetime, reason: str, text: str) -> None:
    """A supplier without a system reads Danish sentences; that an invoice was received or paid stands on its page."""
    if code not in _LETTERS or not invoice.supplier.email:
        return
    facts: dict[str, Any] = {"number": invoice.number, "body": invoice.organisation.name, "reason": reason, "text": text}
    exchange.write_letter(
        key=f"invoice-letter:{invoice.pk}:{name}",
        to=invoice.supplier.email,
        subject=sentences.sentence(f"invoice.letter_subject_{code}", facts),
        body=sentences.sentence(f"invoice.letter_{code}", facts),
        at=at,
        recipient_id=invoice.supplier_id,
        sender_id=invoice.organisation_id,
    )
