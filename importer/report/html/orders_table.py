"""The page's table of orders, to be searched and filtered."""

from collections.abc import Iterator, Sequence
from functools import cache

from importer.i18n import Language, Message
from importer.outcome import IN_OTO, Outcome, Status
from importer.report import words
from importer.report.html.markup import Markup, escaped, tag
from importer.report.model import RunReport
from importer.report.results import ResultRow, lines

MOST_ORDERS = 5_000  # a browser still searches these at once


# Filled in with escaped texts; five thousand times, so not made of tags.
_ORDER = (
    '<tr data-status="{status}"><td><bdi>{order_id}</bdi></td><td>{shown}</td>'
    '<td class="short">{oto_id}</td><td><span class="machine">{error_code}</span></td>'
    '<td class="text">{error}{warned}</td><td class="text">{fix}</td>'
    '<td class="short">{rows}</td><td class="n">{attempts}</td>'
    '<td class="short">{sent_at}</td></tr>'
)


@cache
def status_tag(status: Status, lang: Language) -> Markup:
    """The status in words and in its colours."""
    return tag("span", words.STATUS[status].format(lang), class_=f"tag t-{status}")


class OrdersTable:
    """One line an order, with what "Results" says of it."""

    def __init__(self, run: RunReport) -> None:
        self._run = run

    def _say(self, text: Message, **facts: object) -> str:
        return text.format(self._run.lang, **facts)

    def parts(self) -> Iterator[Markup]:
        """The section, a part at a time."""
        chosen = _chosen(self._run.outcomes)
        yield Markup(f"<section>{tag('h2', self._say(words.LINE['orderId'])).html}")
        if len(chosen) < len(self._run.outcomes):
            facts = {"shown": len(chosen), "orders": len(self._run.outcomes)}
            yield tag("p", self._say(words.SHOWN_SOME, **facts), class_="quiet")
        yield self._tools()
        head = (tag("th", self._say(label), scope="col") for label in words.LINE.values())
        top = tag("thead", tag("tr", *head))
        yield Markup(f'<div class="scroll"><table id="orders">{top.html}<tbody>')
        for line in lines(self._run, chosen):
            yield self._order(line)
        yield Markup("</tbody></table></div></section>")

    def _tools(self) -> Markup:
        options = [tag("option", self._say(words.ALL), value="")]
        there = {outcome.status for outcome in self._run.outcomes}
        for status in Status:
            if status in there:
                options.append(tag("option", self._say(words.STATUS[status]), value=status.value))
        search = self._say(words.SEARCH)
        field = Markup(
            f'<input id="search" type="search" placeholder="{search}" aria-label="{search}">'
        )
        chooser = tag("select", *options, id="status", aria_label=self._say(words.STATUS_LABEL))
        count = self._say(words.MATCHES, count="#")
        shown = tag("span", id="shown", class_="quiet", aria_live="polite", data_text=count)
        return tag("div", field, chooser, shown, class_="tools")

    def _order(self, line: ResultRow) -> Markup:
        told = {name: escaped(cell) for name, cell in line._asdict().items()}
        warned = tag("span", line.warnings, class_="warning").html if line.warnings else ""
        status = status_tag(line.status, self._run.lang).html
        return Markup(_ORDER.format(**{**told, "shown": status, "warned": warned}))


def _chosen(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """All the orders in file order; of too many those with problems, then the first others."""
    if len(outcomes) <= MOST_ORDERS:
        return list(outcomes)
    fine = IN_OTO | {Status.VALID}
    return sorted(outcomes, key=lambda outcome: outcome.status in fine)[:MOST_ORDERS]
