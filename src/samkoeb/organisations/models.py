"""Bodies, units, suppliers, people, roles, succession. Nothing moves when bodies merge: who follows whom is a dated fact (P8, T30)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from samkoeb.base import fields
from samkoeb.base.models import Row, period_is_half_open

KINDS = ("region", "municipality", "state", "secretariat", "supplier", "trade_association")


class Organisation(Row):
    """A legal body of any kind. `endpoint` is its electronic address, "scheme:value" (ISO 6523)."""

    kind = models.CharField(max_length=20, choices=[(k, k) for k in KINDS])
    name = models.CharField(max_length=200)
    cvr = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=2, default="DK")
    gln = fields.gln()
    endpoint = models.CharField(max_length=80, blank=True, default="")
    street = models.CharField(max_length=200, blank=True, default="")
    city = models.CharField(max_length=100, blank=True, default="")
    postal_code = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    currency = fields.currency()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    # How documents reach it: "dropfolder" (an operator takes them on) or "email" (no system: PDF and a one-time link).
    channel = models.CharField(max_length=20, default="dropfolder")
    settings = models.JSONField(default=dict)  # per-body switches and tolerances (S9); keys are documented in organisations/logic/settings.py

    class Meta:
        constraints = [
            period_is_half_open("organisation_period"),
            models.CheckConstraint(name="organisation_kind", condition=Q(kind__in=KINDS)),
            models.UniqueConstraint(fields=["cvr", "kind"], name="organisation_cvr", condition=~Q(cvr="")),
        ]


class Succession(Row):
    """From `on`, `successor` stands where `predecessor` stood (Region Hovedstaden + Region Sjælland → Region Østdanmark, 2027-01-01)."""

    predecessor = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="succession")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    source = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(name="succession_of_another", condition=~Q(predecessor=F("successor")))]


class Unit(Row):
    """An institution or department of a body, as a tree. It delivers to `delivery_gln` and is invoiced at `invoice_gln`, which several may share."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    # The ids from the root to this unit as "/1/5/9/": a subtree is one prefix.
    path = models.CharField(max_length=200, blank=True, default="", db_index=True)
    kind = models.CharField(max_length=20, default="department", choices=[("institution", "institution"), ("department", "department")])
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True, default="")
    delivery_gln = fields.gln()
    invoice_gln = fields.gln()
    street = models.CharField(max_length=200, blank=True, default="")
    city = models.CharField(max_length=100, blank=True, default="")
    postal_code = models.CharField(max_length=20, blank=True, default="")
    # Where in the house goods are handed over, and when: {"weekdays": [0,1,2,3,4], "before": "10:00", "note": "…"}
    delivery_point = models.CharField(max_length=200, blank=True, default="")
    delivery_rules = models.JSONField(default=dict)
    account = models.CharField(max_length=40, blank=True, default="")
    cost_place = models.CharField(max_length=40, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            period_is_half_open("unit_period"),
            models.UniqueConstraint(fields=["delivery_gln"], name="unit_delivery_gln", condition=~Q(delivery_gln="")),
        ]


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone who can sign in. The screens name people as they wish to be called; the trail knows only the id."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="da")
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Who looks after one who has no home unit: the body that took the person on. Empty: those that the roles are over.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Quick change on a shared ward computer: a hashed PIN, only good inside the unit's own session.
    pin = models.CharField(max_length=128, blank=True, default="")
    is_active = models.BooleanField(default=True)
    # E-mail: {"digest": "instant|daily|off", "quiet_from": "22:00", "quiet_to": "06:00"}
    notification = models.JSONField(default=dict)

    objects = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class RoleAssignment(Row):
    """(person, role, unit, from, to) of part 5. Without a unit the role covers the whole body and follows its succession."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The most (ex VAT) the role may decide; empty: no limit is set.
    limit = fields.money(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [period_is_half_open("role_period")]


class Substitution(Row):
    """While it lasts, `substitute` holds `person`'s roles with their limits, and counts as both people for separation of duties."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutions")
    substitute = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            period_is_half_open("substitution_period"),
            models.CheckConstraint(name="substitute_is_another", condition=~Q(person=F("substitute"))),
        ]


BANK_ACCOUNT_STATES = ("proposed", "confirmed", "rejected")


class BankAccount(Row):
    """A supplier's account, with its history. A change needs two people and a call-back note, and rests before it is paid to (6.5)."""

    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bank_accounts")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in ("iban", "dk", "fik", "giro")])
    iban = models.CharField(max_length=34, blank=True, default="")
    bic = models.CharField(max_length=11, blank=True, default="")
    registration_number = models.CharField(max_length=4, blank=True, default="")
    account_number = models.CharField(max_length=20, blank=True, default="")  # also the FIK creditor or giro number
    state = models.CharField(max_length=10, default="proposed", choices=[(s, s) for s in BANK_ACCOUNT_STATES])
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    call_back_note = models.TextField(blank=True, default="")
    pay_from = models.DateTimeField(null=True)  # after the quarantine
    is_first = models.BooleanField(default=False)  # came with the agreement: no older account to protect

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bank_account_two_people",
                condition=~Q(state="confirmed")
                | Q(proposed_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(proposed_by=F("confirmed_by")),
            )
        ]


class Notification(Row):
    """A line that waits to be told to a person by e-mail (digest, quiet hours); never confidential content, only kind, count and where to look."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=60, blank=True, default="")
    path = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "told_at"], name="notification_waiting"),
            models.Index(fields=["kind", "reference"], name="notification_open", condition=Q(told_at__isnull=True, seen_at__isnull=True)),
        ]
