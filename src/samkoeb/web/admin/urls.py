"""Administration: who is who, what came in and went out, what happened."""

from django.urls import path

from samkoeb.web.admin import bank_accounts, failed, inbox, organisations, outbox, people, retention, start, trail

app_name = "admin"
urlpatterns = [
    path("", start.start, name="start"),
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/<int:organisation_id>/", organisations.page, name="organisation"),
    path("organisations/<int:organisation_id>/change/", organisations.change, name="organisation_change"),
    path("organisations/<int:organisation_id>/settings/", organisations.settings, name="organisation_settings"),
    path("organisations/<int:organisation_id>/unit/", organisations.unit, name="unit_new"),
    path("organisations/<int:organisation_id>/people/", people.listing, name="people"),
    path("organisations/<int:organisation_id>/people/new/", people.new, name="person_new"),
    path("organisations/<int:organisation_id>/people/<int:person_id>/", people.page, name="person"),
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
