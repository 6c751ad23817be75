"""Fetch what leaves: for a body's operator, and for a supplier's own system."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from samkoeb.api.v1.answers import ProblemsOut
from samkoeb.exchange import queries
from samkoeb.exchange.logic import names

router = Router()


class OutboundOut(Schema):
    """`key` names the fact that the document tells: one key, one document."""

    id: int
    key: str
    document_type: str
    document_number: str
    recipient: str
    media_type: str
    state: str
    created_at: datetime


class PageOut(Schema):
    """`next` is the `after` of the next call; the same as the last one when there is nothing more."""

    documents: list[OutboundOut]
    next: int


@router.get("", response={200: PageOut, 401: ProblemsOut}, summary="Documents from or to the key's organisation, in order")
def fetch(request: HttpRequest, after: int = Query(0, ge=0), limit: int = Query(100, ge=1, le=1000)) -> Any:
    rows = queries.fetchable(request.actor, after=after, limit=limit)  # type: ignore[attr-defined]
    return {"documents": [_shown(row) for row in rows], "next": rows[-1].released if rows else after}


@router.get("/{outbound_id}", response={frozenset({401, 404}): ProblemsOut}, summary="The document itself")
def document(request: HttpRequest, outbound_id: int) -> HttpResponse:
    try:
        row = queries.outbound(request.actor, outbound_id)  # type: ignore[attr-defined]
        payload = queries.payload_of(request.actor, outbound_id)  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        raise Http404 from None
    if row.released is None:  # not checked yet, or stopped
        raise Http404
    answer = HttpResponse(payload, content_type=row.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{names.file_name(row.key, row.file_name)}"'
    return answer


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": row.key,
        "document_type": row.document_type,
        "document_number": row.document_number,
        "recipient": row.address,
        "media_type": row.media_type,
        "state": row.state,
        "created_at": row.created_at,
    }
