"""What can stand in one basic element: text, numbers, days, quantities with units, identifiers with schemes, amounts, files.

A kind gives a value from an element (None: nothing stated) and puts a value into one. Blanks around text are not data.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from samkoeb.documents import lexical
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.model import Identifier, Quantity

_LONGEST_UNIT = 20  # of those worth remembering
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Kind:
    """`put` gets the element, the value and the document's currency."""

    get: Callable[[Any], Any]
    put: Callable[[Any, Any, str], None]


def text_of(element: Any) -> str:
    text = element.text
    return text.strip() if text else ""


def set_text(element: Any, text: str) -> None:
    """Characters that XML cannot carry (most control characters) are left out."""
    try:
        element.text = text
    except ValueError:
        element.text = _NOT_IN_XML.sub("", text)


def set_attribute(element: Any, name: str, value: str) -> None:
    try:
        element.set(name, value)
    except ValueError:
        element.set(name, _NOT_IN_XML.sub("", value))


def _simple(read: Callable[[str], Any], write: Callable[[Any], str]) -> Kind:
    def get(element: Any) -> Any:
        text = element.text
        if text:
            text = text.strip()
        return read(text) if text else None

    def put(element: Any, value: Any, _currency: str) -> None:
        element.text = write(value)

    return Kind(get, put)


def _get_text(element: Any) -> str | None:
    text = element.text
    return text.strip() or None if text else None


@lru_cache(maxsize=4096)
def _quantity(text: str, unit: str) -> Quantity:
    return Quantity(lexical.to_decimal(text), unit)


def _get_quantity(element: Any) -> Quantity | None:
    text = text_of(element)
    if not text:
        return None
    unit = element.get("unitCode", "")
    return _quantity(text, unit) if len(unit) < _LONGEST_UNIT else Quantity(lexical.to_decimal(text), unit)


def _put_quantity(element: Any, value: Quantity, _currency: str) -> None:
    element.text = lexical.from_decimal(value.value)
    if value.unit:
        set_attribute(element, "unitCode", value.unit)


def _get_identifier(element: Any) -> Identifier | None:
    text = text_of(element)
    return Identifier(text, element.get("schemeID", "")) if text else None


def _put_identifier(element: Any, value: Identifier, _currency: str) -> None:
    set_text(element, value.value)
    if value.scheme:
        set_attribute(element, "schemeID", value.scheme)


def _get_listed(element: Any) -> Identifier | None:
    text = text_of(element)
    return Identifier(text, element.get("listID", "")) if text else None


def _put_listed(element: Any, value: Identifier, _currency: str) -> None:
    set_text(element, value.value)
    if value.scheme:
        set_attribute(element, "listID", value.scheme)


def _put_amount(element: Any, value: Any, currency: str) -> None:
    element.text = lexical.from_decimal(value)
    element.set("currencyID", currency)


def _get_file(element: Any) -> bytes | None:
    text = text_of(element)
    if not text:
        return None
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        raise DocumentFault("bad_attachment", {"filename": element.get("filename", "")}) from None


def _put_file(element: Any, value: bytes, _currency: str) -> None:
    element.text = base64.b64encode(value).decode("ascii")


TEXT = Kind(_get_text, lambda element, value, _currency: set_text(element, value))
NUMBER = _simple(lexical.to_decimal, lexical.from_decimal)
DATE = _simple(lexical.to_date, lambda value: value.isoformat())
TIME = _simple(lexical.to_time, lambda value: value.isoformat())
TRUTH = _simple(lexical.to_truth, lexical.from_truth)
AMOUNT = Kind(NUMBER.get, _put_amount)
QUANTITY = Kind(_get_quantity, _put_quantity)
IDENTIFIER = Kind(_get_identifier, _put_identifier)
LISTED = Kind(_get_listed, _put_listed)
FILE = Kind(_get_file, _put_file)

Element = etree._Element
