"""When silence is spoken to: the supplier who has not answered, the approver who has not decided (6.1 steps 5 and 6)."""

from datetime import datetime, timedelta

SUPPLIER, BUYER = "supplier", "buyer"
APPROVER, NEXT = "approver", "next"


def chase(*, ordered_at: datetime, chased_at: datetime | None, chases: int, hours: int, at: datetime) -> str | None:
    """Whom to write to about an unanswered order: first the supplier, then the buyer, each after `hours`; then nobody."""
    if chases > 1 or at - (chased_at or ordered_at) < timedelta(hours=hours):
        return None
    return (SUPPLIER, BUYER)[chases]


def remind(*, submitted_at: datetime, reminders: int, reminder_hours: int, escalation_hours: int, at: datetime) -> str | None:
    """Who is told about an undecided wish: its approvers once more, then those above them; then nobody."""
    waited = at - submitted_at
    if reminders == 0 and waited >= timedelta(hours=reminder_hours):
        return APPROVER
    if reminders == 1 and waited >= timedelta(hours=max(escalation_hours, reminder_hours)):
        return NEXT
    return None
