"""Hand a document in, and see what became of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, Router, Schema, Status

from samkoeb.api.v1 import answers
from samkoeb.api.v1.answers import ProblemOut, ProblemsOut
from samkoeb.exchange import actions, queries
from samkoeb.kernel.problem import Problem, Refused

router = Router()


class InboundOut(Schema):
    """state: received (waits to be read), handled, set_aside (see `problems`; a person looks at it), duplicate, dismissed."""

    id: int
    state: str
    sha256: str
    document_type: str
    document_number: str
    received_at: datetime
    handled_at: datetime | None
    problems: list[ProblemOut]


@router.post(
    "",
    response={201: InboundOut, 200: InboundOut, frozenset({401, 403, 413, 415, 422}): ProblemsOut},
    summary="Hand in a document",
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
def hand_in(request: HttpRequest, response: HttpResponse, x_file_name: str = Header("", description="A name for people")) -> Any:
    """The body is the document itself, as it is. 201: it is stored for good, and will be read; 200: the same document came earlier.

    Send again until one of the two comes: the same content is stored, and handled, once.
    """
    if (request.content_type or "").startswith("multipart/"):
        return Status(415, {"problems": answers.problems([Problem("api.send_the_document")])})
    inbound = actions.receive(
        _body(request),
        channel="api",
        file_name=x_file_name,
        handed_in_by_id=request.machine.organisation_id,  # type: ignore[attr-defined]
        at=request.at,  # type: ignore[attr-defined]
        by=request.actor,  # type: ignore[attr-defined]
    )
    response["Location"] = f"{request.path.rstrip('/')}/{inbound.pk}"
    return Status(200 if inbound.arrived_before else 201, _shown(inbound))


@router.get("/{inbound_id}", response={200: InboundOut, frozenset({401, 404}): ProblemsOut}, summary="What became of a document")
def became(request: HttpRequest, inbound_id: int) -> Any:
    try:
        return _shown(queries.inbound(request.actor, inbound_id))  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        raise Http404 from None


def _body(request: HttpRequest) -> bytes:
    """Too large is refused by its announced length, before it is read."""
    maximum = settings.XML_LIMITS["max_bytes"]
    too_large = Refused([Problem(answers.TOO_LARGE, "error", {"maximum": maximum // 1_000_000})])
    if int(request.headers.get("Content-Length") or 0) > maximum:
        raise too_large
    try:
        return request.body
    except RequestDataTooBig:
        raise too_large from None


def _shown(inbound: Any) -> dict[str, Any]:
    return {
        "id": inbound.pk,
        "state": inbound.state,
        "sha256": inbound.sha256,
        "document_type": inbound.document_type,
        "document_number": inbound.document_number,
        "received_at": inbound.received_at,
        "handled_at": inbound.handled_at,
        "problems": answers.problems(queries.reason_of(inbound)),
    }
