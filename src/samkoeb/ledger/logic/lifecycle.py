"""The life of a payment run: prepared by one, released by another, settled when the bank has paid (F9: four eyes on payment files)."""

from samkoeb.kernel.workflow import Workflow, step

PROPOSAL = Workflow(
    "payment_proposal",
    step("release", "prepared", "released"),
    step("cancel", "prepared", "cancelled"),
    step("return", "released", "released"),
    step("return_all", "released", "cancelled"),
    step("settle", "released", "settled"),
)
LIVE = ("prepared", "released", "settled")
