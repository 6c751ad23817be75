"""UBL 2.1: read() and write() per document type, from tables in the schema's order."""
