"""The main menu as a table: which roles see which entry, in this order; the first one is the person's start page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor

WARD = (roles.REQUESTER, roles.CALL_OFF_OFFICER)


@dataclass(frozen=True, slots=True)
class Entry:
    label: Promise
    url_name: str
    roles: tuple[str, ...]


ENTRIES = (
    Entry(_("Shop"), "shop:start", WARD),
    Entry(_("Lists"), "shop:lists", WARD),
    Entry(_("My orders"), "shop:orders", WARD),
    Entry(_("Approvals"), "approvals:list", (roles.APPROVER, roles.CALL_OFF_OFFICER)),
    Entry(_("Receive"), "receiving:start", (roles.GOODS_RECEIVER, *WARD)),
    Entry(_("Stock"), "receiving:stock", (roles.STOCK_KEEPER,)),
    Entry(_("Purchasing"), "buying:start", (roles.PURCHASER, roles.PURCHASING_HEAD, roles.SECRETARIAT)),
    Entry(_("Agreements"), "buying:agreements", (roles.AUDITOR,)),
    Entry(_("Catalogues"), "buying:versions", (roles.AUDITOR,)),
    Entry(_("Purchases outside agreements"), "buying:outside", (roles.AUDITOR,)),
    Entry(_("Purchases in figures"), "buying:spend", (roles.CONTROLLER, roles.AUDITOR, roles.PURCHASER, roles.PURCHASING_HEAD)),
    Entry(_("Invoices"), "finance:start", (roles.ACCOUNTS_CLERK, roles.CONTROLLER, roles.AUDITOR)),
    Entry(_("To attest"), "finance:attest", (roles.REQUESTER, roles.APPROVER, roles.CALL_OFF_OFFICER)),
    Entry(_("Payments"), "finance:payments", (roles.ACCOUNTS_CLERK, roles.PAYMENT_APPROVER, roles.CONTROLLER, roles.AUDITOR)),
    Entry(_("Postings"), "finance:postings", (roles.ACCOUNTS_CLERK, roles.CONTROLLER, roles.PURCHASING_HEAD, roles.AUDITOR)),
    Entry(_("Inbox"), "admin:inbox", (roles.ACCOUNTS_CLERK, roles.AUDITOR)),
    Entry(_("Supplier"), "supplier:start", (roles.SUPPLIER_USER,)),
    Entry(_("Orders"), "supplier:orders", (roles.SUPPLIER_USER,)),
    Entry(_("Invoices"), "supplier:invoices", (roles.SUPPLIER_USER,)),
    Entry(_("Catalogues"), "supplier:catalogues", (roles.SUPPLIER_USER,)),
    Entry(_("Check a document"), "check:start", (roles.SUPPLIER_USER,)),
    Entry(_("Audit trail"), "admin:trail", (roles.AUDITOR,)),
    Entry(_("Administration"), "admin:start", (roles.ADMINISTRATOR,)),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: Promise
    address: str
    is_here: bool
    count: int = 0


def menu_for(actor: Actor, path: str, counts: Mapping[str, int]) -> list[Link]:
    """The entries that the actor's roles open, with how much waits there; the longest address that begins the path is where we are."""
    shown = [(e, reverse(e.url_name)) for e in ENTRIES if actor.holds(*e.roles)]
    here = max((a for _e, a in shown if path.startswith(a)), key=len, default=None)
    return [Link(e.label, a, a == here, counts.get(e.url_name, 0)) for e, a in shown]


def start_page(actor: Actor) -> str | None:
    """Where the person lands; None for someone without any role."""
    shown = [e for e in ENTRIES if actor.holds(*e.roles)]
    if not shown:
        return None
    # An approver or clerk who also may order lands where work waits for them.
    priority = ("finance:start", "buying:start", "supplier:start", "admin:start", "receiving:stock")
    first = next((e for name in priority for e in shown if e.url_name == name), shown[0])
    return reverse(first.url_name)
