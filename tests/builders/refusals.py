"""A refusal as its caller meets it: the action's own transaction is gone, and nothing of it was kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction

from samkoeb.kernel.problem import Problem, Refused


@dataclass
class Refusal:
    problems: tuple[Problem, ...] = ()


@contextmanager
def refused(*codes: str) -> Iterator[Refusal]:
    """Everything inside is refused with exactly these codes, and undone: in a test the action joins the test's transaction."""
    refusal = Refusal()
    with pytest.raises(Refused) as no, transaction.atomic():
        yield refusal
    refusal.problems = no.value.problems
    assert tuple(p.code for p in no.value.problems) == codes
