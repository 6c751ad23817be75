"""Take in: the raw bytes are on the disk before anybody looks into them."""

from datetime import datetime

from django.conf import settings

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange import permissions
from samkoeb.exchange.logic import arrival
from samkoeb.exchange.models import Inbound
from samkoeb.exchange.permissions import Facts
from samkoeb.kernel import fingerprint
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import refuse


def receive(
    raw: bytes, *, channel: str, file_name: str = "", handed_in_by_id: int | None = None, at: datetime, by: Actor
) -> Inbound:
    """Store what arrived, once per who handed it in and content; the same again gives the first row, with `arrived_before`.

    Committed when this returns (unless the caller has a transaction open); the waiting worker is woken by the commit. Nothing is parsed
    here, so nothing in the bytes can stop them from being kept. Refuses file.empty and file.too_large.
    """
    permissions.require(by, "hand_in", Facts(handed_in_by_id=handed_in_by_id))
    refuse(arrival.check(len(raw), settings.XML_LIMITS["max_bytes"]))
    sha256 = fingerprint.of_bytes(raw)
    with transactions.owns():
        inbound = Inbound(
            raw=raw,
            sha256=sha256,
            file_name=arrival.plain_name(file_name),
            channel=channel,
            handed_in_by_id=handed_in_by_id,
            person_id=by.person_id,
            received_at=at,
        )
        if not Inbound.objects.insert_once(inbound):
            return _earlier(sha256, handed_in_by_id)
        audit.record(
            "exchange.inbound.received", inbound, by=by, at=at, channel=channel, handed_in_by=handed_in_by_id, sha256=sha256
        )
    return inbound


def _earlier(sha256: str, handed_in_by_id: int | None) -> Inbound:
    found: Inbound = Inbound.objects.defer("raw").get(sha256=sha256, handed_in_by_id=handed_in_by_id)
    found.arrived_before = True
    return found
