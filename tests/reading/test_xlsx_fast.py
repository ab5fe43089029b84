"""The quick look into the cells of an .xlsx sheet, held against its XML read as XML."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.reading import ErrorCell, FormattedNumber, UncachedFormula, display_text
from importer.reading import xlsx_cells as plain
from importer.reading import xlsx_fast as fast
from tests.reading.handmade import MAIN

RULES = plain.WorkbookRules(
    {1: "00000", 12: '"ORD-"0'}, struck_styles=frozenset({2}), recalculates=False
)

_BODIES = (
    "<v>5</v>", "<v>0</v>", "<v> 7 </v>", "<v></v>", "<v/>", "<v />", "<v>#N/A</v>", "<v>1.5</v>",
    "<f>1+1</f>", "<f>A1&amp;\"x\"</f><v></v>", "<f>A1</f><v>0</v>", "<f>A1</f><v>5</v>", "<f/>",
    '<f t="shared" si="0"/><v>3</v>', '<f t="shared" ref="A1:A3" si="0">A1</f>',
    "<v>5</v><f>B1</f>",
    "<f>B1</f>\n<v>\n</v>", "<is><t>x</t></is>", "<is><t>&lt;c r=</t></is>", "", " ",
    "<v><![CDATA[5]]></v>", "<!-- <v>1</v> --><v>2</v>", "<f>1 &gt; 2</f><v>é</v>",
    '<v xml:space="preserve">4</v>', "<extLst><ext><v>9</v></ext></extLst>",
)  # fmt: skip
_KINDS = ("", "n", "s", "str", "b", "e", "inlineStr", "d")
_MERGED = (
    "", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    "<mergeCells><mergeCell ref='C3:C9' /><mergeCell\n ref = \"A1\"/></mergeCells>",
    '<rowBreaks count="1"><brk id="1"/></rowBreaks>',
)  # fmt: skip
_DIMENSIONS = (
    "",
    '<dimension ref="A1"/>',
    '<dimension ref="A1:D4"/>',
    '<dimension ref="B2:XFD9"/>',
)


@st.composite
def attributes(draw: st.DrawFn, *pairs: tuple[str, str]) -> str:
    """Attributes as some program may write them: their order, their quotes, the space around."""
    written = [pair for pair in pairs if pair[1]]
    if draw(st.integers(0, 9)) == 0:
        written.reverse()
    space = draw(st.sampled_from([" "] * 9 + ["\n  "]))
    quote = draw(st.sampled_from(['"'] * 9 + ["'"]))
    return "".join(f"{space}{name}={quote}{value}{quote}" for name, value in written)


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    """A sheet with all that programs write, and some of what none does."""
    x = draw(st.sampled_from(["", "", "", "x:"]))
    usual = draw(st.booleans())

    def rarely(value: str, instead: str) -> str:
        return instead if not usual and draw(st.integers(0, 19)) == 0 else value

    rows = []
    for row in draw(st.lists(st.integers(1, 400), max_size=5)):
        cells = []
        for column in draw(
            st.lists(st.sampled_from(["A", "B", "D", "Z", "AB", "ABC"]), max_size=5)
        ):
            tag = draw(
                attributes(
                    ("r", rarely(f"{column}{row}", "")),
                    ("s", draw(st.sampled_from(["", "0", "1", "2", "12", "112"]))),
                    ("t", draw(st.sampled_from(_KINDS))),
                    ("cm", rarely("", "1")),
                )
            )
            body = draw(st.sampled_from(_BODIES))
            cells.append(f"<c{tag}>{body}</c>" if body else f"<c{tag}{rarely('', ' ')}/>")
        hidden = draw(st.sampled_from(["", "", "0", "1", "true"]))
        tag = draw(attributes(("r", rarely(str(row), "")), ("spans", "1:9"), ("hidden", hidden)))
        rows.append(f"<row{tag}>{rarely('', ' ').join(cells)}</row>")
    sheet = (
        f'<worksheet {draw(st.sampled_from(_DIMENSIONS))}<cols><col hidden="1"/></cols>'
        f"<sheetData>{rarely('', chr(10)).join(rows)}</sheetData>"
        f"{draw(st.sampled_from(_MERGED))}</worksheet>"
    )
    named = f'xmlns:x="{MAIN}"' if x else f'xmlns="{MAIN}"'
    prefixed = sheet.replace("<", f"<{x}").replace(f"<{x}/", f"</{x}") if x else sheet
    prefixed = prefixed.replace(f"<{x}!", "<!")
    return prefixed.replace("worksheet ", f"worksheet {named}>", 1).encode()


def content(scan: plain.SheetScan) -> tuple[object, ...]:
    """All of a scan that can be compared; a padded number is equal to any other of its value."""
    cells = {at: (cell, display_text(cell)) for at, cell in scan.metadata.corrections.items()}
    struck = {row: count for row, count in scan.metadata.struck.items() if count}
    return cells, scan.metadata.hidden_rows, scan.metadata.merged, struck


def pieces(sheet: bytes, size: int) -> Iterator[bytes]:
    yield from (sheet[at : at + size] for at in range(0, len(sheet), size))


@settings(max_examples=300, deadline=None)
@given(sheets(), st.sampled_from([200, 1000, 10**6]), st.booleans())
def test_both_ways_tell_the_same(sheet: bytes, size: int, recalculates: bool) -> None:
    """However a sheet is written, the quick way finds what the plain way finds, or leaves it."""
    rules = RULES._replace(recalculates=recalculates)
    expected = plain.scan_sheet([sheet], rules)
    try:
        found = fast.scan_sheet(pieces(sheet, size), rules)
    except fast.UnusualError:
        return
    assert content(found) == content(expected)
    assert found.rows >= expected.rows and found.columns >= expected.columns


@settings(max_examples=100, deadline=None)
@given(sheets(), st.sampled_from([200, 10**6]), st.sets(st.integers(1, 400)))
def test_both_ways_tell_the_same_styles(sheet: bytes, size: int, more: set[int]) -> None:
    """The styles of the rows that are asked for are the same, too."""
    rows = {1, 2, 3} | more
    try:
        found = fast.row_styles(pieces(sheet, size), rows)
    except fast.UnusualError:
        return
    expected = plain.row_styles([sheet], rows)
    assert {row: cells for row, cells in found.items() if cells} == expected


ROW = (
    '<c r="A2" s="1"><v>7</v></c><c r="B2" t="s" s="0"><v>0</v></c><c r="C2" t="e"><v>#N/A</v></c>'
    '<c r="D2"><f>A2*2</f></c><c r="E2" t="str"><f>A2</f><v></v></c><c r="F2" s="3"/>'
)


@pytest.mark.parametrize(
    "sheet",
    [
        f'<worksheet><sheetData><row r="2" hidden="1">{ROW}</row></sheetData></worksheet>',
        f'<worksheet><sheetData>\n<row hidden="true" r="2">\n{ROW}\n</row></sheetData></worksheet>',
        '<x:worksheet><x:sheetData><x:row r="2" hidden="1">'
        + ROW.replace("<", "<x:").replace("<x:/", "</x:")
        + "</x:row></x:sheetData></x:worksheet>",
        "<worksheet><sheetData><row r='2' hidden='1'>"
        + ROW.replace('"', "'")
        + "</row></sheetData></worksheet>",
    ],
)
def test_usual_writing_is_scanned_at_once(sheet: str) -> None:
    """The ways in which spreadsheet programs write are not left to the plain way."""
    found = fast.scan_sheet([sheet.encode()], RULES)
    corrections = {
        (2, 0): (FormattedNumber(7, "00007"), "00007"),
        (2, 2): (ErrorCell("#N/A"), "#N/A"),
        (2, 3): (UncachedFormula("A2*2"), "=A2*2"),
    }
    assert content(found) == (corrections, {2}, [], {})


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c><v>1</v></c></row>',
        '<row hidden="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><!-- <c r="A1" t="e"><v>#N/A</v></c> --><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v><![CDATA[#N/A]]></v></c></row>',
    ],
)
def test_unusual_writing_is_left_to_the_plain_way(rows: str) -> None:
    """Positions that must be counted, comments and marked texts are not guessed at."""
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    with pytest.raises(fast.UnusualError):
        fast.scan_sheet([sheet], RULES)
