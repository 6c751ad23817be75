"""What the official rules say of a catalogue's document, beside the faults that its importer found."""

from typing import Any

from samkoeb.exchange import queries as exchange
from samkoeb.kernel import calendar
from samkoeb.web.parts.findings import Findings, of_checked


def rules_of(request: Any, version: Any) -> Findings | None:
    """None where there is no document that rules exist for (a spreadsheet)."""
    return of_checked(exchange.checked_of(version.inbound_id), calendar.day_of(request.at))
