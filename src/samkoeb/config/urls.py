"""The addresses of the house: screens, and the same for machines."""

from django.urls import include, path

from samkoeb.api.v1 import api
from samkoeb.api.v1.health import healthz

handler400 = "samkoeb.web.answers.bad_request"
handler403 = "samkoeb.web.answers.forbidden"
urlpatterns = [
    path("healthz", healthz),
    path("api/v1/", api.urls),
    path("", include("samkoeb.web.urls")),
]
