"""The page beside the workbook: one file that needs no network, to look at and to print."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from importer.i18n import Message
from importer.outcome import Status
from importer.report import words
from importer.report.excel.style import PALETTES
from importer.report.html.markup import Markup, Part, joined, tag
from importer.report.html.orders_table import OrdersTable, status_tag
from importer.report.model import RunReport
from importer.report.problem_text import ProblemGroup
from importer.report.text import ReportText


def write_page(path: Path, run: RunReport, told: ReportText, workbook: str) -> None:
    """Writes the page of the report whose workbook, beside it, is called `workbook`."""
    page = _Page(run, told)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for part in page.parts(workbook):
            out.write(part.html + "\n")


class _Page:
    def __init__(self, run: RunReport, told: ReportText) -> None:
        self._run, self._told = run, told

    def _say(self, text: Message, **facts: object) -> str:
        return text.format(self._run.lang, **facts)

    def parts(self, workbook: str) -> Iterator[Markup]:
        """The page from its first line to its last."""
        style, script = _asset("page.css") + _colours(), _asset("page.js")
        direction = "rtl" if self._run.lang == "ar" else "ltr"
        yield Markup(f'<!doctype html>\n<html lang="{self._run.lang}" dir="{direction}">')
        yield self._head(style, script)
        yield Markup("<body>")
        yield self._header(workbook)
        yield from self._sections()
        yield from OrdersTable(self._run).parts()
        yield Markup(f"<script>{script}</script>\n</body>\n</html>")

    def _head(self, style: str, script: str) -> Markup:
        allowed = (
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        )
        title = tag("title", f"{self._run.file.name}: {self._told.title}")
        return Markup(
            '<head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="referrer" content="no-referrer">'
            f"{title.html}<style>{style}</style></head>"
        )

    def _header(self, workbook: str) -> Markup:
        told = self._told
        look = "stop" if self._run.stopped else "good" if told.good else "care"
        cure = tag("p", told.cure) if told.cure else None
        link = tag("a", workbook, href=_relative(workbook))
        return joined(
            [
                tag("p", told.title, class_="quiet"),
                tag("header", tag("h1", told.headline), cure, class_=look),
                self._bar(),
                tag("p", f"{self._say(words.WORKBOOK)}: ", link, class_="quiet"),
            ]
        )

    def _bar(self) -> Markup:
        """One stretch for each status, as wide as its share of the orders."""
        total = self._told.counts.orders.total() or 1
        rects, start = [], 0.0
        for status in Status:
            share = 1000 * self._told.counts.orders[status] / total
            name = f"{self._say(words.STATUS[status])}: {self._told.counts.orders[status]}"
            if share:
                x, width = f"{start:.2f}", f"{share:.2f}"
                title = tag("title", name)
                rects.append(tag("rect", title, class_=f"s-{status}", x=x, width=width, height=10))
            start += share
        box = {"viewBox": "0 0 1000 10", "preserveAspectRatio": "none", "role": "img"}
        return tag("svg", *rects, class_="bar", aria_label=self._told.headline, **box)

    def _sections(self) -> Iterator[Markup]:
        told = self._told
        yield self._section(words.WHAT_TO_DO, self._steps())
        yield self._section(words.ORDERS, self._statuses())
        yield self._section(words.ROWS_OF_FILE, self._rows_of_file())
        yield from self._causes(words.PROBLEMS, told.problems)
        yield from self._causes(words.WARNINGS, told.warnings)
        if self._run.money:
            title = words.MONEY_CHECK if self._run.check_only else words.MONEY
            yield self._section(title, self._money())
        facts = [part for label, value in told.facts for part in _fact(label, value)]
        yield self._section(words.RUN_FACTS, tag("dl", *facts))
        yield from self._causes(words.NOTES, told.notes)
        yield self._section(words.COLUMNS, self._columns())

    def _section(self, title: Message, *body: Part) -> Markup:
        return tag("section", tag("h2", self._say(title)), *body)

    def _steps(self) -> Markup:
        steps = (
            tag("li", step.text, step.command and tag("code", step.command))
            for step in self._told.steps
        )
        return tag("ul", *steps, class_="steps")

    def _statuses(self) -> Markup:
        counts = self._told.counts
        rows = [
            tag(
                "tr",
                tag(
                    "td",
                    status_tag(status, self._run.lang),
                    " ",
                    tag("span", status.value, class_="machine"),
                ),
                tag("td", f"{counts.orders[status]:,}", class_="n"),
                tag("td", f"{counts.rows[status]:,}", class_="n"),
                tag("td", self._say(words.MEANING[status])),
            )
            for status in Status
            if counts.orders[status]
        ]
        sums = (counts.orders.total(), counts.rows.total())
        cells = (tag("td", f"{number:,}", class_="n") for number in sums)
        total = tag("tr", tag("td", self._say(words.TOTAL)), *cells, tag("td"), class_="total")
        head = (words.STATUS_LABEL, words.ORDERS, words.ROWS, words.MEANS)
        return self._table(head, [*rows, total], numbers=(1, 2))

    def _rows_of_file(self) -> Markup:
        facts = [part for label, n in self._told.accounting for part in _fact(label, f"{n:,}")]
        good = "good" if self._told.counts.add_up else "stop"
        verdict = tag("p", tag("span", self._told.verdict, class_=f"tag {good}"))
        return joined([tag("dl", *facts), verdict])

    def _causes(self, title: Message, causes: Sequence[ProblemGroup]) -> Iterator[Markup]:
        if not causes:
            return
        rows = []
        for cause in causes[:500]:
            orders = f"{cause.orders:,}" if cause.orders else self._say(words.WHOLE_FILE)
            rows.append(
                tag(
                    "tr",
                    tag("td", orders, class_="n"),
                    tag("td", cause.message),
                    tag("td", cause.cure),
                    tag("td", _machine(cause.where)),
                )
            )
        head = (words.ORDERS, words.WHAT_IS_WRONG, words.HOW_TO_MEND, words.WHERE)
        yield self._section(title, self._table(head, rows, numbers=(0,)))

    def _money(self) -> Markup:
        rows = [
            tag(
                "tr",
                tag("td", sums.currency),
                tag("td", f"{sums.cod:,}", class_="n"),
                tag("td", f"{sums.paid:,}", class_="n"),
            )
            for sums in self._run.money
        ]
        return self._table((words.CURRENCY, words.COD, words.PAID), rows, numbers=(1, 2))

    def _columns(self) -> Markup:
        rows = [
            tag(
                "tr",
                tag("td", _machine(column.letter)),
                tag("td", tag("bdi", column.header)),
                tag("td", column.field),
                tag("td", column.how, class_="guess" if column.guessed else None),
                class_=None if column.taken else "off",
            )
            for column in self._told.columns[:500]
        ]
        return self._table((words.COLUMN, words.HEADER, words.UNDERSTOOD_AS, words.HOW), rows)

    def _table(
        self, head: Iterable[Message], rows: Iterable[Markup], numbers: Sequence[int] = ()
    ) -> Markup:
        titles = (
            tag("th", self._say(title), scope="col", class_="n" if n in numbers else None)
            for n, title in enumerate(head)
        )
        table = tag("table", tag("thead", tag("tr", *titles)), tag("tbody", *rows))
        return tag("div", table, class_="scroll")


def _machine(text: str) -> Markup:
    return tag("span", text, class_="machine")


def _fact(label: str, value: str) -> tuple[Markup, Markup]:
    return tag("dt", label), tag("dd", tag("bdi", value))


def _relative(name: str) -> str:
    from urllib.parse import quote

    return "./" + quote(name)


def _asset(name: str) -> str:
    return files("importer.report.html").joinpath(name).read_text(encoding="utf-8")


def _colours() -> str:
    rules = (
        f".s-{status} {{ fill: {tone.strong}; }} "
        f".t-{status} {{ background: {tone.fill}; color: {tone.ink}; }}"
        for status, tone in PALETTES.items()
    )
    return "\n".join(rules)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
