"""The audit trail (append-only, ids only), its seals, and the events that `process` drains."""

from django.db import models
from django.db.models.expressions import RawSQL

from samkoeb.base.models import Row
from samkoeb.base.triggers import append_only, notify

EVENT_CHANNEL = "samkoeb_events"


class AuditEvent(Row):
    """One thing done: who, what, to which thing, when. Facts hold ids, codes and amounts; never free text or names: it can't be erased."""

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True)
    body_id = models.BigIntegerField(null=True, db_index=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    substitute_for_id = models.BigIntegerField(null=True)
    operator = models.CharField(max_length=60, blank=True, default="")
    facts = models.JSONField(default=dict)
    xid = models.BigIntegerField(db_default=RawSQL("(pg_current_xact_id()::text::bigint)", ()))

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]
        triggers = [append_only("audit_append_only")]


class Seal(Row):
    """The hash chain, made afterwards by one sealing job over committed rows: hash = SHA-256(previous hash + fingerprint of the event)."""

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)

    class Meta:
        triggers = [append_only("seal_append_only")]


class Event(Row):
    """Something happened that has consequences elsewhere. Written in the fact's transaction; `process` acts on it at least once, then removes it."""

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["failed_at", "id"], name="event_waiting")]
        triggers = [notify("event_notify", EVENT_CHANNEL)]
