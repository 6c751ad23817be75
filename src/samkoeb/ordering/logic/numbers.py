"""Order numbers: body, year, and a count without holes: "012-2026-00345". Short enough to be said on the telephone."""

from datetime import date


def series(organisation_id: int, on: date) -> str:
    """The name of the series that a body's orders of a year are counted in."""
    return f"order:{organisation_id}:{on.year}"


def order_number(organisation_id: int, on: date, count: int) -> str:
    return f"{organisation_id:03d}-{on.year}-{count:05d}"
