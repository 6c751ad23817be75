"""Whether this node can work: for a load balancer."""

from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from ninja import Router, Schema

router = Router()


class HealthOut(Schema):
    database: str


@router.get("", auth=None, response={200: HealthOut, 503: HealthOut}, summary="Whether this node can work")
def health(request: HttpRequest) -> Any:
    return healthz(request)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503. Also mounted as /healthz."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "does not answer"}, status=503)
    return JsonResponse({"database": "ok"})
