"""What a row that is no order looks like: totals, notes, header rows again, rows of help."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from importer import catalog
from importer.catalog import BY_NAME, Field, Kind
from importer.mapping.vocabulary import exact_match, word_keys, words
from importer.reading import ErrorCell, UncachedFormula
from importer.text import fold_header, words_of

_NUMBER = re.compile(r"\W*[\d][\d.,٫٬\s]*\s*[^\d\s]{0,4}\W*|[^\d\s]{1,4}\s*[\d][\d.,٫٬\s]*\W*")
_DIGIT = re.compile(r"\d")
_LAST_WORD = re.compile(r"[\W_]([^\W\d_]+)[\W_]*$")
_NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE, Kind.PHONE, Kind.DATE, Kind.MOMENT)
_ID = catalog.ORDER_ID.name
_GOODS = (catalog.ITEM_NAME, catalog.SKU)

Cells = Mapping[int, object]  # column → cell, of the cells that hold something
Fields = Mapping[int, str]  # column → field, of the columns that hold one


def is_total(cells: Cells, fields: Fields) -> bool:
    """A row with a word for a total, no order number, no name, and for the rest numbers only."""
    id_cells = [cell for column, cell in cells.items() if fields.get(column) == _ID]
    if any(not says_total(cell, catalog.ORDER_ID) for cell in id_cells):
        return False
    totals = {c for c, cell in cells.items() if says_total(cell, BY_NAME.get(fields.get(c, "")))}
    return bool(totals) and all(
        column in totals or is_number(cell) or fields.get(column) == catalog.CURRENCY.name
        for column, cell in cells.items()
    )


def says_total(cell: object, field: Field | None) -> bool:
    """Whether the cell of that field (None: of no field) is a word for a total, or begins so."""
    if not isinstance(cell, str):
        return False
    if fold_header(cell) in word_keys("total"):
        return True
    parts = words_of(cell)
    # "Total care shampoo" is an item; "1001 Total" is how Excel sums up the rows of 1001.
    is_short = field not in _GOODS and 0 < len(parts) <= 5
    return is_short and (parts[0] in _starts() or (len(parts) > 1 and parts[-1] in _starts()))


def likely_totals(texts: Collection[str]) -> list[str]:
    """Those of many texts that may say a total by how they begin or end. It is quick, for order
    numbers have their beginnings in common: `ORD-1001` is looked at as `ORD-` with digits behind.
    """
    pattern, beginnings = _beginnings_of_totals()
    chunks = {text: match[1] for text in texts if (match := pattern.match(text))}
    first_words = {chunk: next(iter(words_of(chunk)), "") for chunk in set(chunks.values())}
    likely = {chunk for chunk, word in first_words.items() if word in beginnings}
    starts = {chunk for chunk in likely if first_words[chunk] in _starts()}
    found = [
        text
        for text, chunk in (chunks.items() if likely else ())
        if chunk in likely and (chunk in starts or not _DIGIT.search(text))
    ]
    last_words = {text: match[1] for text in texts if (match := _LAST_WORD.search(text))}
    totals = {word for word in set(last_words.values()) if fold_header(word) in _starts()}
    ends = (text for text, word in last_words.items() if word in totals) if totals else ()
    return list(dict.fromkeys([*found, *ends]))


def _starts() -> frozenset[str]:
    return word_keys("total_start")


@cache
def _beginnings_of_totals() -> tuple[re.Pattern[str], frozenset[str]]:
    """What begins with a letter that a total begins with, up to the first space or digit, and how
    the words themselves begin."""
    keys = word_keys("total") | word_keys("total_start")
    letters = {word[0] for word in (*words("total"), *words("total_start"), *keys)}
    pattern = rf"[\W_]*([{''.join(sorted(letters))}][^\s\d]*)"
    beginnings = (key[:end] for key in keys for end in range(1, len(key) + 1))
    return re.compile(pattern, re.IGNORECASE), frozenset(beginnings)


def is_number(cell: object) -> bool:
    """Whether the cell is a number, or text that is one but for a sign or a currency word."""
    if isinstance(cell, str):
        return bool(_NUMBER.fullmatch(cell))
    return isinstance(cell, int | float | ErrorCell | UncachedFormula) and not isinstance(
        cell, bool
    )


def is_note(cells: Cells, fields: Fields) -> bool:
    """One cell of several words in an otherwise empty row, or, where an order number should be,
    with nothing but cells of unused columns beside it."""
    used = {column: cell for column, cell in cells.items() if column in fields}
    if len(cells) != 1 and [fields[column] for column in used] != [_ID]:
        return False
    column, cell = next(iter((used or cells).items()))
    # A lone cell of goods is an item, but for one in the first column.
    is_goods = fields.get(column) in {field.name for field in _GOODS} and column != min(fields)
    if not isinstance(cell, str) or is_number(cell) or is_goods:
        return False
    count = len(words_of(cell))
    if len(cells) > 1:
        return count >= 2 and _is_wordy(cell)
    is_name = fields.get(column) == catalog.CUSTOMER_NAME.name
    return count >= (4 if is_name else 2) or cell.rstrip().endswith((":", "："))


def is_header_again(
    cells: Cells, header_keys: Mapping[int, frozenset[str]], fields: Fields
) -> bool:
    """At least two cells, and most, that say what their column's header says, in any language."""
    headed = {column: cell for column, cell in cells.items() if column in header_keys}
    same = 0
    for column, cell in headed.items():
        if isinstance(cell, str):
            match = exact_match(cell)
            is_name = match is not None and match[0].name == fields.get(column)
            same += is_name or fold_header(cell) in header_keys[column]
    return same >= 2 and same * 10 >= len(headed) * 6


def is_help(cells: Cells, fields: Fields) -> bool:
    """A row of help beneath the header: our own help texts, or words where only numbers can be."""
    used = {c: (BY_NAME[fields[c]], cell) for c, cell in cells.items() if c in fields}
    own_help = [c for c, (field, cell) in used.items() if _is_own_help(field, cell)]
    numeric = [c for c, (field, _) in used.items() if field.kind in _NUMERIC]
    wordy = [c for c in numeric if _is_wordy(used[c][1])]
    if any(c not in own_help and c not in wordy for c in numeric):
        return False
    id_cells = [cell for field, cell in used.values() if field is catalog.ORDER_ID]
    return len(own_help) >= 2 or (len(wordy) >= 2 and all(_is_wordy(cell) for cell in id_cells))


def _is_own_help(field: Field, cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    key = fold_header(cell)
    return any(fold_header(text) in key for text in field.help.translations())


def _is_wordy(cell: object) -> bool:
    return (
        isinstance(cell, str)
        and any(c.isalpha() for c in cell)
        and not any(unicodedata.category(c) == "Nd" for c in cell)
    )
