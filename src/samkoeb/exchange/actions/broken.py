"""A document that breaks rules arrived: its people are told, and the sender where no room has an answer of its own."""

from datetime import datetime

from samkoeb import documents
from samkoeb.documents.model import Document
from samkoeb.documents.ubl import message_response
from samkoeb.exchange.actions.send import EMAIL, send, write_letter
from samkoeb.exchange.logic import broken
from samkoeb.exchange.models import Inbound
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation
from samkoeb.sentences import sentence


def tell_of_broken(inbound: Inbound, *, at: datetime) -> None:
    """Those who may decide about it."""
    if inbound.receiver_id is None:
        return
    people = organisations.people_with_role((roles.ACCOUNTS_CLERK, roles.ADMINISTRATOR), inbound.receiver_id, None, calendar.day_of(at))
    organisations_do.notify(people, kind="document_broken", reference=str(inbound.pk), path=f"/admin/inbox/{inbound.pk}/", at=at)


def answer_broken(document: Document, inbound: Inbound, *, at: datetime) -> None:
    """A Message Level Response with each broken rule; a letter to who has no system. In the transaction of "set aside"."""
    assert inbound.checked is not None and inbound.sender_id is not None
    supplier = organisations.organisation(inbound.sender_id)
    key, number = f"message-response:{inbound.pk}", f"MLR-{inbound.pk}"
    if supplier.channel == EMAIL:
        _write(inbound, supplier, key, at)
        return
    sender, receiver, document_number, _on = documents.ends_of(document)
    if sender is None or receiver is None:
        return  # nobody can be answered electronically; the document stands in the inbox
    told = broken.answer(inbound.checked, number=number, document_number=document_number, sender=receiver, receiver=sender, at=at)
    send(
        key=key,
        document_type="message_response",
        document_number=number,
        sender_id=inbound.receiver_id,
        recipient_id=supplier.pk,
        payload=message_response.write(told),
        file_name=f"message-response-{inbound.pk}.xml",
        at=at,
        recipient=supplier,
    )


def _write(inbound: Inbound, supplier: Organisation, key: str, at: datetime) -> None:
    assert inbound.checked is not None
    language = organisations.language_of(supplier)
    facts = {"number": inbound.document_number, "faults": "\n".join(broken.sentences(inbound.checked, language))}
    write_letter(
        key=key,
        to=supplier.email,
        subject=sentence("exchange.letter_subject_broken", facts, language),
        body=sentence("exchange.letter_broken", facts, language),
        at=at,
        recipient_id=inbound.sender_id,
        sender_id=inbound.receiver_id,
    )
