"""The addresses of supplier."""

app_name = "supplier"
urlpatterns: list = []
