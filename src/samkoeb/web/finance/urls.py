"""Invoices, postings, payments."""

from django.urls import path

from samkoeb.web.finance import attest, match, payments, postings, queue

app_name = "finance"
urlpatterns = [
    path("", queue.start, name="start"),
    path("decided/", queue.decided, name="decided"),
    path("attest/", attest.listing, name="attest"),
    path("invoices/<int:invoice_id>/", match.page, name="invoice"),
    path("payments/", payments.listing, name="payments"),
    path("payments/new/", payments.new, name="payment_new"),
    path("payments/<int:proposal_id>/", payments.page, name="payment"),
    path("payments/<int:proposal_id>/file/", payments.file, name="payment_file"),
    path("postings/", postings.listing, name="postings"),
    path("postings/<int:entry_id>/", postings.page, name="entry"),
    path("postings/balances/", postings.balances, name="balances"),
    path("postings/months/", postings.months, name="months"),
]
