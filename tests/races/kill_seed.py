"""Run as a program on a new database: a region with a unit, a supplier, and the key of the supplier's machine; told as JSON."""

import json

import django

django.setup()

from tests.builders import bodies  # noqa: E402
from tests.builders.exchange import AT, BY, four_organisations  # noqa: E402

from samkoeb.exchange import actions  # noqa: E402

four = four_organisations()
bodies.unit(four.region, "Afsnit B4", delivery_gln="5798000000025", invoice_gln="5798000000032")
_key, plain = actions.make_api_key(four.supplier.pk, name="kill test", by=BY, at=AT)
print(json.dumps({"key": plain, "supplier": four.supplier.endpoint, "region_id": four.region.pk}))
