"""Version 1 of the interface for machines. OpenAPI at /api/v1/docs and /api/v1/openapi.json."""

from ninja import NinjaAPI

from samkoeb.api.v1 import answers, health, inbox, outbox
from samkoeb.api.v1.keys import ByKey

api = NinjaAPI(
    title="Samkøb",
    version="1",
    description=(
        "Hand documents in and fetch documents, as UBL 2.1. Every call but the health check carries a key in `X-API-Key`; "
        'an administrator makes it under Administration. A refusal is `{"problems": [{"code", "da", "en", "facts"}]}`.'
    ),
    auth=ByKey(),
    urls_namespace="api-v1",
)
api.add_router("/inbox", inbox.router, tags=["inbox"])
api.add_router("/outbox", outbox.router, tags=["outbox"])
api.add_router("/healthz", health.router, tags=["health"])
answers.install(api)
