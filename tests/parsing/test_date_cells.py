"""Dates, moments and times of day, alone in their cell."""

from datetime import date, datetime, time, timedelta

import pytest

from importer.parsing.dates import parse_date, parse_moment, possible_orders
from importer.parsing.times import counts_to_24, parse_time
from importer.problems import cells as codes
from tests.parsing.value_cases import expected, said

UNREADABLE, UNCLEAR = codes.DATE_UNREADABLE, codes.DATE_UNCLEAR
NO_DAY, HIJRI = codes.DATE_NO_SUCH_DAY, codes.DATE_HIJRI
SHORT, IMPLAUSIBLE = codes.DATE_SHORT_YEAR, codes.DATE_IMPLAUSIBLE

MOMENTS = [
    (datetime(2025, 12, 31, 15, 45), "2025-12-31 15:45:00"),
    (datetime(2025, 12, 31, 15, 44, 59, 999999), "2025-12-31 15:45:00"),
    (datetime(2025, 12, 31, 23, 59, 59, 999600), "2026-01-01 00:00:00"),
    (date(2025, 12, 31), "2025-12-31 00:00:00"),
    (datetime(1900, 1, 5), IMPLAUSIBLE),
    (date(2199, 1, 1), IMPLAUSIBLE),
    (time(15, 45), UNREADABLE),
    (timedelta(hours=3), UNREADABLE),
    (True, UNREADABLE),
    (45292, "2024-01-01 00:00:00"),
    (45292.0, "2024-01-01 00:00:00"),
    (45292.65625, "2024-01-01 15:45:00"),
    (45292.999999999, "2024-01-02 00:00:00"),
    (20240131.0, "2024-01-31 00:00:00"),
    (20241331.0, NO_DAY),
    (1704067200, UNREADABLE),
    (1704067200000.0, UNREADABLE),
    (0.65625, UNREADABLE),
    (2024, UNREADABLE),
    (200000.0, UNREADABLE),
    (-5.0, UNREADABLE),
    (float("nan"), UNREADABLE),
    (float("inf"), UNREADABLE),
    ("2023-05-08", "2023-05-08 00:00:00"),
    ("2023-05-08 14:30", "2023-05-08 14:30:00"),
    ("2023-05-08T14:30:15", "2023-05-08 14:30:15"),
    ("2023-05-08T14:30:15Z", "2023-05-08 14:30:15"),
    ("2023-05-08T14:30:15.250Z", "2023-05-08 14:30:15"),
    ("2023-05-08T14:30:15+03:00", "2023-05-08 14:30:15"),
    ("2023-05-08T23:30:15-05:00", "2023-05-08 23:30:15"),
    ("2023-05-08 14:30:15 +0300", "2023-05-08 14:30:15"),
    ("2023-05-08 14:30:15 UTC", "2023-05-08 14:30:15"),
    ("2023-05-08 14:30 GMT+03:00", "2023-05-08 14:30:00"),
    ("2023/05/08", "2023-05-08 00:00:00"),
    ("2023.5.8", "2023-05-08 00:00:00"),
    ("2023/5/8 9:05", "2023-05-08 09:05:00"),
    ("20230508", "2023-05-08 00:00:00"),
    ("2023-05/08", UNREADABLE),
    ("2023-13-01", NO_DAY),
    ("2023-02-29", NO_DAY),
    ("2024-02-29", "2024-02-29 00:00:00"),
    ("2023-05-08 25:00", UNREADABLE),
    ("2023-05-08 14:60", UNREADABLE),
    ("1999-05-08", IMPLAUSIBLE),
    ("2100-05-08", IMPLAUSIBLE),
    ("31/12/2025", "2025-12-31 00:00:00"),
    ("31/12/2025 15:45", "2025-12-31 15:45:00"),
    ("31/12/2025 15:45:59", "2025-12-31 15:45:59"),
    ("31/12/2025, 3:45 PM", "2025-12-31 15:45:00"),
    ("31/12/2025 3:45pm", "2025-12-31 15:45:00"),
    ("31/12/2025 3:45 p.m.", "2025-12-31 15:45:00"),
    ("31/12/2025 3 PM", "2025-12-31 15:00:00"),
    ("31/12/2025 12:15 AM", "2025-12-31 00:15:00"),
    ("31/12/2025 12:15 PM", "2025-12-31 12:15:00"),
    ("31/12/2025 13:15 PM", "2025-12-31 13:15:00"),
    ("31/12/2025 13:15 AM", UNREADABLE),
    ("31/12/2025 at 15:45", "2025-12-31 15:45:00"),
    ("31/12/2025 - 15:45", "2025-12-31 15:45:00"),
    ("31.12.2025", "2025-12-31 00:00:00"),
    ("31-12-2025", "2025-12-31 00:00:00"),
    ("31 12 2025", "2025-12-31 00:00:00"),
    ("31 / 12 / 2025", "2025-12-31 00:00:00"),
    ("31.12.2025 14:30", "2025-12-31 14:30:00"),
    ("12/31/2025", "2025-12-31 00:00:00"),
    ("12/31/2025 11:59 PM", "2025-12-31 23:59:00"),
    ("05/05/2025", "2025-05-05 00:00:00"),
    ("5/5/2025 1:00", "2025-05-05 01:00:00"),
    ("03/04/2026", UNCLEAR),
    ("3/4/2026 15:45", UNCLEAR),
    ("03.04.2026", UNCLEAR),
    ("03-04-2026", UNCLEAR),
    ("٠٣/٠٤/٢٠٢٦", UNCLEAR),
    ("31/02/2025", NO_DAY),
    ("31/04/2025", NO_DAY),
    ("32/01/2025", NO_DAY),
    ("00/01/2025", NO_DAY),
    ("13/13/2025", NO_DAY),
    ("31/12/1999", IMPLAUSIBLE),
    ("31/12/0025", IMPLAUSIBLE),
    ("31/12/25", "2025-12-31 00:00:00"),
    ("31.12.25", "2025-12-31 00:00:00"),
    ("12/31/25", "2025-12-31 00:00:00"),
    ("5/5/25", "2025-05-05 00:00:00"),
    ("3/4/26", UNCLEAR),
    ("31/02/25", NO_DAY),
    ("31/12/99", SHORT),
    ("31/12/10", SHORT),
    ("24-05-08", SHORT),
    ("24-05-20", SHORT),
    ("05-13-24", "2024-05-13 00:00:00"),
    ("31-12-14", SHORT),
    ("٣١/١٢/٢٠٢٥", "2025-12-31 00:00:00"),
    ("٣١/١٢/٢٠٢٥ ٠٢:٣٠ م", "2025-12-31 14:30:00"),
    ("٣١/١٢/٢٠٢٥ ٠٢:٣٠ ص", "2025-12-31 02:30:00"),
    ("٢٠٢٥/١٢/٣١", "2025-12-31 00:00:00"),
    ("۳۱/۱۲/۲۰۲۵", "2025-12-31 00:00:00"),
    ("\u200f31\u200f/12\u200f/2025", "2025-12-31 00:00:00"),
    ("31/12/2025 02:30 مساءً", "2025-12-31 14:30:00"),
    ("31/12/2025 02:30 صباحا", "2025-12-31 02:30:00"),
    ("31.12.2025 ÖS 2:30", "2025-12-31 14:30:00"),
    ("31.12.2025 öö 02:30", "2025-12-31 02:30:00"),
    ("8 May 2023", "2023-05-08 00:00:00"),
    ("8 May 2023 14:30", "2023-05-08 14:30:00"),
    ("May 8, 2023", "2023-05-08 00:00:00"),
    ("May 8 2023, 2:30 PM", "2023-05-08 14:30:00"),
    ("Mon, 8 May 2023 3:05 PM", "2023-05-08 15:05:00"),
    ("Monday, May 8, 2023", "2023-05-08 00:00:00"),
    ("8-May-23", "2023-05-08 00:00:00"),
    ("08-MAY-2023", "2023-05-08 00:00:00"),
    ("8 Sept 2023", "2023-09-08 00:00:00"),
    ("8th May 2023", "2023-05-08 00:00:00"),
    ("May 1st, 2023", "2023-05-01 00:00:00"),
    ("2023 May 8", "2023-05-08 00:00:00"),
    ("8 May", UNREADABLE),
    ("May 2023", UNREADABLE),
    ("8 Maybe 2023", UNREADABLE),
    ("8 May ²²", UNREADABLE),
    ("8 May 2023 5 مساء", "2023-05-08 17:00:00"),
    ("8 May 2023 cancelled", UNREADABLE),
    ("31 Feb 2023", NO_DAY),
    ("8-May-99", SHORT),
    ("٣ يناير ٢٠٢٤", "2024-01-03 00:00:00"),
    ("3 يناير 2024", "2024-01-03 00:00:00"),
    ("الأربعاء 3 يناير 2024", "2024-01-03 00:00:00"),
    ("3 أغسطس 2024", "2024-08-03 00:00:00"),
    ("3 اغسطس 2024", "2024-08-03 00:00:00"),
    ("3 كانون الثاني 2024", "2024-01-03 00:00:00"),
    ("3 تشرين الأول 2024", "2024-10-03 00:00:00"),
    ("3 نيسان 2024", "2024-04-03 00:00:00"),
    ("3 يناير، 2024 5:30 م", "2024-01-03 17:30:00"),
    ("8 Mayıs 2023", "2023-05-08 00:00:00"),
    ("8 MAYIS 2023 14:30", "2023-05-08 14:30:00"),
    ("8 Oca 2023", "2023-01-08 00:00:00"),
    ("3 Ağustos 2024", "2024-08-03 00:00:00"),
    ("3 Kasım 2024", "2024-11-03 00:00:00"),
    ("3 Eylül 2024 Salı", "2024-09-03 00:00:00"),
    ("01/09/1445", HIJRI),
    ("1/9/1445 14:30", HIJRI),
    ("1445-09-01", HIJRI),
    ("1445/9/1", HIJRI),
    ("١٤٤٥/٠٩/٠١", HIJRI),
    ("12 رمضان 1445", HIJRI),
    ("12 رمضان 1445 هـ", HIJRI),
    ("15 ذو الحجة 1446", HIJRI),
    ("1 محرم 1447", HIJRI),
    ("12 Ramadan 1445", HIJRI),
    ("hello", UNREADABLE),
    ("31/12", UNREADABLE),
    ("12/2025", UNREADABLE),
    ("45292", UNREADABLE),
    ("1704067200", UNREADABLE),
    ("14:30", UNREADABLE),
    ("today", UNREADABLE),
    ("31/12/2025 soon", UNREADABLE),
    ("31/12/2025 31/12/2025", UNREADABLE),
    ("1/2/3/2025", UNREADABLE),
    ("31/12/2025-15:45-16:45", UNREADABLE),
]

IN_ORDER = [
    ("03/04/2026", "day", "2026-04-03"),
    ("03/04/2026", "month", "2026-03-04"),
    ("12-25-26", "month", "2026-12-25"),
    ("13/04/2026", "month", "2026-04-13"),
    ("04/13/2026", "day", "2026-04-13"),
    ("3/4/26", "day", "2026-04-03"),
    ("24-05-20", "day", "2020-05-24"),
    ("2026-03-04", "month", "2026-03-04"),
]

OPEN_TO = [
    ("31/12/2025", {"day"}),
    ("12/31/2025 10:00", {"month"}),
    ("03/04/2026", {"day", "month"}),
    ("05/05/2026", {"day", "month"}),
    ("24-05-08", {"year"}),
    ("24-05-20", {"day", "year"}),
    ("05-05-24", {"day", "month"}),
    ("2026-03-04", set()),
    ("8 May 2023", set()),
    ("31/02/2025", set()),
    ("text", set()),
    (45292.0, set()),
    (None, set()),
]

TIMES = [
    ("2:30pm", "2:30pm"),
    ("2:30 PM", "2:30pm"),
    ("2:30 p.m.", "2:30pm"),
    ("02:30 pm", "2:30pm"),
    ("2.30pm", "2:30pm"),
    ("2 pm", "2pm"),
    ("2PM", "2pm"),
    ("12pm", "12pm"),
    ("12am", "12am"),
    ("12:15 AM", "12:15am"),
    ("14:30", "2:30pm"),
    ("14:30:59", "2:30pm"),
    ("14.30", "2:30pm"),
    ("00:15", "12:15am"),
    ("0:15", "12:15am"),
    ("12:00", "12pm"),
    ("09:00", "9am"),
    ("9:00", "9am"),
    ("02:30", "2:30am"),
    ("9", "9am"),
    ("17", "5pm"),
    ("٢:٣٠ م", "2:30pm"),
    ("٢:٣٠ ص", "2:30am"),
    ("2:30 مساءً", "2:30pm"),
    ("10 صباحا", "10am"),
    ("9:00 صباحاً", "9am"),
    ("2:30 ظهر", "2:30pm"),
    ("12:30 ظهراً", "12:30pm"),
    ("3 عصر", "3pm"),
    ("4:15 عصرا", "4:15pm"),
    ("م 2:30", "2:30pm"),
    ("ÖS 2:30", "2:30pm"),
    ("2:30 öö", "2:30am"),
    (time(14, 30), "2:30pm"),
    (time(0, 0), "12am"),
    (timedelta(hours=9), "9am"),
    (timedelta(hours=14, minutes=30), "2:30pm"),
    (datetime(2024, 1, 1, 17, 0), "5pm"),
    (0.604166666666667, "2:30pm"),
    (0.5, "12pm"),
    (0.0, "12am"),
    (9.0, "9am"),
    (17, "5pm"),
    ("2:30", codes.TIME_UNCLEAR),
    ("5", codes.TIME_UNCLEAR),
    (5.0, codes.TIME_UNCLEAR),
    ("25:00", codes.TIME_UNREADABLE),
    ("14:60", codes.TIME_UNREADABLE),
    ("13:00 am", codes.TIME_UNREADABLE),
    ("0 pm", codes.TIME_UNREADABLE),
    ("9:00-12:00", codes.TIME_UNREADABLE),
    ("morning", codes.TIME_UNREADABLE),
    ("1430", codes.TIME_UNREADABLE),
    ("am 2:30 pm", codes.TIME_UNREADABLE),
    (24.0, codes.TIME_UNREADABLE),
    (14.5, codes.TIME_UNREADABLE),
    (-0.5, codes.TIME_UNREADABLE),
    (timedelta(hours=30), codes.TIME_UNREADABLE),
    (timedelta(hours=-1), codes.TIME_UNREADABLE),
    (date(2024, 1, 1), codes.TIME_UNREADABLE),
    (True, codes.TIME_UNREADABLE),
    (float("nan"), codes.TIME_UNREADABLE),
]


@pytest.mark.parametrize(("cell", "value"), MOMENTS)
def test_moments(cell: object, value: object) -> None:
    """A moment is the wall-clock time that the cell shows, or a problem that says why not."""
    assert str(said(parse_moment(cell))) == expected(value)


@pytest.mark.parametrize(("cell", "order", "value"), IN_ORDER)
def test_a_known_order_settles_what_is_unclear_and_nothing_else(
    cell: str, order: str, value: str
) -> None:
    """The order decides 03/04; a date that can be read in one way only stays what it is."""
    assert str(said(parse_date(cell, "day" if order == "day" else "month"))) == value


@pytest.mark.parametrize(("cell", "orders"), OPEN_TO)
def test_the_orders_that_a_cell_is_open_to(cell: object, orders: set[str]) -> None:
    """Only dates of three numbers with the year behind tell the order of their column."""
    assert possible_orders(cell) == orders


@pytest.mark.parametrize(("cell", "value"), TIMES)
def test_times(cell: object, value: object) -> None:
    """A time is written as OTO does, and 2:30 alone is asked about."""
    assert said(parse_time(cell)) == expected(value)


def test_an_unclear_date_names_both_readings() -> None:
    """The merchant sees what the cell could mean."""
    read = parse_moment("03/04/2026")
    assert not isinstance(read, datetime)
    assert dict(read.facts) == {"day_first": "2026-04-03", "month_first": "2026-03-04"}


def test_a_day_leaves_the_time_out() -> None:
    """A delivery day has no hour."""
    assert parse_date("31/12/2025 15:45") == date(2025, 12, 31)
    assert type(parse_date(datetime(2025, 12, 31, 15, 45))) is date


def test_hours_counted_to_24_settle_an_unclear_time() -> None:
    """Beside 14:30, 2:30 is in the night."""
    assert counts_to_24("14:30")
    assert counts_to_24(17.0)
    assert not counts_to_24("2:30 pm")
    assert not counts_to_24("9:00")
    assert said(parse_time("2:30", to_24=True)) == "2:30am"
