from django.apps import AppConfig


class ReceivingConfig(AppConfig):
    name = "samkoeb.receiving"
    default_auto_field = "django.db.models.BigAutoField"
