"""What a submitted run has to be told by a person, as data: what a terminal would ask."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from importer.catalog import BY_NAME
from importer.errors import Undecided, UsageError
from importer.i18n import LANGUAGES, Localized, _
from importer.parsing.same_for_all import missing_values, no_value, value_for_all
from importer.pipeline import CheckResult
from importer.preview import Preview, preview_lines
from importer.problems import Problem, cells
from importer.runs.options import JobOptions

SEND = "send"
YES, NO = "yes", "no"
DAY_FIRST = _("{cell} is {date} (the day first)")
MONTH_FIRST = _("{cell} is {date} (the month first)")
WHICH_DATES = _("Which comes first in your dates, the day or the month?")
POINT = _("{cell} is {number} (the point divides)")
COMMA = _("{cell} is {number} (the comma divides)")
WHICH_MARK = _("Does the comma or the point divide the decimals in your amounts?")
SAME_FOR_ALL = _("No column holds “{label}”. What is it for all orders?")
ASK = _("Send them now?")
NO_YES = _("This run asks something else first, and a yes is no answer to it.")
NO_SUCH_QUESTION = _("This run does not ask for “{name}”.")
ONE_OF = _("“{value}” is no answer to “{name}”: it takes one of {choices}.")

Question = dict[str, Any]


def of_error(error: Undecided) -> Question:
    """The question that reading the file came to."""
    return _question(error.option, error.message, error.choices)


def of_check(checked: CheckResult, options: JobOptions) -> list[Question]:
    """What the file leaves open and was not asked yet."""
    found = [*_of_cells(checked), *_of_missing(checked)]
    return [each for each in found if each["option"] not in options.asked]


def of_sending(preview: Preview) -> Question:
    """Whether what is shown may be sent; the answer counts for just that."""
    question = _question(SEND, ASK, {YES: "", NO: ""})
    lines = {lang: preview_lines(preview, lang, will=True) for lang in LANGUAGES}
    return {**question, "lines": lines, "shown": what_goes_out(preview)}


def what_goes_out(preview: Preview) -> list[Any]:
    """What is agreed to when the sending is: how many orders, how much money, whereto."""
    money = [[each.currency, str(each.cod), str(each.paid)] for each in preview.money]
    return [preview.to_send, money, preview.shipments, preview.account, preview.host]


def answered(
    options: JobOptions, questions: Sequence[Question], answers: Sequence[tuple[str, str]]
) -> JobOptions | None:
    """The options with the answers, None after a no.

    An answer is a question's name and a value; `yes` or `no` under no name is about the sending.
    Raises UsageError for what is no question or no answer to it.
    """
    by_name = {each["option"]: each for each in questions}
    asked = [*options.asked, *(name for name in by_name if name != SEND)]
    options = replace(options, asked=asked)
    for name, value in answers:
        if value == NO and name in ("", SEND):
            return None
        if name == "":
            options = _with_yes(options, by_name)
        elif name not in by_name:
            raise UsageError(NO_SUCH_QUESTION.given(name=name), _names(by_name))
        else:
            options = _with_answer(options, by_name[name], value)
    return options


def _with_yes(options: JobOptions, by_name: Mapping[str, Question]) -> JobOptions:
    if SEND not in by_name:
        raise UsageError(NO_YES, _names(by_name))
    return _with_answer(options, by_name[SEND], YES)


def _with_answer(options: JobOptions, question: Question, value: str) -> JobOptions:
    name, choices = question["option"], question["choices"]
    if name in BY_NAME:
        read = value_for_all(BY_NAME[name], value)
        if read is None:
            raise UsageError(no_value(BY_NAME[name], value))
        return options.with_value(name, read)
    if value not in choices:
        raise UsageError(ONE_OF.given(value=value, name=name, choices=", ".join(choices)))
    if name == SEND:
        return replace(options, agreed=question["shown"])
    return options.with_value(name, value)


def _names(by_name: Mapping[str, Question]) -> Localized:
    return _("It asks for: {names}.", names=", ".join(by_name))


def _of_cells(checked: CheckResult) -> list[Question]:
    questions = []
    dates = _first(checked, cells.DATE_UNCLEAR.name)
    if dates is not None:
        facts = {name: str(fact) for name, fact in dates.facts}
        readings = (("day", DAY_FIRST, "day_first"), ("month", MONTH_FIRST, "month_first"))
        shown: dict[str, Localized | str] = {
            value: text.given(cell=dates.value, date=facts.get(fact, ""))
            for value, text, fact in readings
        }
        questions.append(_question("dates", WHICH_DATES, shown))
    mark = _first(checked, cells.DECIMAL_UNCLEAR.name)
    if mark is not None:
        cell = str(mark.value)
        point, comma = cell.replace(",", ""), cell.replace(".", "").replace(",", ".")
        shown = {
            "point": POINT.given(cell=cell, number=point),
            "comma": COMMA.given(cell=cell, number=comma),
        }
        questions.append(_question("decimal", WHICH_MARK, shown))
    return questions


def _of_missing(checked: CheckResult) -> list[Question]:
    return [
        _question(
            name,
            SAME_FOR_ALL.given(label=BY_NAME[name].label),
            dict.fromkeys(BY_NAME[name].allowed, ""),
            likely or "",
        )
        for name, likely in missing_values(checked.table, checked.frame).items()
    ]


def _question(
    option: str, text: Localized, choices: Mapping[str, Localized | str], likely: str = ""
) -> Question:
    """In every language: who reads it is not known yet."""
    return {
        "option": option,
        "text": {lang: text.format(lang) for lang in LANGUAGES},
        "choices": {
            value: {
                lang: shown if isinstance(shown, str) else shown.format(lang) for lang in LANGUAGES
            }
            for value, shown in choices.items()
        },
        "likely": likely,
    }


def _first(checked: CheckResult, code: str) -> Problem | None:
    return next((each for each in checked.problems if each.code == code), None)
