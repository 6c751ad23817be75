"""The addresses of the screens: one list per audience."""

from django.urls import include, path
from django.views.i18n import set_language

from samkoeb.web.home import start

urlpatterns = [
    path("", start.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("", include("samkoeb.web.account.urls")),
    path("shop/", include("samkoeb.web.shop.urls")),
    path("approvals/", include("samkoeb.web.approvals.urls")),
    path("receiving/", include("samkoeb.web.receiving.urls")),
    path("buying/", include("samkoeb.web.buying.urls")),
    path("finance/", include("samkoeb.web.finance.urls")),
    path("supplier/", include("samkoeb.web.supplier.urls")),
    path("check/", include("samkoeb.web.check.urls")),
    path("admin/", include("samkoeb.web.admin.urls")),
]
