"""Administration: who is who, what came in and went out, what happened."""

from django.urls import path

from samkoeb.web.admin import (
    bank_accounts,
    failed,
    inbox,
    keys,
    organisations,
    outbox,
    people,
    retention,
    sign_ins,
    start,
    succession,
    trail,
    units,
)

app_name = "admin"
urlpatterns = [
    path("", start.start, name="start"),
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    path("organisations/new-supplier/", organisations.new_supplier, name="supplier_new"),
    path("organisations/<int:organisation_id>/", organisations.page, name="organisation"),
    path("organisations/<int:organisation_id>/change/", organisations.change, name="organisation_change"),
    path("organisations/<int:organisation_id>/settings/", organisations.settings, name="organisation_settings"),
    path("organisations/<int:organisation_id>/unit/", units.new, name="unit_new"),
    path("organisations/<int:organisation_id>/units/<int:unit_id>/", units.page, name="unit"),
    path("organisations/<int:organisation_id>/units/<int:unit_id>/close/", units.close, name="unit_close"),
    path("organisations/<int:organisation_id>/people/", people.listing, name="people"),
    path("organisations/<int:organisation_id>/people/new/", people.new, name="person_new"),
    path("organisations/<int:organisation_id>/people/<int:person_id>/", people.page, name="person"),
    path("organisations/<int:organisation_id>/people/<int:person_id>/change/", people.change, name="person_change"),
    path("organisations/<int:organisation_id>/people/<int:person_id>/close/", people.close, name="person_close"),
    path("succession/", succession.new, name="succession"),
    path("keys/", keys.listing, name="keys"),
    path("keys/new/", keys.new, name="key_new"),
    path("sign-in/", sign_ins.page, name="sign_ins"),
    path("bank-accounts/", bank_accounts.listing, name="bank_accounts"),
    path("failed/", failed.listing, name="failed"),
    path("inbox/", inbox.listing, name="inbox"),
    path("inbox/upload/", inbox.upload, name="inbox_upload"),
    path("inbox/<int:inbound_id>/", inbox.page, name="inbound"),
    path("inbox/<int:inbound_id>/raw/", inbox.raw, name="inbound_raw"),
    path("outbox/", outbox.listing, name="outbox"),
    path("outbox/<int:outbound_id>/", outbox.page, name="outbound"),
    path("outbox/<int:outbound_id>/raw/", outbox.raw, name="outbound_raw"),
    path("trail/", trail.listing, name="trail"),
    path("retention/", retention.page, name="retention"),
]
