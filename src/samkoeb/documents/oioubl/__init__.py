"""OIOUBL 2.1, read only: a translation, in place, into the words of EN 16931, and then the ordinary UBL readers."""
