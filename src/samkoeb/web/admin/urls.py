"""The addresses of admin."""

app_name = "admin"
urlpatterns: list = []
