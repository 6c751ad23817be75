"""What came in, raw before it is read; what goes out, a row in the fact's own transaction."""

from typing import Any

from django.db import models
from django.db.models import Q

from samkoeb.base.models import Row
from samkoeb.base.triggers import append_only, notify
from samkoeb.organisations.models import Organisation, Person

INBOUND_STATES = ("received", "handled", "set_aside", "duplicate", "dismissed", "rejected")
# "unclear": the mail server went silent in the middle; a person decides whether it is sent again (docs/decisions/0009-documents-exactly-once.md).
# "stopped": it breaks a rule of its type, and doesn't leave before somebody has put that right.
OUTBOUND_STATES = ("waiting", "sending", "sent", "failed", "unclear", "cancelled", "stopped")


class Inbound(Row):
    """One thing that arrived. Stored before it is parsed, once per sender, document number and content."""

    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255, blank=True, default="")
    channel = models.CharField(max_length=20)  # upload, dropfolder, api, cli, story, email
    # Who handed it in, where the channel knows; the sender named inside the document is checked against it.
    handed_in_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="received", choices=[(s, s) for s in INBOUND_STATES])
    document_type = models.CharField(max_length=40, blank=True, default="")
    document_number = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField(null=True)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.JSONField(null=True)  # {"code", "facts"} of the problem that put it aside
    # Begun, whatever became of it: a document that ends its worker is known by many starts without an outcome.
    starts = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)  # ended by an unexpected error
    not_before = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, default="")  # the last unexpected error, for operations
    handled_at = models.DateTimeField(null=True)
    # What became of it: "ordering.orderresponse:17"
    result = models.CharField(max_length=80, blank=True, default="")
    checked = models.JSONField(null=True)  # what the rules say of it (logic/checked.py); None: nobody has asked yet
    # Who took it in although it breaks rules, and why; or why it was rejected.
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=500, blank=True, default="")
    # Sender, type, number and year of what was handled: a number counts once (exchange/logic/once.py).
    once = models.CharField(max_length=300, null=True, unique=True)

    # Set by `actions.receive` when the same content had been handed in earlier; and by `process` when it has read the document.
    arrived_before = False
    document: Any = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256"], name="inbound_once", condition=Q(handed_in_by__isnull=True)),
            models.UniqueConstraint(fields=["handed_in_by", "sha256"], name="inbound_once_per_sender"),
        ]
        indexes = [models.Index(fields=["state", "id"], name="inbound_waiting")]
        triggers = [notify("inbound_notify", "samkoeb_inbound")]


class Outbound(Row):
    """One document or letter on its way out. `key` names the fact that it tells: the same fact is never sent twice."""

    key = models.CharField(max_length=200, unique=True)
    document_type = models.CharField(max_length=40)
    document_number = models.CharField(max_length=200, blank=True, default="")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=20)  # dropfolder, email
    address = models.CharField(max_length=200, blank=True, default="")
    subject = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True, default="")
    payload = models.BinaryField(default=b"")
    file_name = models.CharField(max_length=255, blank=True, default="")
    media_type = models.CharField(max_length=80, default="application/xml")
    state = models.CharField(max_length=12, default="waiting", choices=[(s, s) for s in OUTBOUND_STATES])
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    claim = models.CharField(max_length=40, blank=True, default="")  # the way and a mark of this one try: "file:3f…", "smtp:9a…"
    sent_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, default="")
    checked = models.JSONField(null=True)  # what the rules say of it (logic/checked.py)
    # The place in the order in which documents can be fetched; None until it was checked. It is the row's id, except for what was stopped.
    released = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="outbound_waiting")]
        triggers = [notify("outbound_notify", "samkoeb_outbound")]


class OneTimeLink(Row):
    """A link for a supplier without a system: the token's hash, what it opens, and when it was used."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)  # "answer_order"
    reference = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ApiKey(Row):
    """A machine that hands documents in over HTTP, on behalf of an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    key_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)  # to the minute: a machine that asks all day writes no row for each question


class RuleFiles(Row):
    """An official rule set that was added to the house: its files as the publisher gave them, in a zip. The last one of a role applies."""

    name = models.CharField(max_length=100)
    role = models.CharField(max_length=100)
    issued = models.CharField(max_length=40, blank=True, default="")
    source = models.CharField(max_length=300)  # the file that it came in
    main = models.CharField(max_length=300)  # the path of its first file inside the zip
    sha256 = models.CharField(max_length=64)
    checks = models.PositiveIntegerField()
    files = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        triggers = [append_only("rule_files_append_only")]


class CheckTurns(Row):
    """How many documents one address had checked on the public page in one stretch of time; the address itself is not kept."""

    address = models.CharField(max_length=64)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "since"], name="check_turns_once")]
