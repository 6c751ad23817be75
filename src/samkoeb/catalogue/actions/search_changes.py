"""Tell the search that items may look different, in the transaction of the fact; and forget what every index has long read."""

from collections.abc import Collection

from django.db import connection

from samkoeb.base import transactions
from samkoeb.catalogue.models import SearchChange
from samkoeb.catalogue.queries.search_rows import KEPT_TRANSACTIONS, state


def note_changes(item_ids: Collection[int]) -> None:
    """These items are to be indexed anew. The caller owns the transaction."""
    transactions.required()
    SearchChange.objects.bulk_create([SearchChange(item_id=item_id) for item_id in sorted(set(item_ids))], batch_size=2_000)


def forget_changes() -> int:
    """Throw away change rows that are so old that an index which lacks them is rebuilt anyway; how many there were."""
    with transactions.owns(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_searchchange WHERE xid < %s", [state().xid - KEPT_TRANSACTIONS])
        return int(cursor.rowcount)
