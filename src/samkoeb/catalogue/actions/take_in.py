"""A catalogue file arrives: kept raw, read under its agreement, and the inbox told what became of it, in one transaction."""

import io
from datetime import date, datetime
from typing import Any

from samkoeb import documents
from samkoeb.agreements import queries as agreements
from samkoeb.base import transactions
from samkoeb.catalogue.actions.propose import Progress, propose_version
from samkoeb.catalogue.logic.mapping import ColumnMapping
from samkoeb.catalogue.models import CatalogueVersion
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries as checks
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.problem import Problem, Refused
from samkoeb.organisations import queries as organisations


def import_file(
    raw: bytes, *, supplier_id: int, agreement_id: int, file_name: str = "", channel: str = "upload",
    mapping: ColumnMapping | None = None, by: Actor, at: datetime, progress: Progress | None = None,
) -> CatalogueVersion:
    """A file handed in for an agreement that the person chose. The same bytes again give the version that they made before, unless it
    was refused, rejected or superseded since, or is to be read with another mapping."""
    with transactions.owns():
        # A buyer hands in on the agreement's behalf and is no supplier: the supplier is told by the agreement, not by the hand.
        hand = supplier_id if by.may(roles.SUPPLIER_USER, supplier_id) else None
        inbound = exchange.receive(raw, channel=channel, file_name=file_name, handed_in_by_id=hand, at=at, by=by)
        latest = CatalogueVersion.objects.filter(inbound_id=inbound.pk, agreement_id=agreement_id).order_by("-number").first()
        again = latest is not None and (mapping is not None or latest.state in ("refused", "rejected", "superseded"))
        version = propose_version(
            io.BytesIO(raw), supplier_id=supplier_id, agreement_id=agreement_id, by=by, at=at, file_name=file_name, mapping=mapping,
            inbound_id=inbound.pk, again=again, progress=progress,
        )
        if inbound.state == "set_aside":  # it came by itself before, and nobody could tell its agreement: now somebody has
            exchange.retry(inbound.pk, by=operator("catalogue"), at=at)
        if inbound.state in ("received", "set_aside"):
            # Without its number: a supplier may send a corrected catalogue under the same one.
            exchange.mark(
                inbound.pk, state="handled", document_type="catalogue_file" if version.mapping else "catalogue", sender_id=supplier_id,
                result=result_of(version), checked=None if version.mapping else checks.check(raw, on=calendar.day_of(at)), at=at, by=by,
            )
    return version


def handle_document(envelope: documents.Envelope | None, inbound: Any, *, by: Actor, at: datetime) -> str:
    """A catalogue from the inbox: UBL (`envelope`, and the sender known), or a spreadsheet that a supplier handed in (None).

    Says what became of it. Refuses where the agreement can't be told: then it waits for a person.
    """
    on = calendar.day_of(at)
    raw = bytes(inbound.raw)
    supplier_id = inbound.sender_id if envelope is not None else inbound.handed_in_by_id
    if supplier_id is None or organisations.organisation(supplier_id).kind != "supplier":
        raise Refused([Problem("catalogue.not_from_supplier")])
    contract = documents.catalogue_lines(io.BytesIO(raw), on=on)[1].contract if envelope is not None else ""
    version = propose_version(
        io.BytesIO(raw), supplier_id=supplier_id, agreement_id=_agreement_id(supplier_id, contract, inbound.file_name, on),
        by=by, at=at, file_name=inbound.file_name, inbound_id=inbound.pk,
    )
    return result_of(version)


def result_of(version: CatalogueVersion) -> str:
    return f"catalogue.catalogueversion:{version.pk}"


def _agreement_id(supplier_id: int, contract: str, file_name: str, on: date) -> int:
    """The agreement that the document names; else the one whose number stands in the file's name; else the supplier's only one."""
    of_supplier = agreements.agreements_of_supplier(supplier_id, on)
    for fits in (
        [one.id for one in of_supplier if contract and one.number == contract],
        [one.id for one in of_supplier if not contract and one.number.casefold() in file_name.casefold()],
        [one.id for one in of_supplier],
    ):
        if len(fits) == 1:
            return fits[0]
    raise Refused([Problem("catalogue.which_agreement", facts={"said": contract or file_name})])
