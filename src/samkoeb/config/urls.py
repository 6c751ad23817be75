"""The addresses of the house: screens, and the same for machines."""

from django.urls import include, path

from samkoeb.api.v1 import api
from samkoeb.api.v1.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("api/v1/", api.urls),
    path("", include("samkoeb.web.urls")),
]
