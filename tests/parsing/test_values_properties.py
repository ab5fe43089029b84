"""What holds for every cell: nothing raises, and what is written by the rules is read back."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importer import catalog
from importer.catalog import Field, Kind
from importer.parsing import ReadOptions
from importer.parsing.contacts import parse_email
from importer.parsing.currencies import MONEY_WORDS
from importer.parsing.dates import parse_moment
from importer.parsing.numbers import parse_number, parse_whole
from importer.parsing.parser import ParseError, skip_empty
from importer.parsing.phones import parse_phone
from importer.parsing.registry import cell_parser
from importer.parsing.texts import parse_code
from importer.parsing.times import parse_time
from importer.reading import ErrorCell, FormattedNumber, UncachedFormula
from importer.text import strip_formatting
from tests.parsing.test_typed_table import column, read

quick = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    derandomize=True,
)
TYPES: dict[Kind, type] = {
    Kind.MONEY: Decimal,
    Kind.NUMBER: Decimal,
    Kind.WHOLE: int,
    Kind.YES_NO: bool,
    Kind.DATE: date,
    Kind.MOMENT: datetime,
}
PLAIN_FIELDS = [field for field in catalog.FIELDS if field.kind is not Kind.PHONE]

# Text that looks like something, so that the parsers' inner ways are walked too.
SCRAPS = st.sampled_from(
    ["1", "12", "1,250", "3.5", "٣", "٫", "٬", ".", ",", "-", "(", ")", "%", "/", ":", " ", "SAR",
     "ر.س", "$", "\u20c1", "E+11", "+", "00", "0551234567", "966", "2026", "24", "May", "يناير",
     "رمضان", "pm", "م", "T", "Z", "+03:00", "@", ".com", "https://", "[", "#", "#N/A", "\u200f",
     "\ud800", "\x00", "\n", "'", '"', "=", "ext", "x", "yes", "نعم", "cod", "n/a", "½", "²"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=30), st.lists(SCRAPS, max_size=8).map("".join))
CELLS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.floats(-1e7, 1e7).map(lambda value: FormattedNumber(value, f"0{value:.0f}")),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.just(ErrorCell("#N/A")),
    st.just(UncachedFormula("A1+B1")),
)


@quick
@given(cell=CELLS, field=st.sampled_from(PLAIN_FIELDS))
def test_no_cell_makes_a_parser_raise(cell: object, field: Field) -> None:
    """Any cell becomes a value of the type of its field, nothing, or a problem."""
    value = cell_parser(field)(cell)
    assert value is None or isinstance(value, ParseError | TYPES.get(field.kind, str))
    assert value != ""


@quick
@given(cell=CELLS, country=st.sampled_from(["SA", "EG", "TR", "US", "IT", "XX", None]))
def test_no_cell_makes_the_phone_parser_raise(cell: object, country: str | None) -> None:
    """Whatever stands in a phone column, what is sent is digits."""
    value = skip_empty(Kind.PHONE, lambda each: parse_phone(each, country))(cell)
    assert value is None or isinstance(value, ParseError | str)
    if isinstance(value, str):
        assert value.isascii()
        assert value.isdigit()
        assert 7 <= len(value) <= 18


@quick
@given(
    cells=st.lists(CELLS, min_size=1, max_size=6),
    field=st.sampled_from(catalog.FIELDS),
    options=st.sampled_from([ReadOptions(), ReadOptions("day", "."), ReadOptions("month", ",")]),
)
def test_every_filled_cell_of_a_column_has_a_value_or_a_problem(
    cells: list[object], field: Field, options: ReadOptions
) -> None:
    """No cell is lost between values and problems, and none has both. A phone needs its country:
    without one the country's problem stands for both."""
    country = catalog.COUNTRY if field.part is catalog.Part.CUSTOMER else catalog.SENDER_COUNTRY
    companions = {country: ["SA"] * len(cells)} if field.kind is Kind.PHONE else {}
    typed = read({field: cells, **companions}, options)
    told = {each.row for each in typed.problems if each.row is not None}
    assert told == typed.unparsed.get(field.name, frozenset())
    for row, value in zip(typed.frame.index, column(typed, field), strict=True):
        assert not (row in told and value is not None)


@quick
@given(value=st.decimals(-(10**9), 10**9, places=2))
def test_a_number_cell_is_read_as_it_is_shown(value: Decimal) -> None:
    """What was typed with two decimals comes back exactly, though Excel stores a float."""
    assert parse_number(float(value)) == value
    assert "E" not in str(parse_number(float(value)))


@quick
@given(value=st.floats(-1e14, 1e14))
def test_a_float_is_read_at_fifteen_digits(value: float) -> None:
    """Any number cell is read as Excel's fifteen digits of it."""
    assert parse_number(value) == Decimal(f"{value:.15g}")


@quick
@given(value=st.decimals(0, 10**9, places=2), style=st.sampled_from(["en", "tr", "ar", "fr"]))
def test_an_amount_in_any_style_is_read_back(value: Decimal, style: str) -> None:
    """English, Turkish, Arabic and French marks mean the same number."""
    written = f"{value:,.2f}"
    marks = {"en": ",.", "tr": ".,", "ar": "٬٫", "fr": " ,"}[style]
    written = written.translate(str.maketrans(",.", marks))
    if style == "ar":
        written = written.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) + " ر.س"
    assert parse_number(written, None, MONEY_WORDS) == value


@quick
@given(value=st.integers(-(10**14), 10**14))
def test_whole_numbers_are_read_back(value: int) -> None:
    """A whole number is the same from a number cell and from text."""
    assert parse_whole(float(value)) == value
    assert parse_whole(str(value)) == value


@quick
@given(value=st.integers(0, 10**15 - 1))
def test_ids_are_read_back(value: int) -> None:
    """An id of up to fifteen digits is the same from a number cell and from text."""
    assert parse_code(float(value)) == parse_code(str(value)) == str(value)


@quick
@given(digits=st.text("0123456789", min_size=1, max_size=25))
def test_an_id_of_digits_in_text_keeps_every_digit(digits: str) -> None:
    """Text is never taken for a number: zeros in front and long ids stay."""
    assert parse_code(digits) == digits


@quick
@given(value=st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_moments_are_read_back(value: datetime) -> None:
    """A moment is the same from a date cell, ISO text, day-first text and Excel's day number."""
    value = value.replace(second=0, microsecond=0)
    assert parse_moment(value) == value
    assert parse_moment(value.isoformat()) == value
    assert parse_moment(value.strftime("%d/%m/%Y %H:%M"), "day") == value
    assert parse_moment(value.strftime("%m/%d/%Y %I:%M %p"), "month") == value
    assert parse_moment(value.strftime("%-d %B %Y %H:%M")) == value
    assert parse_moment((value - datetime(1899, 12, 30)) / timedelta(days=1)) == value


@quick
@given(value=st.times())
def test_times_are_read_back(value: time) -> None:
    """A time is the same from a time cell, from 24-hour text and from OTO's own form."""
    value = value.replace(second=0, microsecond=0)
    written = parse_time(value)
    assert isinstance(written, str)
    assert parse_time(value.strftime("%H:%M")) == written
    assert parse_time(written) == written
    share = (value.hour * 60 + value.minute) / 1440
    assert parse_time(share) == written


@quick
@given(text=st.text(max_size=60))
def test_cleaning_is_done_once(text: str) -> None:
    """Clean text is printable, on one line, and stays as it is when cleaned again."""
    cleaned = strip_formatting(text)
    assert strip_formatting(cleaned) == cleaned
    assert "\n" not in cleaned
    assert cleaned == cleaned.strip()
    cleaned.encode()


@quick
@given(cells=st.lists(TEXTS, min_size=1, max_size=8), field=st.sampled_from([
    catalog.CUSTOMER_NAME, catalog.SKU,
]))  # fmt: skip
def test_texts_are_read_together_as_they_are_alone(cells: list[str], field: Field) -> None:
    """Reading plain texts by the chunk is only quicker: each is what it is when read alone."""
    alone = [
        None if isinstance(value := cell_parser(field)(cell), ParseError) else value
        for cell in cells
    ]
    assert column(read({field: cells}), field) == alone


@quick
@given(
    cell=st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,2})?|[1-9][0-9]{0,2}[.,][0-9]{3}", fullmatch=True)
)
def test_a_plain_number_is_read_the_short_way_as_the_long_way(cell: str) -> None:
    """Most numbers are settled by one pattern; a space in front, and all patterns are walked."""
    for mark in (None, ".", ","):
        assert parse_number(cell, mark) == parse_number(f" {cell}", mark)


@quick
@given(
    cell=st.from_regex(
        r"[A-Za-z0-9_+-]{1,9}(\.[A-Za-z0-9]{1,5})?@[a-z0-9-]{1,9}\.[a-z]{2,4}", fullmatch=True
    )
)
def test_a_plain_address_is_read_the_short_way_as_the_long_way(cell: str) -> None:
    """What the pattern takes for an address is one for the library that knows the standards."""
    if isinstance(parse_email(cell), str):
        assert parse_email(f" {cell}") == cell
