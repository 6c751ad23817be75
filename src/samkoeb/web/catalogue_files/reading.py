"""A supplier's file handed in for an agreement, by the buyer or the supplier: kept, looked at column by column, and read as a version."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import actions, queries
from samkoeb.catalogue import permissions as catalogue_permissions
from samkoeb.catalogue.logic.decimals import Convention
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.catalogue.logic.mapping import ColumnMapping, PackReading, PriceBasis
from samkoeb.catalogue.logic.units import code_for
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed, Problem, Refused
from samkoeb.web.catalogue_files import columns, kept
from samkoeb.web.parts.numbers import number
from samkoeb.web.parts.uploads import uploaded
from samkoeb.web.screen import say


@dataclass(frozen=True, slots=True)
class Audience:
    """Who hands in: where another file is chosen, the name of the screen that shows what was read, and whether it is the supplier."""

    again: str
    shown_at: str
    is_supplier: bool


def agreement_for(request: Any, agreement_id: int) -> Any:
    """The agreement's page, for who may hand in catalogues under it: its owner's buyers and its supplier. Raises NotAllowed."""
    shown = agreements.agreement_page(request.actor, agreement_id, calendar.day_of(request.at))
    catalogue_permissions.require(
        request.actor, "propose_version", catalogue_permissions.Facts(shown.owner_id, shown.supplier_id)
    )
    return shown


def keep(request: Any, agreement_id: int) -> str:
    """The file of the form, kept aside; its token."""
    name, raw = uploaded(request, "file")[0]
    return kept.keep(raw, file_name=name, agreement_id=agreement_id, person_id=request.actor.person_id)


def look_or_read(request: Any, agreement_id: int, token: str, audience: Audience) -> HttpResponse:
    """GET: what the columns seem to hold. POST "look": the same with the reader's corrections; POST "read": read it so."""
    shown = agreement_for(request, agreement_id)
    file = kept.find(token, agreement_id=agreement_id, person_id=request.actor.person_id)
    if file is None:
        messages.error(request, say(Problem("catalogue.upload_gone")))
        return redirect(audience.again)
    look = partial(
        queries.preview_of, file.raw, supplier_id=shown.supplier_id, currency=shown.currency, on=calendar.day_of(request.at)
    )
    problems: list[str] = []
    try:
        preview = look()
        wanted = preview.mapping if preview else None
        if request.method == "POST" and preview is not None:
            try:
                wanted = _wanted(request.POST, preview.mapping)
            except Refused as refusal:
                problems = [say(p) for p in refusal.problems]
            preview = look(mapping=wanted)
    except FileFault as fault:  # said here; who reads it all the same gets a refused version that says so too
        preview, wanted, problems = None, None, [say(fault.problem)]
    if request.method == "POST" and "read" in request.POST and (preview is None or not problems):
        return _read(request, shown, file, wanted if preview else None, preview.headings if preview else (), audience)
    context = {"agreement": shown, "file": file, "audience": audience, "problems": problems}
    if preview is None:
        return render(request, "catalogue_files/upload_read.html", context)
    context |= {
        "preview": preview, "units": columns.UNITS,
        "fields": columns.fields_of(preview.headings, preview.mapping), "currencies": columns.CURRENCIES,
        "remember": request.method != "POST" or "remember" in request.POST,
    }  # fmt: skip
    part = request.htmx and "read" not in request.POST
    return render(request, f"catalogue_files/{'mapping_preview' if part else 'mapping'}.html", context)


def progress(request: Any, agreement_id: int, token: str) -> HttpResponse:
    """How many lines have been read so far, for the page that waits."""
    lines = kept.lines_read(token, agreement_id=agreement_id, person_id=request.actor.person_id)
    return render(request, "catalogue_files/progress.html", {"lines": lines})


def _read(
    request: Any, shown: Any, file: kept.Kept, wanted: ColumnMapping | None, headings: tuple[str, ...], audience: Audience
) -> HttpResponse:
    actor, at = request.actor, request.at
    if wanted is not None and "remember" in request.POST:
        actions.save_mapping(shown.supplier_id, headings, wanted, owner_id=shown.owner_id, by=actor, at=at)
    try:
        version = actions.import_file(
            file.raw, supplier_id=shown.supplier_id, agreement_id=shown.id, file_name=file.file_name, mapping=wanted, by=actor, at=at,
            progress=partial(kept.note, file.token),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refusal:
        for problem in refusal.problems:
            messages.error(request, say(problem))
        return _go_to(request, audience.again)
    kept.drop(file.token)
    if version.state != "refused":  # a refused one says itself what is wrong
        messages.success(request, _("The file was read."))
    return _go_to(request, reverse(audience.shown_at, args=[version.pk]))


def _go_to(request: Any, address: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


def _wanted(given: Any, before: ColumnMapping) -> ColumnMapping:
    """The mapping as the form says it. Refuses numbers that can't be read."""
    chosen = {field: given[f"column-{field}"] for field in columns.FIELDS if given.get(f"column-{field}")}
    taken = set(chosen.values())
    return before.with_(
        columns=chosen,
        attributes={name: heading for name, heading in before.attributes.items() if heading not in taken},
        breaks=tuple(one for one in before.breaks if one.price_column not in taken),
        currency=given.get("currency", ""),
        price_basis=_one_of(PriceBasis, given.get("price_basis"), before.price_basis),
        price_quantity=number(given.get("price_quantity") or "1") or Decimal(1),
        price_includes_vat=given.get("price_includes_vat") == "yes",
        pack_reading=_one_of(PackReading, given.get("pack_reading"), before.pack_reading),
        default_unit=code_for(given.get("default_unit", "")),
        default_vat=number(given.get("default_vat") or "25"),
        language=given.get("language", before.language),
        decimals=_one_of(Convention, given.get("decimals"), before.decimals),
        partial=given.get("partial") == "yes",
    )


def _one_of(kind: Any, said: str | None, otherwise: Any) -> Any:
    return kind(said) if said in {one.value for one in kind} else otherwise
