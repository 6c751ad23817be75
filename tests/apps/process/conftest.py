"""Bodies and suppliers that exchange documents, and a handler that notes what it was given."""

import pytest
from tests.builders.exchange import four_organisations

from samkoeb.process import inbound


@pytest.fixture
def bodies(db):
    return four_organisations()


@pytest.fixture
def handled(monkeypatch):
    """Stands where the rooms' handlers stand: (document, inbound's sender, receiver) of each call."""
    calls = []

    def note(document, inbound, *, by, at):
        calls.append((document, inbound.sender_id, inbound.receiver_id))
        return f"noted:{len(calls)}"

    for document_type in ("order_response", "invoice_response"):
        monkeypatch.setitem(inbound.HANDLERS, document_type, note)
    return calls
