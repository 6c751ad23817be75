"""The buyer decides on a proposed version: whole, or line by line; what was never tendered only by name."""

from collections.abc import Collection
from datetime import datetime

from samkoeb.agreements.models import Agreement
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.catalogue import permissions
from samkoeb.catalogue.actions.apply import apply_lines
from samkoeb.catalogue.actions.turns import one_at_a_time
from samkoeb.catalogue.logic import lifecycle
from samkoeb.catalogue.models import CatalogueVersion, VersionLine
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse


def approve_version(
    version_id: int, *, lines: Collection[int] | None = None, also: Collection[int] = (), by: Actor, at: datetime
) -> CatalogueVersion:
    """Take the version's lines into force.

    lines None: the whole version, except lines that were not tendered or are dearer than tendered: those need their ids in `also`.
    lines given: these version-line ids and no others. What is not approved stays open, and can be approved later while the version is
    the newest approved one. Older approved versions are superseded; what was approved of them stays in force.
    """
    with transactions.owns():
        version, agreement = _locked(version_id)

        permissions.require(by, "approve_version", permissions.Facts(agreement.owner_id, agreement.supplier_id))

        refuse(lifecycle.may_decide(version.state))
        named = set(lines if lines is not None else also)
        known = VersionLine.objects.filter(version=version, pk__in=named, is_left_out=False, decision="open").count()
        if known != len(named):
            refuse([Problem("catalogue.line_not_open", facts={"lines": len(named) - known})])

        chosen = apply_lines(
            version.pk, agreement_id=agreement.pk, supplier_id=agreement.supplier_id, agreement_from=agreement.valid_from,
            period=(version.valid_from, version.valid_to), lines=None if lines is None else sorted(named), also=sorted(named),
            person_id=by.person_id, on=calendar.day_of(at), at=at,
        )
        version.state = "approved"
        version.decided_at, version.decided_by_id = at, by.person_id
        version.save(update_fields=["state", "decided_at", "decided_by"])
        older = CatalogueVersion.objects.filter(agreement=agreement, number__lt=version.number)
        older.filter(state="approved").update(state="superseded")

        audit.record("catalogue.version.approved", version, by=by, at=at, body_id=agreement.owner_id, **chosen)
    return version


def reject_version(version_id: int, *, by: Actor, at: datetime) -> CatalogueVersion:
    """Nothing of the version comes into force; the supplier is told."""
    with transactions.owns():
        version, agreement = _locked(version_id)

        permissions.require(by, "reject_version", permissions.Facts(agreement.owner_id, agreement.supplier_id))

        version.state = lifecycle.VERSION.take("reject", version.state)
        version.decided_at, version.decided_by_id = at, by.person_id
        version.save(update_fields=["state", "decided_at", "decided_by"])

        audit.record("catalogue.version.rejected", version, by=by, at=at, body_id=agreement.owner_id)
    return version


def leave_out_lines(version_id: int, *, lines: Collection[int], by: Actor, at: datetime) -> int:
    """Say no to single lines, so that they stop waiting; how many there were."""
    with transactions.owns():
        version, agreement = _locked(version_id)

        permissions.require(by, "approve_version", permissions.Facts(agreement.owner_id, agreement.supplier_id))

        refuse(lifecycle.may_decide(version.state))
        open_lines = VersionLine.objects.filter(version=version, pk__in=set(lines), decision="open")
        count: int = open_lines.update(decision="left_out", decided_by_id=by.person_id)

        audit.record("catalogue.version.lines_left_out", version, by=by, at=at, body_id=agreement.owner_id, lines=count)
    return count


def _locked(version_id: int) -> tuple[CatalogueVersion, Agreement]:
    """In the chain's order: the turn, then the agreement."""
    agreement_id = CatalogueVersion.objects.values_list("agreement_id", flat=True).get(pk=version_id)
    one_at_a_time(agreement_id)
    agreement = Agreement.objects.locked(agreement_id)
    return CatalogueVersion.objects.locked(version_id), agreement
