"""What the page of a file shows, as data, in its language."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from importer import settings
from importer.catalog import BY_NAME, FIELDS
from importer.errors import ImporterError, Undecided
from importer.i18n import Language, _, without_marks
from importer.mapping import MatchSource
from importer.outcome import IN_OTO
from importer.pipeline import CheckResult
from importer.preview import Preview, preview_lines
from importer.problems import layout
from importer.progress import STAGES
from importer.reading import column_letter, column_number, display_text
from importer.report import DONE, RunReport, WrittenReport
from importer.report.problem_text import ProblemFormatter
from importer.report.results import result_rows
from importer.report.tables import status_label
from importer.report.text import ReportText
from importer.report.tracking_report import headline_of, status_with_meaning
from importer.runs import JobOptions, questions
from importer.runs.jobs import COPY
from importer.runs.words import STATES, state_of
from importer.web import handed
from importer.web.asked import shown
from importer.web.grid import Grid
from importer.web.sending import Sending
from importer.web.upload import Upload

_SAMPLES, _LOOKED_AT = 3, 50
_MOST_CAUSES, _MOST_CELLS, _MOST_ORDERS = 100, 50, 500
GUESSED = _("This is a guess by its name.")
COLLIDES = _("Several columns could be this one.")
KINDS = {**handed.KINDS, "csv": _("The results as CSV")}
_NOTHING_YET = {"sheet": "", "sheets": [], "header_row": 0, "profile": "", "encoding": ""}
NO_TOKEN = _("Connect your OTO account first: the page where files are dropped asks for its token.")


def news(upload: Upload) -> dict[str, Any]:
    """What changes from moment to moment."""
    return {
        "version": upload.version,
        "busy": _busy(upload),
        "run": _run_handed_over(upload) if upload.run else _run(upload.sending, upload.lang),
    }


def state(upload: Upload) -> dict[str, Any]:
    """All that the page of a file shows, but for the rows."""
    lang, checked, grid = upload.lang, upload.checked, upload.grid
    found: dict[str, Any] = {
        **news(upload),
        "error": None,
        "questions": [],
        "understood": _NOTHING_YET,
        "columns": [],
        "fields": [{"name": each.name, "label": each.label.format(lang)} for each in FIELDS],
        "counts": {"orders": 0, "to_send": 0, "to_mend": 0, "in_oto": 0, "rows": 0},
        "lines": [],
        "blocked": None,
        "warnings": [],
        "causes": [],
        "can_undo": bool(upload.steps),
        "result": _result_handed_over(upload) if upload.run else _result(upload),
    }
    if upload.error is not None:
        asked = _questions_of(upload.error)
        found["questions"] = [shown(each, lang) for each in asked]
        found["error"] = None if found["questions"] else _error(upload.error, lang)
    if checked is None or grid is None or upload.preview is None or upload.text is None:
        return found
    formatter = ProblemFormatter(checked.table, lang)
    blocked = upload.preview.blocked
    if blocked is not None:
        text = formatter.explain(blocked)
        found["blocked"] = {"message": text.message, "cure": text.cure}
    elif not upload.has_token:
        found["blocked"] = {
            "message": NO_TOKEN.format(lang),
            "cure": settings.NO_TOKEN_CURE.format(lang),
        }
    return found | {
        "questions": [
            *found["questions"],
            *(shown(each, lang) for each in questions.of_check(checked, JobOptions())),
        ],
        "understood": _understood(checked),
        "columns": _columns(checked, lang),
        "counts": counts(grid),
        "lines": _lines(upload, upload.preview),
        "warnings": _warnings(upload.preview, formatter),
        "causes": _causes(upload.text),
    }


def rows(grid: Grid, start: int, count: int, only_to_mend: bool) -> dict[str, Any]:
    """A window of the grid."""
    return {**grid.window(start, count, only_to_mend=only_to_mend), "headers": grid.headers()}


def mend(upload: Upload, said: Mapping[str, Any]) -> dict[str, Any]:
    """Writes what was typed, and gives the rows that were judged again."""
    grid = upload.grid
    assert grid is not None
    same = said.get("same")
    if isinstance(same, dict):
        row, column = int(same["row"]), int(same["column"])
        typed = {(each, column): str(same["text"]) for each in grid.same(row, column)}
    else:
        typed = {
            (int(each["row"]), int(each["column"])): str(each["text"])
            for each in said.get("cells", ())
        }
    typed = {place: text for place, text in typed.items() if grid.has(*place)}
    return _judged(grid, upload.mend(typed) if typed else [], len(typed))


def undo(upload: Upload) -> dict[str, Any]:
    """Takes the latest step back."""
    assert upload.grid is not None
    changed = upload.undo()
    return _judged(upload.grid, changed, len(changed))


def _judged(grid: Grid, changed: list[int], count: int) -> dict[str, Any]:
    return {"rows": grid.rows(changed[:_MOST_ORDERS]), "counts": counts(grid), "changed": count}


def counts(grid: Grid) -> dict[str, int]:
    """How many orders there are, and what would become of them."""
    orders, left = len(grid.ends), grid.left
    in_oto = sum(end.status in IN_OTO for end in grid.ends.values())
    return {
        "orders": orders,
        "to_send": orders - left - in_oto,
        "to_mend": left,
        "in_oto": in_oto,
        "rows": len(grid),
    }


def file_of(upload: Upload, kind: str) -> Path | None:
    """What can be downloaded of the latest run."""
    written = upload.written
    if written is None:
        return None
    return {
        "report": written.report,
        "page": written.page,
        COPY: written.copy,
        "csv": written.table,
    }.get(kind)


def _busy(upload: Upload) -> dict[str, str] | None:
    stage = upload.stage or ("checking" if upload.is_pending else None)
    if stage is None:
        return None
    text = STAGES.get(stage, STAGES["reading"]).format(upload.lang, file=upload.name)
    return {"stage": stage, "text": text}


def _error(error: ImporterError, lang: Language) -> dict[str, str]:
    return {"message": error.message.format(lang), "cure": error.cure.format(lang)}


def _questions_of(error: ImporterError) -> list[questions.Question]:
    return [questions.of_error(error)] if isinstance(error, Undecided) else []


def _lines(upload: Upload, preview: Preview) -> list[str]:
    """What would be sent, as the console says it; first of all why the latest run failed."""
    lang, lines = upload.lang, preview_lines(preview, upload.lang, will=preview.blocked is None)
    if upload.failure is not None:
        told = _error(upload.failure, lang)
        lines = [f"{told['message']} {told['cure']}".strip(), *lines]
    return [without_marks(line) for line in lines]


def _understood(checked: CheckResult) -> dict[str, Any]:
    table = checked.table
    return {
        "sheet": table.sheet.name,
        "sheets": [sheet.name for sheet in table.book.sheets],
        "header_row": max(table.header_rows, default=0),
        "profile": table.profile.name if table.profile else "",
        "encoding": table.book.encoding or "",
    }


def _columns(checked: CheckResult, lang: Language) -> list[dict[str, Any]]:
    """Her columns and what each was taken for, the doubtful ones first."""
    table = checked.table
    colliding = {each.column for each in table.problems if each.code == layout.COLUMNS_COLLIDE.name}
    columns = []
    for column in table.columns:
        of = BY_NAME.get(column.field or "")
        doubt = ""
        if column.how is MatchSource.CLOSE:
            doubt = GUESSED.format(lang)
        elif column.field is None and column.header and colliding:
            doubt = COLLIDES.format(lang)
        columns.append(
            {
                "header": column.header,
                "letter": column_letter(column.index),
                "samples": _samples(checked, column.index),
                "field": column.field,
                "label": of.label.format(lang) if of else "",
                "doubt": doubt,
            }
        )
    return sorted(columns, key=lambda each: (not each["doubt"], each["field"] is not None))


def _samples(checked: CheckResult, column: int) -> list[str]:
    frame = checked.unmended.frame.loc[checked.table.frame.index]
    if column not in frame:
        return []
    texts = map(display_text, frame[column].dropna().head(_LOOKED_AT))
    return list(dict.fromkeys(filter(None, texts)))[:_SAMPLES]


def _warnings(preview: Preview, formatter: ProblemFormatter) -> list[dict[str, Any]]:
    return [
        {
            "count": len(some),
            "texts": [formatter.with_cell(formatter.explain(each)) for each in some[:_SAMPLES]],
        }
        for some in preview.kinds_of_warnings
    ]


def _causes(text: ReportText) -> list[dict[str, Any]]:
    return [
        {
            "message": cause.message,
            "cure": cause.cure,
            "orders": cause.orders,
            "cells": [
                {"address": place.address, "row": place.row, "column": _column(place.address)}
                for place in cause.places[:_MOST_CELLS]
            ],
        }
        for cause in text.problems.rows[:_MOST_CAUSES]
    ]


def _column(address: str) -> int | None:
    """The number of the column that an address such as E14 begins with."""
    letters = address.rstrip("0123456789")
    return column_number(letters) if letters else None


def _run(sending: Sending | None, lang: Language) -> dict[str, Any] | None:
    if sending is None:
        return None
    left = sending.waiting_until - time.monotonic()
    state = "stopping" if sending.is_stopping else "sending"
    return {
        "state": "done" if sending.ended else state,
        "total": sending.total,
        "settled": sending.settled,
        "counts": [
            {"status": status.value, "label": status_label(status, lang), "orders": count}
            for status, count in sending.counts.most_common()
        ],
        "waiting": None
        if left <= 0 or sending.ended
        else {
            "text": sending.waiting_why.format(lang, seconds="{seconds}"),
            "seconds": round(left),
        },
        "seconds_left": None if sending.ended else sending.seconds_left,
        "text": handed.OF.format(lang, settled=sending.settled, total=sending.total),
    }


def _run_handed_over(upload: Upload) -> dict[str, Any]:
    if upload.handed is None:
        far = {"state": "sending", "total": 0, "settled": 0, "note": ""}
        far["text"] = STATES["waiting"].format(upload.lang)
    else:
        far = handed.progress_of(upload.handed, upload.lang)
    return {**far, "counts": [], "waiting": None, "seconds_left": None, "id": upload.run}


def _result_handed_over(upload: Upload) -> dict[str, Any] | None:
    of, lang = upload.handed, upload.lang
    if of is None or not of.is_over:
        return None
    error = handed.error_of(of, lang)
    return {
        "headline": state_of(of.job, lang),
        "good": of.job.exit_code == 0,
        "statuses": handed.statuses_of(of.job, lang),
        "orders": [],
        "more_orders": 0,
        "files": handed.files_of(of, lang),
        "steps": [text for text in error.values() if text] if error else [],
        "tracking": None,
        "run": upload.run,
    }


def _result(upload: Upload) -> dict[str, Any] | None:
    report, written, lang = upload.ended, upload.written, upload.lang
    if report is None or written is None:
        return None
    text = written.text
    first = sorted(report.outcomes, key=lambda end: end.status in DONE)
    listed = [_order(row, lang) for row in result_rows(report, first[:_MOST_ORDERS])]
    return {
        "headline": text.headline,
        "good": text.good,
        "statuses": [
            {"status": count.status.value, "label": count.label, "orders": count.orders}
            for count in text.statuses.rows
            if count.orders
        ],
        "orders": listed,
        "more_orders": len(report.outcomes) - len(listed),
        "files": [
            {"kind": kind, "label": label.format(lang), "name": file.name}
            for kind, label in KINDS.items()
            if (file := file_of(upload, kind)) is not None
        ],
        "steps": _said_of_files(written, report),
        "tracking": _tracking(upload),
        "run": "",
    }


def _said_of_files(written: WrittenReport, report: RunReport) -> list[str]:
    """Where a file of the report went, or why there is none of it."""
    formatter = ProblemFormatter(report.table, report.lang)
    texts = map(formatter.explain, written.problems)
    return [without_marks(f"{text.message} {text.cure}".strip()) for text in texts]


def _order(row: Any, lang: Language) -> dict[str, str]:
    return {
        "order_id": row.order_id,
        "status": row.status.value,
        "label": status_label(row.status, lang),
        "oto_id": row.oto_id,
        "reason": " ".join(filter(None, (row.error, row.fix))),
        "rows": row.rows,
    }


def _tracking(upload: Upload) -> dict[str, Any] | None:
    if upload.tracked is None:
        return None
    found, lang = upload.tracked.statuses, upload.lang
    return {
        "headline": headline_of(found).format(lang),
        "statuses": [
            {"label": status_with_meaning(status, lang), "orders": count}
            for status, count in found.most_common()
        ],
    }
