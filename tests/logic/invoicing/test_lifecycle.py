"""What can be done to an invoice where it stands."""

import pytest

from samkoeb.invoicing.logic.lifecycle import DECIDED, INVOICE, REASONS, worst
from samkoeb.kernel.problem import Refused


def test_the_straight_way() -> None:
    state = "received"
    for name in ("fit", "approve", "post", "pay"):
        state = INVOICE.take(name, state)
    assert state == "paid"


def test_a_dispute_holds_the_invoice() -> None:
    disputed = INVOICE.take("dispute", "deviation")
    with pytest.raises(Refused):
        INVOICE.take("approve", disputed)
    assert INVOICE.take("close_dispute", disputed) == "deviation"


@pytest.mark.parametrize("state", DECIDED)
def test_what_is_decided_is_neither_approved_nor_rejected_again(state: str) -> None:
    for name in ("approve", "reject", "dispute", "fit"):
        with pytest.raises(Refused):
            INVOICE.take(name, state)


def test_the_gravest_reason_names_the_queue() -> None:
    assert worst({"price", "bank_account", "missing_receipt"}) == "bank_account"
    assert worst(set()) == ""
    assert REASONS.index("duplicate") < REASONS.index("price")
