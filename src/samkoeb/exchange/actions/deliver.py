"""Deliver: what waits in the outbox leaves, each row once. Several workers may do so at the same time."""

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.exchange.actions import folder, mail
from samkoeb.exchange.actions.release import note_released, passes, tell_administrators
from samkoeb.exchange.logic import letter as letters
from samkoeb.exchange.logic import names, reason, waiting
from samkoeb.exchange.logic.lifecycle import OUTBOUND
from samkoeb.exchange.models import Outbound
from samkoeb.kernel.actor import operator

log = logging.getLogger(__name__)
BATCH = 50
FILE, SMTP = "file", "smtp"
# A letter that was being handed over so long ago was left by a worker that is no more.
LEFT_BEHIND = timedelta(minutes=10)
# While the mail server is down one letter tries it; the others, and whatever else this worker has to do, don't wait for it in turn.
WHILE_DOWN = timedelta(minutes=5)


def deliver_due(at: datetime, *, limit: int = 10_000) -> int:
    """How many left. Ends what a killed worker began, then takes what waits, in batches, until nothing is left or `limit` is reached."""
    delivered = 0
    if _any_sending():
        _look_at_unclear(at)
        delivered = _publish(at)
    while delivered < limit:
        claimed = _claim_files(at)
        delivered += _publish(at) if claimed else 0
        sent = _send_letter(at) if settings.EMAIL_URL else None
        delivered += sent or 0
        if claimed < BATCH and sent is None:
            break
    return delivered


@asked
def _any_sending() -> QuerySet[Outbound, int]:
    return Outbound.objects.filter(state="sending").values_list("pk", flat=True)[:1]


def _waiting(at: datetime) -> "QuerySet[Outbound]":
    rows: QuerySet[Outbound] = Outbound.objects.filter(state="waiting").exclude(not_before__gt=at).order_by("pk")
    return rows.select_for_update(of=("self",), skip_locked=True)


@asked
def _files_waiting(at: datetime, by_other_ways: Iterable[str]) -> QuerySet[Outbound]:
    return _waiting(at).exclude(channel__among=by_other_ways)[:BATCH]


def _claim_files(at: datetime) -> int:
    """Prepare the files of a batch and commit that they are being sent, each under the name of this one try. What breaks a rule of its
    type is stopped instead."""
    with transactions.owns():
        rows = _files_waiting(at, ["email"] if settings.EMAIL_URL else [])
        claimed = []
        for row in rows:
            if not passes(row, at):
                continue
            claim = f"{FILE}:{secrets.token_hex(12)}"
            try:
                folder.prepare(_root(row), claim.removeprefix(f"{FILE}:"), _content(row))
            except (OSError, ValueError) as error:
                _put_off(row, at, reason.line("exchange.not_put_in_folder", str(error)), over=isinstance(error, ValueError))
            else:
                row.state, row.claimed_at, row.claim = OUTBOUND.take("claim", row.state), at, claim
                claimed.append(row)
        Outbound.objects.update_all(claimed, ["state", "claimed_at", "claim", "checked"])
        note_released(claimed)
    return len(rows)


def _publish(at: datetime) -> int:
    """Put every prepared file in its place and commit that it is sent: of this worker's batch, and of killed ones'."""
    count = 0
    while True:
        with transactions.owns():
            batch = _prepared(at)
            count += _note_sent([row for row in batch if _put_in_place(row, at)], at)
        if len(batch) < BATCH:
            return count


@asked
def _prepared(at: datetime) -> QuerySet[Outbound]:
    rows = Outbound.objects.filter(state="sending", claim__startswith=f"{FILE}:").exclude(not_before__gt=at).defer("payload")
    return rows.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:BATCH]


def _put_in_place(row: Outbound, at: datetime) -> bool:
    try:
        folder.publish(_root(row), row.claim.removeprefix(f"{FILE}:"), _target(row))
    except OSError as error:
        # The prepared file is safe and stays claimed; the folder may be writable next time.
        row.tries, row.failure = row.tries + 1, reason.line("exchange.not_put_in_folder", str(error))
        row.not_before = waiting.next_try(row.tries, at)
        row.save(update_fields=["tries", "failure", "not_before"])
        log.warning("outbound %s could not be put in its place, and will be tried again: %s", row.pk, error)
        return False
    return True


def _send_letter(at: datetime) -> int | None:
    """One letter by SMTP: 1 when it left, 0 when not, None when no other should be tried now. "sending" is committed before the server is asked."""
    with transactions.owns():
        row = _waiting(at).filter(channel="email").defer("payload").first()
        if row is None:
            return None
        if not passes(row, at):
            return 0
        claim = f"{SMTP}:{secrets.token_hex(12)}"
        row.state, row.claimed_at, row.claim = OUTBOUND.take("claim", row.state), at, claim
        row.save(update_fields=["state", "claimed_at", "claim", "checked"])
        note_released([row])
    with transactions.owns():
        row = Outbound.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if row.state != "sending" or row.claim != claim:
            return 0
        outcome = _hand_over(row)
        _OUTCOMES[outcome.state](row, at, outcome.failure)
        if outcome.down:
            _waiting(at).filter(channel="email").update(not_before=at + WHILE_DOWN, failure=outcome.failure)
    return None if outcome.down else int(outcome.state == "sent")


def _hand_over(row: Outbound) -> mail.Outcome:
    return mail.hand_over(settings.EMAIL_URL, _letter(row))


def _look_at_unclear(at: datetime) -> None:
    """Letters that a killed worker was handing over: nobody knows whether the server took them, so a person is asked."""
    with transactions.owns():
        rows = Outbound.objects.filter(state="sending", claim__startswith=f"{SMTP}:", claimed_at__lt=at - LEFT_BEHIND)
        for row in rows.defer("payload").order_by("pk").select_for_update(of=("self",), skip_locked=True):
            _lose_sight(row, at, "exchange.mail_interrupted")


def _sent(row: Outbound, at: datetime, _failure: str = "") -> None:
    _note_sent([row], at)


def _note_sent(rows: Sequence[Outbound], at: datetime) -> int:
    for row in rows:
        row.state, row.sent_at, row.failure = OUTBOUND.take("deliver", row.state), at, ""
    Outbound.objects.update_all(rows, ["state", "sent_at", "failure"])
    audit.record_all(
        audit.line("exchange.outbound.sent", row, by=operator("outbox"), at=at, body_id=row.sender_id, channel=row.channel)
        for row in rows
    )
    return len(rows)


def _put_off(row: Outbound, at: datetime, failure: str, *, over: bool = False) -> None:
    row.tries, row.failure = row.tries + 1, failure
    row.not_before = waiting.next_try(row.tries, at)
    if over or waiting.is_over(row.tries, waiting.SENDING_TRIES):
        _fail(row, at, failure)
        return
    row.state = OUTBOUND.take("put_off", row.state) if row.state == "sending" else row.state
    row.save(update_fields=["state", "tries", "failure", "not_before"])
    log.warning("outbound %s was not sent, and will be tried again: %s", row.pk, failure)


def _fail(row: Outbound, at: datetime, failure: str) -> None:
    row.state, row.failure = OUTBOUND.take("fail", row.state), failure
    row.save(update_fields=["state", "tries", "failure", "not_before"])
    audit.record("exchange.outbound.failed", row, by=operator("outbox"), at=at, body_id=row.sender_id, channel=row.channel)
    tell_administrators(row, "document_unsent", at)
    log.error("outbound %s can't be sent: %s", row.pk, failure)


def _lose_sight(row: Outbound, at: datetime, failure: str) -> None:
    row.state, row.failure = OUTBOUND.take("lose_sight", row.state), failure
    row.save(update_fields=["state", "failure"])
    audit.record("exchange.outbound.unclear", row, by=operator("outbox"), at=at, body_id=row.sender_id, channel=row.channel)
    tell_administrators(row, "document_unsent", at)
    log.error("outbound %s may or may not have been sent: %s", row.pk, failure)


_OUTCOMES: dict[str, Callable[[Outbound, datetime, str], None]] = {
    "sent": _sent,
    "waiting": _put_off,
    "failed": _fail,
    "unclear": _lose_sight,
}


def _root(row: Outbound) -> Path:
    return Path(settings.HOME) / ("mail" if row.channel == "email" else "out")


def _target(row: Outbound) -> Path:
    if row.channel == "email":
        return _root(row) / names.file_name(row.key, "letter.eml")
    return _root(row) / names.safe(row.address) / names.file_name(row.key, row.file_name)


def _content(row: Outbound) -> bytes:
    return letters.message(_letter(row)).as_bytes() if row.channel == "email" else bytes(row.payload)


def _letter(row: Outbound) -> letters.Letter:
    return letters.Letter(
        key=row.key,
        sender=settings.DEFAULT_FROM_EMAIL,
        to=row.address,
        subject=row.subject,
        body=row.body,
        written_at=row.created_at,
        payload=bytes(row.payload),
        file_name=row.file_name,
        media_type=row.media_type,
    )
