"""The lives of a wish and of an order, as tables (9.5). *Delivered, invoiced, paid* are derived downstream, never stored here."""

from samkoeb.kernel.workflow import Workflow, step

# basket → ordered at once below the limit; else it waits as submitted.
REQUISITION = Workflow(
    "requisition",
    step("submit", "basket", "submitted"),
    step("place", "basket submitted", "ordered"),
    step("approve", "submitted", "ordered"),
    step("reject", "submitted", "rejected"),
    step("withdraw", "submitted ordered", "withdrawn"),
)

ORDER = Workflow(
    "order",
    step("confirm", "ordered confirmed", "confirmed"),
    step("reject", "ordered confirmed", "rejected"),
    step("cancel", "ordered confirmed", "cancelled"),
    step("close", "ordered confirmed", "closed"),
)

# An order in one of these asks nothing more of anybody, and takes nothing of agreement or budget beyond what was invoiced.
ORDER_IS_OVER = ("rejected", "cancelled", "closed")
