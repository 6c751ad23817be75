"""An entry: drafts become postings on the body's accounts, numbered without holes, once for each fact."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor, operator
from samkoeb.ledger import queries
from samkoeb.ledger.actions.charts import create_chart
from samkoeb.ledger.logic import periods
from samkoeb.ledger.logic.postings import Draft
from samkoeb.ledger.models import Entry, Posting


def write_entry(
    drafts: Sequence[Draft],
    *,
    key: str,
    kind: str,
    organisation_id: int,
    currency: str,
    on: date,
    by: Actor,
    at: datetime,
    invoice_id: int | None = None,
    receipt_id: int | None = None,
    reverses_id: int | None = None,
) -> Entry | None:
    """None where there is nothing to post. A closed month's facts are posted in the first open one. The caller has looked for `key`."""
    transactions.required()
    if not drafts:
        return None
    book_id = queries.book_of(organisation_id, on)
    by_purpose, by_code = _chart(book_id, at=at)
    hold_months(book_id)
    day = periods.posting_day(on, queries.closed_months(book_id))
    entry: Entry = Entry.objects.create(
        organisation_id=book_id,
        number=next_number("", book_id, day),
        key=key,
        kind=kind,
        posted_on=day,
        posted_by_id=by.person_id,
        at=at,
        invoice_id=invoice_id,
        receipt_id=receipt_id,
        reverses_id=reverses_id,
        currency=currency,
    )
    Posting.objects.insert_all(
        Posting(
            entry=entry,
            account_id=_account(draft, by_purpose, by_code),
            amount=draft.amount,
            quantity=draft.quantity,
            cost_place=draft.cost_place,
            unit_id=draft.unit_id,
            vat_code=draft.vat_code,
            order_line_id=draft.order_line_id,
            supplier_id=draft.supplier_id,
            text=_text(draft, by_code),
        )
        for draft in drafts
    )
    return entry


def hold_months(organisation_id: int, *, to_close: bool = False) -> None:
    """Until the transaction ends no month of the body is closed under a posting, and none is posted in while one is being closed."""
    lock = "pg_advisory_xact_lock" if to_close else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(7266, %s)", [organisation_id])


def _chart(organisation_id: int, *, at: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """A body's first posting gives it the default chart."""
    found = queries.accounts_of(organisation_id)
    if found[0]:
        return found
    create_chart(organisation_id, by=operator("ledger"), at=at)
    return queries.accounts_of(organisation_id)


def _account(draft: Draft, by_purpose: dict[str, int], by_code: dict[str, int]) -> int:
    """A cost goes to the account that it was coded to; one that the chart doesn't have goes to the body's general one, and says so."""
    named = by_code.get(draft.account) if draft.account else None
    return named if named is not None else by_purpose[draft.purpose]


def _text(draft: Draft, by_code: dict[str, int]) -> str:
    if draft.account and draft.account not in by_code:
        return f"[{draft.account}] {draft.text}"[:200]
    return draft.text[:200]


def next_number(letter: str, organisation_id: int, day: date) -> str:
    """A count without holes for each body and year: vouchers "012-2026-000123", payment runs "B012-2026-000004". The series is locked
    until the transaction ends."""
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ordering_numberseries (name, last) VALUES (%s, 1) "
            "ON CONFLICT (name) DO UPDATE SET last = ordering_numberseries.last + 1 RETURNING last",
            [f"entry{letter}:{organisation_id}:{day.year}"],
        )
        (count,) = cursor.fetchone()
    return f"{letter}{organisation_id:03d}-{day.year}-{count:06d}"
