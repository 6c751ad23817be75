"""The ward's shop: find, put in the basket, send, follow."""

from django.urls import path

from samkoeb.web.shop import basket, compare, item, lists, orders, search, start

app_name = "shop"
urlpatterns = [
    path("", start.start, name="start"),
    path("search/", search.results, name="search"),
    path("suggest/", search.suggestions, name="suggest"),
    path("items/<int:item_id>/", item.page, name="item"),
    path("compare/", compare.page, name="compare"),
    path("basket/", basket.page, name="basket"),
    path("basket/add/", basket.add, name="basket_add"),
    path("basket/free-text/", basket.free_text, name="basket_free_text"),
    path("basket/sent/<int:requisition_id>/", basket.sent, name="basket_sent"),
    path("lists/", lists.listing, name="lists"),
    path("lists/<int:list_id>/", lists.page, name="list"),
    path("lists/<int:list_id>/labels/", lists.labels, name="list_labels"),
    path("scan/", lists.scan, name="scan"),
    path("orders/", orders.listing, name="orders"),
    path("orders/<int:order_id>/", orders.page, name="order"),
]
