"""The supplier's side: orders to answer and send, invoices, catalogues."""

from django.urls import path

from samkoeb.web.supplier import account, answer, catalogues, despatch, invoices, orders, start

app_name = "supplier"
urlpatterns = [
    path("", start.start, name="start"),
    path("orders/", orders.listing, name="orders"),
    path("orders/<int:order_id>/", orders.page, name="order"),
    path("orders/<int:order_id>/answer/", answer.signed_in, name="answer"),
    path("orders/<int:order_id>/despatch/", despatch.page, name="despatch"),
    path("orders/<int:order_id>/invoice/", invoices.from_order, name="invoice_new"),
    path("answer/<str:token>/", answer.by_link, name="answer_link"),
    path("invoices/", invoices.listing, name="invoices"),
    path("invoices/<int:invoice_id>/credit/", invoices.credit, name="credit"),
    path("catalogues/", catalogues.listing, name="catalogues"),
    path("catalogues/of/<int:agreement_id>/<str:token>/", catalogues.mapping, name="mapping"),
    path("catalogues/of/<int:agreement_id>/<str:token>/progress/", catalogues.progress, name="progress"),
    path("catalogues/<int:version_id>/", catalogues.page, name="catalogue"),
    path("catalogues/<int:version_id>/faults.xlsx", catalogues.faults, name="catalogue_faults"),
    path("account/", account.page, name="account"),
]
