"""What must survive bad code stands in the database: append-only tables and wake-up calls, as triggers."""

import pgtrigger


def append_only(name: str) -> pgtrigger.Trigger:
    """Rows can be added, never changed or removed."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


def notify(name: str, channel: str) -> pgtrigger.Trigger:
    """Wakes who listens on `channel` when rows were added; PostgreSQL delivers it at commit, once per transaction."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        func=f"PERFORM pg_notify('{channel}', ''); RETURN NULL;",
    )
