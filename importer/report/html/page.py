"""The page beside the workbook: one file that needs no network, to look at and to print."""

import base64
import hashlib
import re
import string
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from importer.i18n import is_right_to_left
from importer.outcome import Outcome, Status
from importer.report.colours import DARK, LIGHT, Scheme
from importer.report.results import result_rows
from importer.report.text import ReportText

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_NARROWEST = 12  # thousandths of the bar
_LONGEST_WHOLE = 32  # characters that a telephone shows on one line
_SPACES = re.compile(r"(\s+)")


def write_page(path: Path, text: ReportText, report: Path) -> None:
    """Writes the page of the report whose workbook lies at `report`, beside the page."""
    listed = text.orders.rows
    parts = _template().generate(
        text=text,
        steps=text.steps(report),
        labels={count.status: count.label for count in text.statuses.rows},
        bar=list(_bar(text)),
        listed=zip(listed, result_rows(text.run, listed), strict=True),
        anchors={row: _anchor(outcome) for outcome in listed for row in outcome.rows},
        report=report,
        href=f"./{quote(report.name)}",
        direction="rtl" if is_right_to_left(text.run.lang) else "ltr",
        style=_inline(_style()),
        script=_inline(_asset("page.js")),
    )
    with path.open("w", encoding="utf-8", newline="\n") as page:
        page.writelines(parts)


class _Inline(NamedTuple):
    """Style or script within the page, and the hash by which the page's policy allows it."""

    content: "Markup"
    hash: str


class _Stretch(NamedTuple):
    """One status in the bar: where it begins and how wide it is, in thousandths."""

    status: str
    title: str
    x: str
    width: str


def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only a page needs it

    environment = Environment(
        loader=PackageLoader("importer.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = "{:,}".format
    environment.filters["unbroken"] = _unbroken
    return environment.get_template("page.html.j2")


def _unbroken(text: str) -> "Markup":
    """The text in which no order number, date or option is broken at its hyphens."""
    from markupsafe import Markup, escape

    whole = Markup('<span class="whole">{}</span>').format
    return Markup().join(
        whole(word) if "-" in word and len(word) <= _LONGEST_WHOLE else escape(word)
        for word in _SPACES.split(text)
    )


def _anchor(outcome: Outcome) -> str:
    """What the order's line is called in links."""
    return f"row-{outcome.rows[0]}"


def _bar(text: ReportText) -> Iterator[_Stretch]:
    """A stretch for each status, as wide as its share of the orders but never too small to see."""
    counts = [count for count in text.statuses.rows if count.orders]
    shared = 1000 - _NARROWEST * len(counts)
    start = 0.0
    for count in counts:
        width = _NARROWEST + shared * count.orders / text.run.totals.orders.total()
        title = f"{count.label}: {count.orders}"
        yield _Stretch(count.status.value, title, f"{start:.2f}", f"{width:.2f}")
        start += width


def _style() -> str:
    statuses = (
        f".s-{status} {{ fill: var(--{status}-strong); }} "
        f".t-{status} {{ background: var(--{status}-fill); color: var(--{status}-ink); }}"
        for status in Status
    )
    return string.Template(_asset("page.css")).substitute(
        light=_properties(LIGHT), dark=_properties(DARK), statuses="\n".join(statuses)
    )


def _properties(scheme: Scheme) -> str:
    """The scheme as properties of CSS."""
    colours = scheme._asdict()
    for status, palette in colours.pop("palettes").items():
        colours |= {f"{status}-{part}": colour for part, colour in palette._asdict().items()}
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _asset(name: str) -> str:
    return files("importer.report.html").joinpath(name).read_text(encoding="utf-8")


def _inline(content: str) -> _Inline:
    from markupsafe import Markup

    digest = hashlib.sha256(content.encode()).digest()
    return _Inline(Markup(content), f"sha256-{base64.b64encode(digest).decode()}")
