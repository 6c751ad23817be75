"""Who hears of deviations, counts and held batches: lines that wait to be told, written by `process/reactions.py`."""

from datetime import datetime

from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.receiving import permissions
from samkoeb.receiving.models import BatchHold, Receipt, StockCount, StockLevel


def tell_of_deviation(receipt_id: int, *, at: datetime) -> None:
    """The body's purchasers: goods were wrong, damaged or missing."""
    receipt = Receipt.objects.select_related("order").get(pk=receipt_id)
    people = organisations.people_with_role(roles.PURCHASER, receipt.order.organisation_id, receipt.unit_id, calendar.day_of(at))
    organisations_do.notify(people, kind="deviation", reference=receipt.number, path=f"/receiving/receipts/{receipt.pk}/", at=at)


def tell_of_uncovered(receipt_id: int, *, at: datetime) -> None:
    """The accounts clerks: something that is invoiced was not received after all; a credit note is due."""
    receipt = Receipt.objects.select_related("order").get(pk=receipt_id)
    people = organisations.people_with_role(
        roles.ACCOUNTS_CLERK, receipt.order.organisation_id, receipt.order.unit_id, calendar.day_of(at)
    )
    organisations_do.notify(people, kind="receipt_uncovered", reference=receipt.number, path="/finance/", at=at)


def tell_of_count(count_id: int, *, at: datetime) -> None:
    """Those who may adjust the stock, but not the one who counted."""
    count = StockCount.objects.select_related("stock_level__location__unit").get(pk=count_id)
    unit = count.stock_level.location.unit
    people = organisations.people_with_role(permissions.ADJUSTERS, unit.organisation_id, unit.pk, calendar.day_of(at))
    others = [person for person in people if person != count.counted_by_id]
    organisations_do.notify(others, kind="count_waits", reference=str(count_id), path="/receiving/stock/", at=at)


def tell_of_held_batch(hold_id: int, *, at: datetime) -> None:
    """The body's purchasers, and who looks after the shelves on which the item lies."""
    hold = BatchHold.objects.get(pk=hold_id)
    day = calendar.day_of(at)
    buyers = organisations.people_with_role(roles.PURCHASER, hold.organisation_id, None, day)
    keepers: list[int] = []
    shelves = StockLevel.objects.filter(own_item_id=hold.own_item_id).values_list("location__unit_id", flat=True).distinct()
    for unit_id in shelves:
        keepers += organisations.people_with_role(roles.STOCK_KEEPER, hold.organisation_id, unit_id, day)
    for people, path in ((keepers, "/receiving/stock/"), ([b for b in buyers if b not in keepers], "/buying/")):
        others = [person for person in people if person != hold.held_by_id]
        organisations_do.notify(others, kind="batch_held", reference=str(hold_id), path=path, at=at)
