"""Roles as people call them (requirements part 5)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samkoeb.kernel import actor as roles

# Who may open a buyer's order; a supplier has a page of its own for it.
ORDER_READERS = (
    roles.REQUESTER,
    roles.CALL_OFF_OFFICER,
    roles.APPROVER,
    roles.GOODS_RECEIVER,
    roles.STOCK_KEEPER,
    roles.PURCHASER,
    roles.PURCHASING_HEAD,
    roles.ACCOUNTS_CLERK,
    roles.CONTROLLER,
    roles.AUDITOR,
)

NAMES = {
    "requester": gettext_noop("Requester"),
    "purchaser": gettext_noop("Purchaser"),
    "call_off_officer": gettext_noop("Call-off officer"),
    "approver": gettext_noop("Approver"),
    "goods_receiver": gettext_noop("Goods receiver"),
    "stock_keeper": gettext_noop("Stock keeper"),
    "accounts_clerk": gettext_noop("Accounts clerk"),
    "payment_approver": gettext_noop("Payment approver"),
    "purchasing_head": gettext_noop("Head of purchasing"),
    "secretariat": gettext_noop("Coordination secretariat"),
    "supplier": gettext_noop("Supplier's user"),
    "controller": gettext_noop("Controller"),
    "auditor": gettext_noop("Auditor"),
    "administrator": gettext_noop("Administrator"),
}


def role_name(role: str) -> str:
    return _(NAMES.get(role, role))
