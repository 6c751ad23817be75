"""The shop's search: a tantivy index per web node, fed from PostgreSQL, thrown away and rebuilt whenever in doubt."""
