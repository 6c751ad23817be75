"""The addresses of buying."""

app_name = "buying"
urlpatterns: list = []
