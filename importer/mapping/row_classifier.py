"""What a row that is no order looks like: totals, notes, header rows again, rows of help."""

import re
import unicodedata
from collections.abc import Mapping

from importer import catalog
from importer.catalog import BY_NAME, Field, Kind
from importer.mapping.vocabulary import exact
from importer.reading import ErrorCell, UncachedFormula
from importer.text import fold_header, words_of

_TOTALS = frozenset(
    map(
        fold_header,
        ("total", "totals", "grand total", "sum", "sub total", "total amount", "total orders",
         "number of orders", "order count", "sum total", "الإجمالي", "الاجمالي الكلي", "إجمالي",
         "المجموع", "المجموع الكلي", "مجموع", "الإجمالي العام", "المجموع العام", "إجمالي الطلبات",
         "عدد الطلبات", "toplam", "genel toplam", "ara toplam", "yekün", "toplam tutar"),
    )
)  # fmt: skip
_FIRST_WORDS = frozenset(
    map(fold_header, ("total", "totals", "grand", "sum", "الإجمالي", "إجمالي", "المجموع", "مجموع",
                    "toplam", "genel"))
)  # fmt: skip
_NUMBER = re.compile(r"\W*[\d][\d.,٫٬\s]*\s*[^\d\s]{0,4}\W*|[^\d\s]{1,4}\s*[\d][\d.,٫٬\s]*\W*")
_NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE, Kind.PHONE, Kind.DATE, Kind.MOMENT)

Cells = Mapping[int, object]  # column → cell, of the cells that hold something
Named = Mapping[int, str]  # column → field, of the columns that hold one


def is_total(cells: Cells, named: Named) -> bool:
    """A row with a word for a total, no order number, no name, and for the rest numbers only."""
    id_cells = [cell for column, cell in cells.items() if named.get(column) == _ID]
    if any(not _says_total(cell, catalog.ORDER_ID) for cell in id_cells):
        return False
    says = {c for c, cell in cells.items() if _says_total(cell, BY_NAME.get(named.get(c, "")))}
    return bool(says) and all(
        column in says or is_number(cell) or _is_currency(column, named)
        for column, cell in cells.items()
    )


_ID = catalog.ORDER_ID.name
_GOODS = (catalog.ITEM_NAME, catalog.SKU)


def _says_total(cell: object, field: Field | None) -> bool:
    if not isinstance(cell, str):
        return False
    words = words_of(cell)
    if fold_header(cell) in _TOTALS:
        return True
    # "Total care shampoo" is an item.
    return field not in _GOODS and 0 < len(words) <= 5 and words[0] in _FIRST_WORDS


def _is_currency(column: int, named: Named) -> bool:
    return named.get(column) == catalog.CURRENCY.name


def is_number(cell: object) -> bool:
    """Whether the cell is a number, or text that is one but for a sign or a currency word."""
    if isinstance(cell, str):
        return bool(_NUMBER.fullmatch(cell))
    return isinstance(cell, int | float | ErrorCell | UncachedFormula) and not isinstance(
        cell, bool
    )


def is_note(cells: Cells, named: Named) -> bool:
    """One cell of several words in an otherwise empty row, or, where an order number should be,
    with nothing but cells of unused columns beside it."""
    here = {column: cell for column, cell in cells.items() if column in named}
    if len(cells) != 1 and [named[column] for column in here] != [_ID]:
        return False
    column, cell = next(iter((here or cells).items()))
    if not isinstance(cell, str) or is_number(cell) or _is_goods(column, named):
        return False
    words = words_of(cell)
    if len(cells) > 1:
        return len(words) >= 2 and _is_wordy(cell)
    is_name = named.get(column) == catalog.CUSTOMER_NAME.name
    return len(words) >= (4 if is_name else 2) or cell.rstrip().endswith((":", "："))


def _is_goods(column: int, named: Named) -> bool:
    """Whether the column names items: a lone cell in it is one, but for the first column."""
    goods = {field.name for field in _GOODS}
    return named.get(column) in goods and column != min(named)


def is_header_again(cells: Cells, headers: Mapping[int, frozenset[str]], named: Named) -> bool:
    """At least two cells, and most, that say what their column's header says, in any language."""
    here = {column: cell for column, cell in cells.items() if column in headers}
    same = [c for c, cell in here.items() if _is_same_header(cell, headers[c], named.get(c))]
    return len(same) >= 2 and len(same) * 10 >= len(here) * 6


def _is_same_header(cell: object, keys: frozenset[str], name: str | None) -> bool:
    if not isinstance(cell, str):
        return False
    found = exact(cell)
    return fold_header(cell) in keys or (found is not None and found[0].name == name)


def is_help(cells: Cells, named: Named) -> bool:
    """A row of help beneath the header: our own help texts, or words where only numbers can be."""
    here = {c: (BY_NAME[named[c]], cell) for c, cell in cells.items() if c in named}
    ours = [c for c, (field, cell) in here.items() if _is_own_help(field, cell)]
    numeric = [c for c, (field, _) in here.items() if field.kind in _NUMERIC]
    wordy = [c for c in numeric if _is_wordy(here[c][1])]
    if any(c not in ours and c not in wordy for c in numeric):
        return False
    id_cells = [cell for c, (field, cell) in here.items() if field is catalog.ORDER_ID]
    return len(ours) >= 2 or (len(wordy) >= 2 and all(_is_wordy(cell) for cell in id_cells))


def _is_own_help(field: Field, cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    key = fold_header(cell)
    return any(
        key == (own := fold_header(text)) or own in key for text in field.help.translations()
    )


def _is_wordy(cell: object) -> bool:
    return (
        isinstance(cell, str)
        and any(c.isalpha() for c in cell)
        and not any(unicodedata.category(c) == "Nd" for c in cell)
    )
