"""`samkoeb catalogue import FILE`: propose a version from a supplier's file, and say what is wrong with it and what it changes.

Exit status 0: a version is proposed. 1: a file fault, nothing was imported. 2: no such supplier, agreement or file.
"""

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import actions, queries
from samkoeb.catalogue.logic import packs
from samkoeb.cli.acting import actor
from samkoeb.cli.progress import counting
from samkoeb.kernel.quantity import number_da, unit_name
from samkoeb.organisations import queries as organisations
from samkoeb.sentences import sentence

_SHOWN = 200
_WRONG_USE = 2
_VIEWS = (("new", "Nye"), ("changed", "Ændrede"), ("gone", "Udgåede"))
_FIELDS = {
    "name_da": "dansk tekst",
    "name_en": "engelsk tekst",
    "description_da": "dansk beskrivelse",
    "description_en": "engelsk beskrivelse",
    "manufacturer": "producent",
    "manufacturer_item_number": "producentens varenummer",
    "gtin": "GTIN",
    "unspsc": "UNSPSC",
    "unit": "enhed",
    "pack_content": "indhold",
    "pack_unit": "indholdsenhed",
    "minimum_quantity": "mindste antal",
    "order_multiple": "bestillingstrin",
    "lead_time_days": "leveringstid",
    "is_service": "ydelse",
    "attributes": "egenskaber",
    "labels": "mærkning",
    "image_url": "billede",
    "vat": "moms",
    "price": "pris",
    "currency": "valuta",
    "quantity_breaks": "mængderabat",
}


class _WrongUse(Exception):
    """What was named does not exist; `str()` is the sentence."""


def run(arguments: Namespace) -> int:
    try:
        return _import(arguments)
    except _WrongUse as wrong:
        print(f"samkoeb: {wrong}", file=sys.stderr)
        return _WRONG_USE


def _import(arguments: Namespace) -> int:
    by, at = actor(arguments.acting_as), datetime.now(UTC)
    supplier_id, agreement_id = _supplier(arguments.supplier), _agreement(arguments.agreement)
    try:
        raw = arguments.file.read_bytes()
    except OSError as error:
        raise _WrongUse(f"{arguments.file} can't be read ({error.strerror}): name a file that is there.") from error
    version = actions.import_file(
        raw,
        supplier_id=supplier_id,
        agreement_id=agreement_id,
        file_name=arguments.file.name,
        channel="cli",
        by=by,
        at=at,
        progress=counting("linjer læst"),
    )
    if arguments.json:
        print(json.dumps(_as_json(version), ensure_ascii=False, indent=2, default=str))
    else:
        _print(version)
    return 0 if version.state != "refused" else 1


def _supplier(said: str) -> int:
    """By CVR, GLN or id."""
    found = organisations.organisation_by_endpoint(None, said)
    if found is not None:
        return int(found.pk)
    if said.isdigit() and organisations.organisation_names([int(said)]):
        return int(said)
    raise _WrongUse(f"no supplier has the CVR number, GLN or id {said}.")


def _agreement(said: str) -> int:
    """By number or id."""
    found = agreements.agreement_by_number(said)
    if found is not None:
        return found.id
    if said.isdigit() and agreements.agreement_facts([int(said)]):
        return int(said)
    raise _WrongUse(f"no agreement has the number or id {said}.")


def _print(version: Any) -> None:
    faults = queries.faults(version, limit=_SHOWN + 1)
    for fault in faults[:_SHOWN]:
        print(_fault_line(fault))
    if len(faults) > _SHOWN:
        print(f"… og flere. I alt: {', '.join(f'{code} {count}' for code, count in queries.fault_counts(version).items())}")
    if version.state == "refused":
        return
    counts = version.counts
    print(f"Version {version.number} af kataloget under aftale {version.agreement.number} er foreslået og venter på indkøberen.")
    print(
        f"{counts['new']} nye, {counts['changed']} ændrede, {counts['gone']} udgåede, {counts['unchanged']} uændrede; "
        f"{counts['faulty']} linjer udeladt, {counts['warned']} med advarsel; {counts['not_tendered']} ikke tilbudt, "
        f"{counts['dearer_than_tendered']} dyrere end tilbudt; {counts['price_up']} steget, {counts['price_down']} faldet i pris."
    )
    for view, title in _VIEWS:
        rows, total = queries.line_rows(version, view)
        if total:
            print(f"{title} ({total}):")
        for row in rows:
            print("  " + _diff_line(row))
        if total > len(rows):
            print(f"  … og {total - len(rows)} til")


def _fault_line(fault: Any) -> str:
    place = [f"linje {fault.facts['line']}"] if fault.facts.get("line") else []
    place += [f"kolonne »{fault.facts['column']}«"] if fault.facts.get("column") else []
    weight = {"error": "FEJL", "line": "UDELADT", "warning": "ADVARSEL"}[fault.severity]
    return f"{weight} {', '.join(place)}{': ' if place else ''}{sentence(fault.code, fault.facts, 'da')}"


def _diff_line(row: queries.DiffRow) -> str:
    line = row.row
    said = [line.number, line.name[:60], packs.describe(line.packing)]
    if line.unit_price is not None:
        said.append(f"{_price(line.unit_price)} {line.currency} pr. {unit_name(line.packing.unit)}")
    if line.price_change is not None and line.price_change != 0:
        said.append(f"pris {queries.percent_text(line.price_change)}".replace(".", ","))
    if line.tender_difference is not None and line.tender_difference != 0:
        said.append(f"mod tilbud {queries.percent_text(line.tender_difference)}".replace(".", ","))
    if line.not_tendered:
        said.append("ikke tilbudt")
    if line.changed:
        said.append("ændret: " + ", ".join(_FIELDS.get(name, name) for name in line.changed))
    return " · ".join(said)


def _price(amount: Decimal) -> str:
    """With two decimals, or as many as the price has up to six."""
    exponent = amount.quantize(Decimal("1E-6")).normalize().as_tuple().exponent
    return number_da(amount, max(2, -exponent if isinstance(exponent, int) else 2))


def _as_json(version: Any) -> dict[str, Any]:
    return {
        "state": version.state,
        "version_id": version.pk,
        "version": version.number,
        "agreement": version.agreement.number,
        "format": version.format,
        "document_number": version.document_number,
        "currency": version.currency,
        "lines": version.read_lines,
        "counts": version.counts,
        "mapping": version.mapping,
        "fault_counts": queries.fault_counts(version),
        "faults": [
            {
                "code": fault.code,
                "severity": fault.severity,
                "line": fault.facts.get("line"),
                "column": fault.facts.get("column", ""),
                "item_number": fault.item_number,
                "da": sentence(fault.code, fault.facts, "da"),
                "en": sentence(fault.code, fault.facts, "en"),
            }
            for fault in queries.faults(version)
        ],
        "diff": [_diff_json(row) for view, _ in _VIEWS for row in queries.diff_rows(version, view)],
    }


def _diff_json(row: queries.DiffRow) -> dict[str, Any]:
    line = row.row
    return {
        "line_id": row.line.pk,
        "line": row.line.line_number or None,
        "item_number": line.number,
        "name": line.name,
        "change": line.change,
        "changed": list(line.changed),
        "pack": packs.describe(line.packing),
        "unit": line.packing.unit,
        "price": line.unit_price,
        "currency": line.currency,
        "price_per_base_unit": line.price,
        "price_before": line.before,
        "price_change_percent": line.price_change,
        "tendered_price": line.tendered,
        "tender_difference_percent": line.tender_difference,
        "not_tendered": line.not_tendered,
    }
