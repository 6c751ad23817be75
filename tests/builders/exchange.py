"""Bodies and suppliers that exchange documents."""

from datetime import UTC, datetime
from types import SimpleNamespace

from tests.builders import bodies

from samkoeb.kernel.actor import operator

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BY = operator("test")


def four_organisations() -> SimpleNamespace:
    """Two regions; a supplier with a system and a competitor that gets its orders by e-mail."""
    return SimpleNamespace(
        region=bodies.body("Region Midtby", cvr="29190925", endpoint="0088:5798000000001"),
        other=bodies.body("Region Udkant", cvr="29190941", endpoint="0088:5798000000018"),
        supplier=bodies.supplier("Handskehuset", cvr="16356706", gln="5790000000043", endpoint="0184:16356706"),
        competitor=bodies.supplier("Bandagebutikken", cvr="12345674", channel="email", email="ordre@bandage.example"),
    )
