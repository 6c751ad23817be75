from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """EXCLUDE constraints over periods need btree_gist; look-alike names need pg_trgm."""

    dependencies = []
    operations = [BtreeGistExtension(), TrigramExtension()]
