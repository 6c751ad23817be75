"""The public page on which anybody can have a document checked."""

from django.urls import path

from samkoeb.web.check import page

app_name = "check"
urlpatterns = [path("", page.check, name="start")]
