"""The addresses of finance."""

app_name = "finance"
urlpatterns: list = []
