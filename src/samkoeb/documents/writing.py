"""One way out: a model becomes UBL 2.1 with the identifiers that it carries (Peppol BIS 3 unless told otherwise)."""

from dataclasses import fields, replace
from typing import TypeVar

from samkoeb.documents.model import (
    Catalogue,
    CatalogueHeader,
    DespatchAdvice,
    Document,
    Invoice,
    InvoiceResponse,
    Order,
    OrderResponse,
)
from samkoeb.documents.ubl import catalogue, credit_note, despatch_advice, invoice, invoice_response, order, order_response

M = TypeVar("M", bound=CatalogueHeader | Order | OrderResponse | DespatchAdvice | Invoice | InvoiceResponse)


def write(model: Document) -> bytes:
    """UTF-8 XML, valid by the UBL 2.1 schema where the model holds what the schema asks for.

    What was read from OIOUBL has been translated, so it is written, and named, as Peppol BIS.
    """
    if isinstance(model, Catalogue):
        return catalogue.write(replace(model, header=_named_as_written(model.header)))
    model = _named_as_written(model)
    match model:
        case Order():
            return order.write(model)
        case OrderResponse():
            return order_response.write(model)
        case DespatchAdvice():
            return despatch_advice.write(model)
        case Invoice():
            return credit_note.write(model) if model.credit else invoice.write(model)
        case InvoiceResponse():
            return invoice_response.write(model)
    raise TypeError(f"not a document: {type(model).__name__}")


def _named_as_written(model: M) -> M:
    if not model.customization_id.startswith("OIOUBL"):
        return model
    usual = {field.name: field.default for field in fields(model) if field.name in ("customization_id", "profile_id")}
    return replace(model, **usual)  # type: ignore[arg-type]
