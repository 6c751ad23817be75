from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "samkoeb.invoicing"
    default_auto_field = "django.db.models.BigAutoField"
