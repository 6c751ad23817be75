"""What waits for somebody's yes."""

from django.urls import path

from samkoeb.web.approvals import decide

app_name = "approvals"
urlpatterns = [
    path("", decide.listing, name="list"),
    path("<int:requisition_id>/", decide.page, name="page"),
]
