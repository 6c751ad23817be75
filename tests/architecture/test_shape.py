"""The shape of the house, as far as the import linter can't see it."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignObject

import samkoeb

SOURCE = Path(samkoeb.__file__).parent
CHAIN = ("audit", "organisations", "exchange", "agreements", "catalogue", "budgets", "ordering", "receiving", "invoicing", "ledger")
DRAWERS = {"utils.py", "helpers.py", "managers.py", "manager.py", "service.py", "services.py", "common_utils.py", "misc.py"}


def _relations() -> list[ForeignObject]:
    return [
        field
        for room in CHAIN
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignObject) and not field.auto_created
    ]


@pytest.mark.parametrize("field", _relations(), ids=str)
def test_relations_point_upstream(field: ForeignObject) -> None:
    here, there = field.model._meta.app_label, field.related_model._meta.app_label
    assert CHAIN.index(there) <= CHAIN.index(here)


@pytest.mark.parametrize("field", [f for f in _relations() if f.model._meta.app_label != f.related_model._meta.app_label], ids=str)
def test_relations_across_rooms_leave_no_name_upstream(field: ForeignObject) -> None:
    assert field.remote_field.hidden or field.remote_field.related_name in {"units", "bank_accounts", "roles", "substitutions"} or (
        # Named where the upstream room's own pages ask: agreements ask for their versions, requisitions for their orders.
        field.remote_field.related_name in {"catalogue_versions"}
    )


def test_no_file_is_a_drawer() -> None:
    assert not [str(p.relative_to(SOURCE)) for p in SOURCE.rglob("*.py") if p.name in DRAWERS]


def test_no_file_is_longer_than_a_sitting() -> None:
    long = {str(p.relative_to(SOURCE)): n for p in SOURCE.rglob("*.py") if "migrations" not in p.parts and (n := len(p.read_text().splitlines())) > 400}
    assert not long


def test_no_room_listens_to_signals() -> None:
    assert not [str(p.relative_to(SOURCE)) for p in SOURCE.rglob("*.py") if "@receiver" in p.read_text() or "post_save" in p.read_text()]
