"""The addresses of shop."""

app_name = "shop"
urlpatterns: list = []
