"""Load a UNSPSC list, or the small one of our own, into the tree."""

from datetime import datetime
from importlib import resources
from itertools import islice
from typing import IO

from django.db import connection

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.catalogue import permissions
from samkoeb.catalogue.logic import unspsc
from samkoeb.catalogue.models import UnspscNode
from samkoeb.kernel.actor import Actor

OWN_LIST = "unspsc_da.csv"
OWN_VERSION = "own, after v19.0501"


def load_unspsc(file: IO[bytes], *, version: str = "", by: Actor, at: datetime) -> int:
    """Add and rename nodes; what is there already and not in the file stays. How many nodes the file has.

    A title that the file lacks does not erase one that was loaded before: lists in one language can be loaded after each other.
    """
    with transactions.owns():
        permissions.require(by, "load_unspsc")

        known = {node.code: node for node in UnspscNode.objects.all()}
        count = 0
        reading = unspsc.read(file)
        while nodes := list(islice(reading, 5_000)):
            rows = {node.code: _row(node, known.get(node.code), version) for node in nodes}
            UnspscNode.objects.bulk_create(
                rows.values(), update_conflicts=True, unique_fields=["code"],
                update_fields=["parent_code", "level", "title_da", "title_en", "version"],
            )
            count += len(nodes)

        _mark_searched()

        audit.record("catalogue.unspsc.loaded", None, by=by, at=at, nodes=count, version=version)
    return count


def load_own_unspsc(*, by: Actor, at: datetime) -> int:
    """The small set with Danish titles that ships for the story and for trying out: health care, cleaning, office."""
    with resources.files("samkoeb.catalogue").joinpath("data", OWN_LIST).open("rb") as file:
        return load_unspsc(file, version=OWN_VERSION, by=by, at=at)


def _mark_searched() -> None:
    """Class titles are searched: every item that has a class must be looked at again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_searchchange (item_id) SELECT id FROM catalogue_item WHERE unspsc <> '' AND withdrawn_at IS NULL"
        )


def _row(node: unspsc.Node, before: UnspscNode | None, version: str) -> UnspscNode:
    return UnspscNode(
        code=node.code, parent_code=node.parent_code, level=node.level, version=version,
        title_da=node.title_da or (before.title_da if before else ""), title_en=node.title_en or (before.title_en if before else ""),
    )
