"""The HTML of the page: its templates, filled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.types import Scope

from importer.i18n import Language, Message, _, _n, is_right_to_left
from importer.ledger.database import is_shared
from importer.operators import Operator
from importer.report.tables import status_label
from importer.web.desk import Desk
from importer.web.upload import Upload
from importer.web.views import counts

ENDINGS = {
    "done": _("to its end"),
    "stopped": _("stopped early"),
    "interrupted": _("interrupted"),
    "running": _("still running"),
    "crashed": _("cut off"),
    "superseded": _("taken over by another run"),
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Which operator asks, and whether a proxy says so; `accounts` are the names of those served
    that she may use."""

    operator: Operator
    accounts: tuple[str, ...]
    by_proxy: bool


def visitor_of(scope: Scope) -> Visitor | None:
    """Who asks; None on one person's page."""
    visitor: Visitor | None = scope.get("visitor")
    return visitor


def templates(lang: Language, *, rehearsal: bool, of_team: bool, base: str = "") -> Environment:
    """The templates in that language; `base` stands before the addresses of a page."""
    made = Environment(
        loader=PackageLoader("importer.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        _=lambda text, /, **facts: Message(text).format(lang, **facts),
        _n=lambda one, many, /, **facts: Message(one, many).format(lang, **facts),
        lang=lang,
        direction="rtl" if is_right_to_left(lang) else "ltr",
        rehearsal=rehearsal,
        of_team=of_team,
        base=base,
        hands_over=False,
        is_shared=False,
        visitor=None,
        account_name="",
    )
    return made


class Pages:
    """The HTML of the page: its templates, in the desk's language."""

    def __init__(self, desk: Desk, *, of_team: bool = False) -> None:
        self._desk = desk
        self._templates = templates(
            desk.lang, rehearsal=desk.rehearsal, of_team=of_team, base=desk.path
        )
        self._templates.globals["account_name"] = desk.settings.account_name
        self._templates.globals["hands_over"] = desk.hands_over
        self._templates.globals["is_shared"] = is_shared(desk.settings.ledger)

    def home(self, visitor: Visitor | None = None) -> str:
        """Where a file is dropped."""
        desk, lang = self._desk, self._desk.lang
        known = desk.uploads()
        uploads = [
            {
                "id": each.id,
                "name": each.name,
                "changed": _when(each.changed),
                "state": _state_of(each, lang),
                "orders": len(each.grid.ends) if each.grid else 0,
                "left": each.grid.left if each.grid else 0,
            }
            for each in known
        ]
        runs = [
            {
                "id": past.run.run_id,
                "when": _when(past.run.started),
                "file": past.run.file_name,
                "orders": past.run.orders,
                "ending": ENDINGS.get(past.ending, ENDINGS["stopped"]).format(lang),
                "counts": [
                    {"status": status.value, "label": status_label(status, lang), "orders": count}
                    for status, count in past.counts.items()
                ],
            }
            for past in desk.runs()
        ]
        return self._templates.get_template("home.html.j2").render(
            uploads=uploads,
            runs=runs,
            host=desk.settings.host,
            account=desk.account or _account_of(known),
            has_token=bool(desk.settings.token),
            visitor=visitor,
        )

    def upload(self, upload: Upload, visitor: Visitor | None = None) -> str:
        """One file."""
        return self._templates.get_template("upload.html.j2").render(
            id=upload.id, name=upload.name, host=self._desk.settings.host, visitor=visitor
        )

    def runs(self, visitor: Visitor | None = None) -> str:
        """All submitted runs of the account."""
        return self._templates.get_template("runs.html.j2").render(
            host=self._desk.settings.host, visitor=visitor
        )

    def run(self, run: str, file: str, visitor: Visitor | None = None) -> str:
        """One submitted run."""
        return self._templates.get_template("run.html.j2").render(
            id=run, name=file, host=self._desk.settings.host, visitor=visitor
        )


def _account_of(uploads: Iterable[Upload]) -> str:
    """What OTO called the account when a file was judged."""
    previews = (upload.preview for upload in uploads)
    return next((each.account for each in previews if each is not None and each.account), "")


def _when(at: datetime | float) -> str:
    moment = datetime.fromtimestamp(at) if isinstance(at, float) else at
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _state_of(upload: Upload, lang: Language) -> str:
    if upload.is_sending:
        return _("being sent").format(lang)
    if upload.grid is None:
        return _("cannot be read").format(lang) if upload.error else _("being read").format(lang)
    left = upload.grid.left
    if left:
        return _n("{count} order to mend", "{count} orders to mend", count=left).format(lang)
    ready = counts(upload.grid)["to_send"]
    if ready:
        return _n("{count} order ready", "{count} orders ready", count=ready).format(lang)
    return _("all in OTO").format(lang)
