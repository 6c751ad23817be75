"""Sums over elements, which a folded document knows by line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samkoeb.documents.validation.running.nodes import opt_text
from samkoeb.documents.validation.running.sequences import decimal_total
from samkoeb.documents.validation.running.tree import Document
from samkoeb.documents.validation.running.values import to_decimal


def sum_of(doc: Document, nodes: list[Any], tag: str) -> Decimal | int:
    """The sum of the decimals in the children of a name, of all the lines that an element stands for."""
    folded = doc.folded
    if folded is None or folded.in_a_line:
        return decimal_total([to_decimal(text) for node in nodes if (text := opt_text(node, tag)) is not None])
    return decimal_total([one for node in nodes if (one := _of_all(folded, node, tag)) is not None])


def _of_all(folded: Any, node: Any, tag: str) -> Decimal | int | None:
    text = opt_text(node, tag)
    form = folded.form_of.get(node)
    if text is None or form is None:
        return None if text is None else to_decimal(text)
    child = node.find(tag)
    found: Decimal | int | None = form.totals.get(child)
    if found is None:
        texts = form.free.get(child)
        found = decimal_total(map(to_decimal, texts)) if texts else to_decimal(text) * len(form.lines)
        form.totals[child] = found
    return found
