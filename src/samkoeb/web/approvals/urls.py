"""The addresses of approvals."""

app_name = "approvals"
urlpatterns: list = []
