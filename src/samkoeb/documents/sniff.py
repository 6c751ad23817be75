"""What a file is, before it is read whole: document type from the root, format from CustomizationID and ProfileID."""

import io
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.ubl.kinds import text_of
from samkoeb.documents.ubl.names import CAC, expand, local_name, root_tag

# UBL root → our name for the document.
DOCUMENTS = {
    "Catalogue": "catalogue",
    "Order": "order",
    "OrderResponse": "order_response",
    "DespatchAdvice": "despatch_advice",
    "Invoice": "invoice",
    "CreditNote": "credit_note",
    "ApplicationResponse": "invoice_response",
}
_BY_TAG = {root_tag(root): document for root, document in DOCUMENTS.items()}
_CUSTOMIZATION, _PROFILE = expand("cbc:CustomizationID"), expand("cbc:ProfileID")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`document` is one of DOCUMENTS' values."""

    document: str
    customization_id: str
    profile_id: str


def of_root(root: Any) -> Sniffed:
    """From a tree."""
    return Sniffed(_document(root), _text(root.find(_CUSTOMIZATION)), _text(root.find(_PROFILE)))


def of_file(source: bytes | IO[bytes], limits: xml.Limits = xml.STREAMED) -> Sniffed:
    """From the beginning of a file of any size; a file object is left where it was read to."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    found: dict[str, str] = {}
    document = ""
    try:
        walk = etree.iterparse(
            xml.GuardedFile(file, limits), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=True, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for event, element in walk:
            if event == "start":
                if not document:
                    document = _document(element)
                elif str(element.tag).startswith(f"{{{CAC}}}"):
                    break
            elif element.tag in (_CUSTOMIZATION, _PROFILE):
                found.setdefault(str(element.tag), text_of(element))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise xml.fault_of(error, limits) from None
    return Sniffed(document, found.get(_CUSTOMIZATION, ""), found.get(_PROFILE, ""))


def _document(root: Any) -> str:
    if root.tag not in _BY_TAG:
        raise DocumentFault("unknown_document_type", {"root": local_name(root.tag)[:100]})
    return _BY_TAG[root.tag]


def _text(element: Any) -> str:
    return text_of(element) if element is not None else ""
