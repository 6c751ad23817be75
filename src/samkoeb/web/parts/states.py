"""State codes as people read them: (colour of the badge, English word for gettext). Requirements 9.5."""

from django.utils.translation import gettext_noop as _

STATES: dict[str, tuple[str, str]] = {
    "basket": ("", _("Basket")),
    "submitted": ("warning", _("Awaiting approval")),
    "draft": ("", _("Draft")),
    "pending": ("warning", _("Pending")),
    "approved": ("success", _("Approved")),
    "rejected": ("error", _("Rejected")),
    "withdrawn": ("", _("Withdrawn")),
    "cancelled": ("", _("Cancelled")),
    "ordered": ("info", _("Ordered")),
    "confirmed": ("success", _("Confirmed")),
    "changed": ("warning", _("Changed")),
    "accepted": ("success", _("Accepted")),
    "back_order": ("warning", _("Back-order")),
    "partly_delivered": ("warning", _("Partly delivered")),
    "delivered": ("success", _("Delivered")),
    "received": ("info", _("Received")),
    "matched": ("success", _("Matched")),
    "fits": ("success", _("Fits")),
    "charge": ("info", _("Charge")),
    "within": ("success", _("Within tolerance")),
    "deviation": ("warning", _("Deviation")),
    "disputed": ("error", _("Disputed")),
    "coded": ("info", _("Coded")),
    "posted": ("info", _("Posted")),
    "paid": ("success", _("Paid")),
    "closed": ("", _("Closed")),
    "concluded": ("success", _("Concluded")),
    "terminated": ("error", _("Terminated")),
    "reading": ("info", _("Being read")),
    "proposed": ("warning", _("Proposed")),
    "superseded": ("", _("Superseded")),
    "refused": ("error", _("Refused")),
    "new": ("info", _("New")),
    "gone": ("error", _("Gone")),
    "unchanged": ("", _("Unchanged")),
    "open": ("warning", _("Open")),
    "left_out": ("", _("Left out")),
    "handled": ("success", _("Handled")),
    "set_aside": ("error", _("Set aside")),
    "duplicate": ("", _("Duplicate")),
    "dismissed": ("", _("Dismissed")),
    "waiting": ("info", _("Waiting")),
    "sending": ("warning", _("Being sent")),
    "sent": ("success", _("Sent")),
    "failed": ("error", _("Failed")),
    "stopped": ("error", _("Stopped")),
    "prepared": ("warning", _("Awaiting release")),
    "released": ("success", _("Released")),
    "settled": ("success", _("Settled")),
    "unsent": ("error", _("Not sent")),
    "unclear": ("warning", _("Unclear")),
    "region": ("", _("Region")),
    "municipality": ("", _("Municipality")),
    "state": ("", _("State body")),
    "secretariat": ("", _("Secretariat")),
    "supplier": ("", _("Supplier")),
    "trade_association": ("", _("Trade association")),
    "mandatory": ("success", _("Mandatory")),
    "comply_or_explain": ("info", _("Comply or explain")),
    "voluntary": ("", _("Voluntary")),
}

DOCUMENTS: dict[str, str] = {
    "catalogue": _("Catalogue"),
    "catalogue_file": _("Catalogue"),
    "order": _("Order"),
    "order_response": _("Order confirmation"),
    "despatch_advice": _("Despatch advice"),
    "invoice": _("Invoice"),
    "credit_note": _("Credit note"),
    "invoice_response": _("Invoice response"),
    "message_response": _("Message level response"),
    "payment": _("Payment file"),
    "letter": _("E-mail"),
}

# Why a purchase leaves outside the agreements: one tap.
OUTSIDE_REASONS: dict[str, str] = {
    "urgent": _("It is urgent"),
    "patient_safety": _("Patient safety"),
    "not_in_catalogue": _("Not in the catalogue"),
    "supplier_cannot": _("The supplier cannot deliver"),
}

# And which right there was to buy so.
LEGAL_BASIS_NAMES: dict[str, str] = {
    "below_threshold": _("Small purchase below the thresholds"),
    "small_lot": _("Small lot of a larger purchase"),
    "sole_supplier": _("Only one supplier can deliver"),
    "extreme_urgency": _("Compelling urgency that nobody could foresee"),
    "additional_delivery": _("Additional delivery from the original supplier"),
    "covered_by_other_agreement": _("Covered by another agreement"),
    "none": _("No legal basis: it should have been bought on the agreement"),
}

DEVIATIONS: dict[str, str] = {
    "damaged": _("Damaged"),
    "wrong_item": _("Wrong item"),
    "expired": _("Expired"),
    "too_many": _("Too many"),
    "missing": _("Missing"),
}

# What happened on the way from wish to payment.
MOMENTS: dict[str, str] = {
    "wished": _("Wish sent"),
    "approved": _("Approved"),
    "ordered": _("Ordered"),
    "acknowledged": _("Received by the supplier"),
    "confirmed": _("Confirmed by the supplier"),
    "changed": _("The supplier changed something"),
    "rejected": _("Rejected by the supplier"),
    "chased": _("The supplier was reminded"),
    "despatched": _("On its way"),
    "received": _("Received"),
    "deviation": _("Something was wrong"),
    "misdelivered": _("Delivered to another unit"),
    "invoiced": _("Invoiced"),
    "credited": _("Credited"),
    "invoice_approved": _("Invoice approved"),
    "disputed": _("Invoice disputed"),
    "paid": _("Paid"),
    "cancelled": _("Cancelled"),
    "closed": _("Closed"),
    "legal_basis": _("Legal basis recorded"),
}

SETTINGS: dict[str, str] = {
    "price_percent": _("Price tolerance, %"),
    "price_amount": _("Price tolerance, amount"),
    "freight_amount": _("Freight allowed without agreement"),
    "fee_amount": _("Fees allowed without agreement"),
    "over_delivery_percent": _("Over-delivery accepted, %"),
    "approval_limit": _("No approval below"),
    "approval_reminder_hours": _("Remind of approval after, hours"),
    "approval_escalation_hours": _("Pass approval on after, hours"),
    "chase_hours": _("Chase the supplier after, hours"),
    "receipt_reminder_hours": _("Remind of receipt after, hours"),
    "invoice_four_eyes_amount": _("Four eyes on invoices above"),
    "auto_approve": _("An invoice that fits is approved by itself"),
    "attest_alone_amount": _("One person is enough for invoices without an order up to"),
    "quarantine_hours": _("New bank account in quarantine, hours"),
    "large_order_factor": _("Ask about orders above, times the usual"),
    "budget_stops": _("The budget stops orders"),
    "stock_adjustment_limit": _("Second person for counts above"),
    "expiry_warning_days": _("Warn of expiry, days"),
    "ceiling_warnings": _("Warn at, % of the maximum"),
}

# Why an invoice waits (the clerk's queue, 6.5).
QUEUE_REASONS: dict[str, str] = {
    "bank_account": _("Unknown bank account"),
    "duplicate": _("Perhaps a duplicate"),
    "other_body": _("For another organisation"),
    "currency": _("Other currency"),
    "no_order": _("No order"),
    "not_ordered": _("Not ordered"),
    "price": _("Price deviates"),
    "quantity": _("Quantity deviates"),
    "missing_receipt": _("Not received"),
    "vat": _("VAT deviates"),
    "charges": _("Freight or fees"),
    "totals": _("Does not add up"),
    "credit": _("Credit note to look at"),
    "disputed": _("Question to the supplier"),
    "awaiting_attest": _("Awaiting attestation"),
    "awaiting_approval": _("Awaiting approval"),
    "gln_unknown": _("Unknown location number"),
    "breaks_rules": _("Breaks rules"),
}

# OPStatusReason (Peppol T111), as one would say it.
RESPONSE_REASON_NAMES: dict[str, str] = {
    "PRI": _("The price"),
    "QTY": _("The quantity"),
    "DEL": _("Not delivered"),
    "QUA": _("The quality"),
    "ITM": _("The item"),
    "REF": _("A reference is wrong"),
    "REC": _("Wrong receiver"),
    "LEG": _("Legal information"),
    "PAY": _("Payment information"),
    "UNR": _("The invoice is unknown"),
    "FIN": _("Amounts or VAT"),
    "OTH": _("Something else"),
}

ENTRY_KINDS: dict[str, str] = {
    "receipt": _("Received, not invoiced"),
    "receipt_reversal": _("Receipt taken back"),
    "invoice": _("Invoice"),
    "credit_note": _("Credit note"),
    "payment": _("Payment"),
}

VAT_PURPOSES: dict[str, str] = {
    "vat_refundable": _("VAT, refundable"),
    "vat_deductible": _("VAT, deductible"),
    "vat_payable": _("VAT owed"),
}

MOVEMENTS: dict[str, str] = {
    "receipt": _("Received"),
    "issue": _("Taken out"),
    "count": _("Counted"),
    "transfer": _("Moved"),
    "return": _("Returned"),
    "reversal": _("Taken back"),
}

# What should follow from what happened (process/reactions.py).
EVENTS: dict[str, str] = {
    "agreements.ceiling.warned": _("Tell that an agreement nears its maximum"),
    "agreements.ceiling.exceeded": _("Tell that an agreement is above its maximum"),
    "exchange.outbound.stopped": _("Tell that a document was stopped"),
    "invoicing.credit_note.approved": _("Match the credit note again"),
    "invoicing.invoice.approved": _("Post the invoice"),
    "invoicing.invoice.rejected": _("Match the order's other invoices again"),
    "ordering.order.answered": _("Match the order's invoices after the supplier's answer"),
    "ordering.order.cancelled": _("Match the cancelled order's invoices again"),
    "organisations.bank_account.confirmed": _("Match the supplier's invoices after the new bank account"),
    "organisations.bank_account.proposed": _("Tell that a bank account waits to be confirmed"),
    "receiving.batch.held": _("Tell that a batch is held"),
    "receiving.count.waits": _("Tell that a count waits for a second person"),
    "receiving.deviation.reported": _("Tell of what was wrong with a delivery"),
    "receiving.receipt.uncovered": _("Tell of what was received and is on no order"),
    "receiving.receipt.registered": _("Post the receipt and match its invoices"),
}

# VAT codes of a coded line (F9).
VAT_CODE_NAMES: dict[str, str] = {
    "refundable": _("refunded"),
    "deductible": _("deductible"),
    "non_refundable": _("not refunded"),
    "reverse_charge": _("reverse charge"),
    "none": _("no VAT"),
}
