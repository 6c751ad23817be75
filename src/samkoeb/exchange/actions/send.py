"""Send: a row in the outbox, written in the transaction of the fact that it tells. The same key is the same fact, and leaves once."""

from datetime import datetime
from typing import Any

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange import permissions
from samkoeb.exchange.logic.lifecycle import OUTBOUND
from samkoeb.exchange.models import Outbound
from samkoeb.exchange.queries.outbox import facts_of
from samkoeb.kernel.actor import Actor, operator
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation

DROPFOLDER, EMAIL = "dropfolder", "email"
ADDRESS_AT_FAULT = ("exchange.no_address", "exchange.mail_address", "exchange.mail_refused")


def send(
    *,
    key: str,
    document_type: str,
    document_number: str,
    sender_id: int | None,
    recipient_id: int | None,
    payload: bytes,
    file_name: str,
    at: datetime,
    channel: str | None = None,
    media_type: str = "application/xml",
    recipient: Organisation | None = None,
) -> Outbound:
    """A document on its way to `recipient_id` (None: to the sender's own operator, as a payment file to the bank).

    `channel` None takes the recipient's own. Where an address is missing the row stands as failed in the outbox, where a person puts it
    right and sends it again: the fact itself is not refused for it. `recipient`: where the caller has read it already.
    """
    if recipient is None and recipient_id is not None:
        recipient = organisations.organisation(recipient_id)
    channel = channel or (recipient.channel if recipient else DROPFOLDER)
    return _put(
        key,
        at,
        document_type=document_type,
        document_number=document_number[:200],
        sender_id=sender_id,
        recipient_id=recipient_id,
        channel=channel,
        address=_address(channel, recipient, document_type),
        subject=document_number[:200],
        payload=payload,
        file_name=file_name,
        media_type=media_type,
    )


def write_letter(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    at: datetime,
    payload: bytes = b"",
    file_name: str = "",
    media_type: str = "application/pdf",
    recipient_id: int | None = None,
    sender_id: int | None = None,
    not_before: datetime | None = None,
) -> Outbound:
    """An e-mail, with `payload` enclosed where there is one."""
    return _put(
        key,
        at,
        document_type="letter",
        sender_id=sender_id,
        recipient_id=recipient_id,
        channel=EMAIL,
        address=to,
        subject=" ".join(subject.split())[:200],
        body=body,
        payload=payload,
        file_name=file_name,
        media_type=media_type,
        not_before=not_before,
    )


def send_again(outbound_id: int, *, by: Actor, at: datetime, payload: bytes | None = None) -> Outbound:
    """A person has put right what failed or what stopped it, or decided that an unclear letter did not arrive. It is checked again.
    `payload`: the document as it is written now, after its facts were mended."""
    with transactions.owns():
        outbound = _decide(outbound_id, "retry", by=by, at=at)
        if payload is not None and bytes(outbound.payload) != payload:
            outbound.payload, outbound.checked, outbound.released = payload, None, None
            outbound.save(update_fields=["payload", "checked", "released"])
        outbound.address = _address_now(outbound)
        outbound.tries, outbound.not_before, outbound.failure = 0, None, ""
        outbound.save(update_fields=["address", "tries", "not_before", "failure"])
    return outbound


def confirm_sent(outbound_id: int, *, by: Actor, at: datetime) -> Outbound:
    """A person knows that an unclear letter arrived: it is not sent again."""
    with transactions.owns():
        outbound = _decide(outbound_id, "confirm", by=by, at=at)
        outbound.sent_at = at
        outbound.save(update_fields=["sent_at"])
    return outbound


def cancel(outbound_id: int, *, by: Actor, at: datetime) -> Outbound:
    """What has not left will not leave."""
    return _decide(outbound_id, "cancel", by=by, at=at)


def _put(key: str, at: datetime, **fields: Any) -> Outbound:
    with transactions.owns():
        state, failure = ("waiting", "") if fields["address"] else ("failed", "exchange.no_address")
        outbound = Outbound(key=key, created_at=at, state=state, failure=failure, **fields)
        if not Outbound.objects.insert_once(outbound):
            # The same fact was told before, perhaps at this moment by another transaction that was first.
            return Outbound.objects.get(key=key)
        audit.record(
            "exchange.outbound.written",
            outbound,
            by=operator("outbox"),
            at=at,
            body_id=outbound.sender_id,
            type=outbound.document_type,
            number=outbound.document_number,
            recipient=outbound.recipient_id,
        )
    return outbound


def _decide(outbound_id: int, step: str, *, by: Actor, at: datetime) -> Outbound:
    with transactions.owns():
        outbound: Outbound = Outbound.objects.locked(outbound_id)
        permissions.require(by, "act", facts_of(outbound))
        outbound.state = OUTBOUND.take(step, outbound.state)
        outbound.save(update_fields=["state"])
        audit.record(f"exchange.outbound.{step}", outbound, by=by, at=at, body_id=outbound.sender_id)
    return outbound


def _address_now(outbound: Outbound) -> str:
    """A document goes where its recipient is now. So does a letter for which the address was at fault."""
    recipient = None if outbound.recipient_id is None else organisations.organisation(outbound.recipient_id)
    if outbound.document_type != "letter":
        return _address(outbound.channel, recipient, outbound.document_type)
    at_fault = outbound.failure.partition("\n")[0] in ADDRESS_AT_FAULT
    return (at_fault and recipient and recipient.email) or outbound.address


def _address(channel: str, to: Organisation | None, document_type: str) -> str:
    """An e-mail address, or the name of the folder: the electronic address, else GLN, else CVR. Empty where there is none."""
    if to is None:
        return document_type
    if channel == EMAIL:
        return to.email
    return to.endpoint or (to.gln and f"0088:{to.gln}") or (to.cvr and f"0184:{to.cvr}") or ""
