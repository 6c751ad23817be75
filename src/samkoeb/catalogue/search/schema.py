"""What the index holds, field by field, and why each field is there.

All text is analysed in Python (logic/danish.py, logic/compounds.py) and written as words with blanks between them, so the index and the
question cannot disagree; tantivy only splits at the blanks. Measured traps that shape it: an *unsigned* field cannot be deleted by
(text is used), `Document(**kw)` with integers kills the writer (`Document.from_dict` with the schema), facets want fast fields.
"""

from functools import lru_cache

from tantivy import Schema, SchemaBuilder

# Raised whenever a field, an analysis step or the payload changes: an index of another version is rebuilt, never read.
VERSION = 2

# name: tokens with æøå (an exact hit counts most) · lead: stem and head of the first word, which says what the thing is ·
# words: folded · stems: stems in both languages · heads: last parts of compounds · parts: what stands before in compounds ·
# more: stems of the description and of whatever else is said about the item.
WORD_FIELDS = ("name", "lead", "words", "stems", "heads", "parts", "more")
# Whole values, looked up as they are.
KEY_FIELDS = ("code", "gtin")
FACET_TEXTS = ("label", "attribute")
FACET_NUMBERS = ("supplier", "agreement", "unspsc_1", "unspsc_2", "unspsc_3", "unspsc_4")
# Sorts after every real price; also what an item without a comparable price holds.
NO_PRICE = 2**62


@lru_cache(maxsize=1)
def schema() -> Schema:
    """The one schema of the house."""
    builder = SchemaBuilder()
    for field in WORD_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    for field in KEY_FIELDS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    # What is deleted by; the watermark's own document stands under it too.
    builder.add_text_field("item", tokenizer_name="raw", index_option="basic")
    # Each word of the name backwards: what ends a compound is found though no lexicon knows it ("kridt" in tavlekridt).
    builder.add_text_field("tail", tokenizer_name="whitespace", index_option="basic")
    # "folded␟as written" of each word of the name: what completes a half-typed word.
    builder.add_text_field("completion", tokenizer_name="raw", index_option="basic")
    for field in FACET_TEXTS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
    for field in FACET_NUMBERS:
        builder.add_integer_field(field, indexed=True, fast=True)
    builder.add_integer_field("price", fast=True)
    builder.add_bytes_field("payload", stored=True)
    return builder.build()
