"""Read a supplier's file into a proposed version: lines streamed and weighed, then compared with what is in force and what was bid."""

from collections.abc import Callable
from datetime import date, datetime
from typing import IO

from django.db import connection

from samkoeb.agreements.models import Agreement
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.catalogue import permissions
from samkoeb.catalogue.actions import comparison, staging
from samkoeb.catalogue.actions.turns import one_at_a_time
from samkoeb.catalogue.logic import checks, offers
from samkoeb.catalogue.logic.faults import FileFault, problem
from samkoeb.catalogue.logic.mapping import ColumnMapping
from samkoeb.catalogue.logic.offers import Offer
from samkoeb.catalogue.logic.tables import Limits
from samkoeb.catalogue.models import CatalogueVersion, UnspscNode, VersionLine
from samkoeb.catalogue.queries.mappings import saved_mapping
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse

Progress = Callable[[int], None]


def propose_version(
    file: IO[bytes],
    *,
    supplier_id: int,
    agreement_id: int,
    by: Actor,
    at: datetime,
    file_name: str = "",
    mapping: ColumnMapping | None = None,
    inbound_id: int | None = None,
    again: bool = False,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> CatalogueVersion:
    """A version in state "proposed", or "refused" with the file fault in `faults`; nothing is in force before it is approved.

    `file` is binary and seekable. `mapping` None: the supplier's saved one where its headings are the same, else a proposed one.
    A second call for the same `inbound_id` gives the version of the first, unless it is to be read `again`. `progress` hears the
    number of lines after each batch.
    The reading is committed in batches (unless the caller has a transaction open), so that others see how far it is. Who orders under the
    agreement meanwhile doesn't wait for it.
    """
    version, is_new = _begin(supplier_id, agreement_id, by, at, file_name, inbound_id, again)
    if not is_new:
        return version
    try:
        return _read(version, file, mapping, limits, progress, at, by)
    except FileFault as fault:
        return _refuse(version, [fault.problem], at, by)
    except Exception:
        _discard(version)
        raise


def _begin(
    supplier_id: int, agreement_id: int, by: Actor, at: datetime, file_name: str, inbound_id: int | None, again: bool
) -> tuple[CatalogueVersion, bool]:
    """A numbered version in state "reading". One left behind by a crash gives way; one that was read is the answer."""
    with transactions.owns():
        one_at_a_time(agreement_id)
        agreement = Agreement.objects.get(pk=agreement_id)

        permissions.require(by, "propose_version", permissions.Facts(agreement.owner_id, supplier_id))
        if agreement.supplier_id != supplier_id:
            refuse([problem("wrong_agreement", agreement=agreement.number)])

        earlier = CatalogueVersion.objects.filter(agreement=agreement, inbound_id=inbound_id).order_by("-number") if inbound_id else []
        for one in earlier:
            if one.state == "reading":
                one.delete()
            elif not again:
                return one, False
        last = CatalogueVersion.objects.filter(agreement=agreement).order_by("-number").values_list("number", flat=True).first()
        version = CatalogueVersion.objects.create(
            agreement=agreement, number=(last or 0) + 1, inbound_id=inbound_id, file_name=file_name[:255], currency=agreement.currency,
            proposed_at=at, proposed_by_id=by.person_id,
        )
    return version, True


def _read(
    version: CatalogueVersion, file: IO[bytes], mapping: ColumnMapping | None, limits: Limits | None, progress: Progress | None,
    at: datetime, by: Actor,
) -> CatalogueVersion:
    agreement = version.agreement
    on = calendar.day_of(at)

    def mapping_for(headings: tuple[str, ...]) -> ColumnMapping | None:
        return mapping or saved_mapping(agreement.supplier_id, headings)

    offer = offers.open_offer(file, on=on, mapping_for=mapping_for, currency=agreement.currency, limits=limits)
    warnings = _check_header(offer, agreement)
    around = checks.Surroundings(
        on=on,
        currency=agreement.currency,
        known_unspsc=frozenset(UnspscNode.objects.values_list("code", flat=True)),
        wants_both_languages=offer.wants_both_languages,
    )
    staging.create(version.pk)
    rows = (staging.row_of(checks.check(line, around)) for line in offer.lines)
    count = staging.BATCH
    while count == staging.BATCH:
        with transactions.owns():
            count = staging.copy(version.pk, rows)
            version.read_lines += count
            version.save(update_fields=["read_lines"])
        if progress:
            progress(version.read_lines)
    return _finish(version, offer, warnings, on, at, by)


def _check_header(offer: Offer, agreement: Agreement) -> list[Problem]:
    """The warnings about the document as a whole. Raises FileFault where it is another supplier's."""
    header = offer.header
    if header is None:
        return []
    supplier = agreement.supplier
    if not offers.names_supplier(header, cvr=supplier.cvr, gln=supplier.gln, endpoint=supplier.endpoint):
        seller = header.seller or header.provider
        raise FileFault("wrong_supplier", said=seller.display_name, supplier=supplier.name)
    if header.contract and header.contract not in (agreement.number, agreement.tender_reference):
        return [problem("contract_differs", said=header.contract, agreement=agreement.number)]
    return []


def _finish(
    version: CatalogueVersion, offer: Offer, warnings: list[Problem], on: date, at: datetime, by: Actor
) -> CatalogueVersion:
    with transactions.owns():
        one_at_a_time(version.agreement_id)

        comparison.write_lines(
            version.pk, agreement_id=version.agreement_id, currency=version.agreement.currency, on=on, partial=offer.partial
        )
        staging.drop(version.pk)
        version.counts = comparison.counts(version.pk)
        version.format = offer.format
        version.document_number = offer.number[:200]
        version.mapping = offer.mapping.to_json() if offer.mapping else None
        version.valid_from, version.valid_to = offer.period
        version.currency = _currency(version)
        version.faults = [staging.as_finding(found) for found in warnings]
        if version.read_lines and version.counts["faulty"] == version.read_lines:
            version.faults.append(staging.as_finding(problem("no_usable_lines", lines=version.read_lines)))
            version.state = "refused"
        else:
            version.state = "proposed"
        version.save()

        audit.record(f"catalogue.version.{version.state}", version, by=by, at=at, body_id=version.agreement.owner_id, **version.counts)
    return version


def _currency(version: CatalogueVersion) -> str:
    """The currency of the version's first usable line, or the agreement's."""
    first = VersionLine.objects.filter(version=version, price__isnull=False).order_by("line_number").values_list("data", flat=True).first()
    return first["prices"][0]["currency"] if first else version.agreement.currency


def _refuse(version: CatalogueVersion, problems: list[Problem], at: datetime, by: Actor) -> CatalogueVersion:
    with transactions.owns():
        staging.drop(version.pk)
        version.state = "refused"
        version.faults = [staging.as_finding(found) for found in problems]
        version.save(update_fields=["state", "faults"])

        audit.record("catalogue.version.refused", version, by=by, at=at, body_id=version.agreement.owner_id, code=problems[0].code)
    return version


def _discard(version: CatalogueVersion) -> None:
    """Something broke that is no fault of the file: leave nothing half read. Inside a caller's transaction its rollback does it."""
    if not connection.in_atomic_block:
        staging.drop(version.pk)
        version.delete()
