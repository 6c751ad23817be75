"""Months are closed when they are over; only the controller opens one again (6.5 step 8)."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ledger import permissions, queries
from samkoeb.ledger.actions.entries import hold_months
from samkoeb.ledger.logic import periods
from samkoeb.ledger.models import AccountingPeriod


def close_period(organisation_id: int, *, year: int, month: int, by: Actor, at: datetime) -> AccountingPeriod:
    """From now on what belongs to the month is posted in the next open one."""
    with transactions.owns():
        permissions.require(by, "close_period", organisation_id)

        hold_months(organisation_id, to_close=True)  # every posting of the body waits: only whoever may close it brings that about
        period, _ = AccountingPeriod.objects.select_for_update().get_or_create(
            organisation_id=organisation_id, year=year, month=month
        )

        refuse(periods.check_close((year, month), closed=queries.closed_months(organisation_id), today=calendar.day_of(at)))

        period.closed_at, period.closed_by_id = at, by.person_id
        period.save(update_fields=["closed_at", "closed_by"])

        audit.record("ledger.period.closed", period, by=by, at=at, body_id=organisation_id, year=year, month=month)
    return period


def reopen_period(organisation_id: int, *, year: int, month: int, by: Actor, at: datetime) -> AccountingPeriod:
    """The controller's: figures that were reported change."""
    with transactions.owns():
        found = (
            AccountingPeriod.objects.select_for_update().filter(organisation_id=organisation_id, year=year, month=month).first()
        )

        permissions.require(by, "reopen_period", organisation_id)

        if found is None or found.closed_at is None:
            raise Refused([Problem("ledger.period_not_closed", "error", {"year": year, "month": f"{month:02}"})])

        found.closed_at = found.closed_by_id = None
        found.save(update_fields=["closed_at", "closed_by"])

        audit.record("ledger.period.reopened", found, by=by, at=at, body_id=organisation_id, year=year, month=month)
    return found
