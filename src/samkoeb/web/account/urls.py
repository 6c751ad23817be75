"""Signing in and out, changing person and unit, one's own settings, and the pages that every site has."""

from django.urls import include, path

from samkoeb.web.account import pages, settings, sign_in, switch

screens = [
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("switch/", switch.people, name="switch"),
    path("unit/", switch.unit, name="unit"),
    path("settings/", settings.mine, name="settings"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("about/", pages.about, name="about"),
]
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/", include("allauth.urls")),
    path("", include((screens, "account"))),
]
