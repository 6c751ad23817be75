"""From bytes to a model and back for one UBL document type: the root's name and its shape."""

from collections.abc import Iterable
from typing import Any, TypeVar

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.ubl.names import CAC, CBC, local_name, root_namespace, root_tag
from samkoeb.documents.ubl.shapes import Shape

M = TypeVar("M")
_ALL_CURRENCIES = etree.XPath("//@currencyID")
_UNTAXED_CURRENCIES = etree.XPath("//@currencyID[not(ancestor::cac:TaxTotal)]", namespaces={"cac": CAC})


def root_of(source: bytes | etree._Element, documents: Iterable[str], limits: xml.Limits = xml.DEFAULT) -> etree._Element:
    """The root of `source`, which must be one of the UBL `documents` ("Invoice")."""
    root = xml.parse(source, limits) if isinstance(source, bytes) else source
    if root.tag not in {root_tag(document) for document in documents}:
        raise DocumentFault("unknown_document_type", {"root": local_name(root.tag)})
    return root


def refuse_mixed_currencies(root: etree._Element, currency: str, *, but_tax: bool = False) -> None:
    """Amounts have one currency, the document's (PEPPOL-EN16931-R051); a tax total may come in the tax currency as well."""
    found: Any = (_UNTAXED_CURRENCIES if but_tax else _ALL_CURRENCIES)(root)
    strange = sorted({str(one) for one in found} - {currency, ""})
    if strange:
        raise DocumentFault("mixed_currencies", {"currency": currency, "found": ", ".join(strange[:5])})


def read(source: bytes | etree._Element, document: str, shape: Shape[M], limits: xml.Limits = xml.DEFAULT) -> M:
    """The model of `source`."""
    return shape.read(root_of(source, (document,), limits))


def new_root(document: str) -> etree._Element:
    """An empty document with the usual prefixes."""
    prefixes: dict[Any, str] = {None: root_namespace(document), "cac": CAC, "cbc": CBC}
    return etree.Element(root_tag(document), nsmap=prefixes)


def write(model: Any, document: str, shape: Shape[Any], currency: str = "") -> bytes:
    """`model` as UTF-8 XML; its amounts are stated in `currency`."""
    root = new_root(document)
    shape.write(root, model, currency)
    return to_bytes(root)


def to_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
