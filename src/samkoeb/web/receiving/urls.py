"""Goods in, and what lies on the shelves."""

from django.urls import path

from samkoeb.web.receiving import deliveries, receipts, stock

app_name = "receiving"
urlpatterns = [
    path("", deliveries.start, name="start"),
    path("orders/<int:order_id>/", deliveries.page, name="delivery"),
    path("orders/<int:order_id>/not-mine/", deliveries.not_mine, name="not_mine"),
    path("receipts/<int:receipt_id>/", receipts.page, name="receipt"),
    path("photos/<int:photo_id>/", receipts.photo, name="photo"),
    path("stock/", stock.start, name="stock"),
    path("stock/<int:location_id>/", stock.page, name="location"),
    path("stock/levels/<int:level_id>/", stock.level, name="level"),
]
