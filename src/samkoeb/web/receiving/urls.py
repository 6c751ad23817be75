"""The addresses of receiving."""

app_name = "receiving"
urlpatterns: list = []
