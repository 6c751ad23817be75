"""When a person is told by e-mail what waits: at once, once a day, or not; never in the quiet hours (7.2)."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from samkoeb.kernel.calendar import COPENHAGEN
from samkoeb.kernel.problem import Problem

DIGESTS = ("instant", "daily", "off")
DEFAULT = {"digest": "daily", "quiet_from": "22:00", "quiet_to": "06:00"}
DAILY_FROM = time(7)  # the day's letter leaves with the first look after seven


def wishes(notification: Mapping[str, Any]) -> dict[str, str]:
    """The person's wishes, with the defaults filled in."""
    return {**DEFAULT, **notification}


def is_due(notification: Mapping[str, Any], *, last_told_at: datetime | None, at: datetime) -> bool:
    """Whether what waits may be told now."""
    wished = wishes(notification)
    here = at.astimezone(COPENHAGEN)
    if wished["digest"] == "off" or _is_quiet(
        here.time(), time.fromisoformat(wished["quiet_from"]), time.fromisoformat(wished["quiet_to"])
    ):
        return False
    if wished["digest"] == "instant":
        return True
    told_today = last_told_at is not None and last_told_at.astimezone(COPENHAGEN).date() == here.date()
    return here.time() >= DAILY_FROM and not told_today


def _is_quiet(now: time, start: time, end: time) -> bool:
    """Half-open, and over midnight where it ends before it begins; equal hours mean no quiet at all."""
    if start <= end:
        return start <= now < end
    return now >= start or now < end


def check(notification: Mapping[str, Any]) -> list[Problem]:
    wrong = [key for key in notification if key not in DEFAULT]
    if notification.get("digest", "daily") not in DIGESTS:
        wrong.append("digest")
    wrong += [key for key in ("quiet_from", "quiet_to") if not _is_time(str(notification.get(key, "00:00")))]
    return [Problem("notification.wrong_value", "error", {"key": key}) for key in wrong]


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True
