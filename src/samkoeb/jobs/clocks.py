"""What happens by the clock, as Procrastinate's periodic tasks: however many workers run, each turn is taken by one.

All look often at what is due and decide by the facts, so a turn that was missed while no worker ran is made up for by the next.
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from samkoeb.audit import actions as audit
from samkoeb.catalogue.actions import search_changes
from samkoeb.exchange import actions as exchange
from samkoeb.invoicing import actions as invoicing
from samkoeb.ordering import actions as ordering
from samkoeb.process import digests, retention

EVERY_MINUTE, EVERY_FIVE, EVERY_TEN, HOURLY = "* * * * *", "*/5 * * * *", "*/10 * * * *", "17 * * * *"
DAYS_OF_SIGN_IN_ATTEMPTS = 90
HOURS_OF_FAILED_TURNS = 31 * 24


def _clock(cron: str, name: str, act: Callable[[datetime], Any]) -> None:
    """One periodic task; a turn is not added while one waits.

    Without Procrastinate's `lock`: the turn of a worker that was killed would hold it for ever. Two turns may overlap, and each action
    bears that.
    """

    @app.periodic(cron=cron, periodic_id=name)
    @app.task(name=f"clock.{name}", queueing_lock=name, pass_context=False)
    def turn(timestamp: int) -> None:
        act(datetime.now(UTC))


def _clean_up(at: datetime) -> None:
    """Sessions that ended, sign-in attempts long past, and what retention says (F9)."""
    said = io.StringIO()
    call_command("clearsessions", stdout=said)
    call_command("axes_reset_logs", age=DAYS_OF_SIGN_IN_ATTEMPTS, stdout=said)
    retention.carry_out(at)
    exchange.forget_checks(at)
    search_changes.forget_changes()


@app.periodic(cron=EVERY_TEN, periodic_id="forget_turns")
@app.task(name="clock.forget_turns", queueing_lock="forget_turns")
async def forget_turns(timestamp: int) -> None:
    """Turns that killed workers left as running, and failed ones of more than a month ago."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    await app.job_manager.delete_old_jobs(nb_hours=HOURS_OF_FAILED_TURNS, include_failed=True)


_clock(EVERY_MINUTE, "seal", lambda _at: audit.seal())
_clock(EVERY_FIVE, "remind_approvers", ordering.remind_due)
_clock(EVERY_FIVE, "chase_suppliers", ordering.chase_due)
_clock(EVERY_FIVE, "remind_wards", invoicing.remind_missing_receipts)
_clock(EVERY_FIVE, "digests", digests.tell_people)
_clock(HOURLY, "clean_up", _clean_up)
