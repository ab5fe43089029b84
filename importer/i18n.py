"""What is said to people: English sentences in the code, translations in `locale/`.

    READING = _("Reading {file}")
    HELD = _n("{count} order is held back", "{count} orders are held back")
    HELD.format("ar", count=3)

`locale/<language>/LC_MESSAGES/importer.po` holds a language's translations; a folder more is a
language more. They are extracted and compiled with Babel (see CONTRIBUTING.md).
"""

import gettext
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path
from string import Formatter
from typing import NamedTuple

Language = str  # a code such as "ar", one of LANGUAGES

_DOMAIN = "importer"
_FOLDER = Path(__file__).with_name("locale")
SOURCE: Language = "en"
LANGUAGES: tuple[Language, ...] = (
    SOURCE,
    *sorted(path.parent.parent.name for path in _FOLDER.glob("*/LC_MESSAGES/importer.mo")),
)

# Unicode's isolates: what stands between them neither turns nor is turned by the text around it.
_LEFT_TO_RIGHT, _AS_IT_BEGINS, _END = "\u2066", "\u2068", "\u2069"
_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NUMBER = re.compile(r"[\d.,٬٫]*")
_TURNS = re.compile(r"[^\W\d_\u0590-\u08ff]|\d")  # a letter of a left-to-right script, or a digit
_MANY = 100  # in every language of the plural that holds a number
_HOLDER = "\ue000"  # stands for a place of a text while its Latin parts are looked for
PROGRAM = "python -m importer"  # as sentences name it
_program = PROGRAM
_COMMAND = f"(?:{PROGRAM}|--[a-z])"
_LATIN = re.compile(
    rf" *{_COMMAND}[\x20-\x7e{_HOLDER}]*|[\x20-\x7e]+?(?= *{_COMMAND})|[\x20-\x7e]+"
)


class Localized:
    """What is said differently in each language; `str()` gives the English."""

    __slots__ = ()

    def format(self, language: Language, /, **facts: object) -> str:
        """The text in `language`, its places filled by `facts`."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.format(SOURCE)


@dataclass(frozen=True, slots=True)
class Message(Localized):
    """One sentence; a place in it is `{name}`, filled by the fact of that name.

    With `plural` there is a text for each form of the language, chosen by the fact named `by`.
    `facts` are those that are known already; a missing fact stays empty. A fact may be `Localized`
    itself.
    """

    text: str
    plural: str = ""
    by: str = "count"
    facts: tuple[tuple[str, object], ...] = ()

    def format(self, language: Language, /, **facts: object) -> str:
        """The sentence in `language`."""
        known = {**dict(self.facts), **facts} if self.facts else facts
        number = _whole(known.get(self.by)) if self.plural else 0
        return self._filled(language, number, known)

    def _filled(self, language: Language, number: int, facts: Mapping[str, object]) -> str:
        template = _template(language, self.text, self.plural, number)
        return template if isinstance(template, str) else template.fill(facts)

    def shown(self, language: Language) -> str:
        """The sentence for a manual: its largest plural, its places in brackets."""
        names = {name for _, name, *_ in Formatter().parse(self.text + self.plural) if name}
        shown = {name: Verbatim(f"⟨{name}⟩") for name in names}
        return self._filled(language, _MANY, {**shown, **dict(self.facts)})

    def given(self, **facts: object) -> "Message":
        """The sentence with more of its facts known."""
        return replace(self, facts=(*self.facts, *facts.items()))

    def translations(self) -> tuple[str, ...]:
        """The sentence in every language, bare of marks of direction."""
        return tuple(dict.fromkeys(without_marks(self.format(each)) for each in LANGUAGES))


def _(text: str, /, **facts: object) -> Message:
    """A sentence to be translated."""
    return Message(text, facts=tuple(facts.items()))


def _n(singular: str, plural: str, /, by: str = "count", **facts: object) -> Message:
    """A sentence to be translated that counts: the fact `by` says how many."""
    return Message(singular, plural, by, tuple(facts.items()))


@dataclass(frozen=True, slots=True)
class Verbatim(Localized):
    """A text that is the same in every language, such as a code."""

    text: str

    def format(self, language: Language, /, **facts: object) -> str:
        """The text."""
        return self.text


@cache
def is_right_to_left(language: Language) -> bool:
    """Whether the language is written from right to left."""
    if language == SOURCE:
        return False
    from babel import Locale

    return Locale.parse(language).text_direction == "rtl"


def without_marks(text: str) -> str:
    """The text without the invisible marks, of direction and of the beginning of a file, that
    copying may bring along."""
    return _MARKS.sub("", text)


def isolated(text: str) -> str:
    """The text so that it keeps its own direction within a right-to-left sentence; a number and
    words of such a script need no help, nor does a sentence in which that is done already."""
    if _NUMBER.fullmatch(text) or not _TURNS.search(text) or _END in text:
        return text
    return f"{_AS_IT_BEGINS}{text}{_END}"


def isolate_latin(text: str, language: Language) -> str:
    """A text that was made elsewhere in the language: in its right-to-left lines the Latin parts
    keep their own direction, where that is not done yet."""
    if not is_right_to_left(language):
        return text
    lines = text.splitlines(keepends=True)
    return "".join(
        line if line.isascii() or _END in line else _LATIN.sub(_isolated_latin, line)
        for line in lines
    )


def set_process_program(words: str) -> None:
    """From now on sentences have these words where they name the command that starts us."""
    global _program
    _program = words
    _template.cache_clear()


def program() -> str:
    """The words that start us, as somebody would type them here."""
    return _program


def set_process_language(language: Language) -> None:
    """From now on a library that asks gettext itself (click) finds its sentences in our catalogs,
    in this language."""
    gettext.bindtextdomain(_DOMAIN, _FOLDER)
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language


@cache
def _catalog(language: Language) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    with (_FOLDER / language / "LC_MESSAGES" / "importer.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def _whole(number: object) -> int:
    """The number that a fact stands for: 3, "3" and "1,000" count alike."""
    digits = re.sub(r"\D", "", str(number))
    return int(digits) if digits else 0


class _Place(NamedTuple):
    """A piece of text and the place behind it; the last piece has none."""

    before: str
    name: str | None
    spec: str
    isolate: bool


class _Template(NamedTuple):
    language: Language
    places: tuple[_Place, ...]

    def fill(self, facts: Mapping[str, object]) -> str:
        said: list[str] = []
        for before, name, spec, isolate in self.places:
            if before.startswith(".") and said and said[-1].endswith("."):
                before = before.removeprefix(".")  # a whole sentence stands in this one
            said.append(before)
            if name is None:
                continue
            fact = facts.get(name, "")
            if isinstance(fact, Localized):
                said.append(fact.format(self.language))
            else:
                text = format(fact, spec)
                said.append(isolated(text) if isolate else text)
        return "".join(said)


@lru_cache(maxsize=20_000)
def _template(language: Language, text: str, plural: str, number: int) -> _Template | str:
    """The translation, ready to be filled; a plain text where there is nothing to fill."""
    catalog = _catalog(language) if text else _catalog(SOURCE)  # "" is a catalog's own header
    found = catalog.ngettext(text, plural, number) if plural else catalog.gettext(text)
    if _program != PROGRAM:
        found = found.replace(PROGRAM, _program.replace("{", "{{").replace("}", "}}"))
    pieces = [(before, name, spec or "") for before, name, spec, _ in Formatter().parse(found)]
    if is_right_to_left(language):
        places = _isolating(pieces)
    else:
        places = tuple(_Place(*piece, isolate=False) for piece in pieces)
    if all(place.name is None for place in places):
        return "".join(place.before for place in places)
    return _Template(language, places)


def _isolating(pieces: Sequence[tuple[str, str | None, str]]) -> tuple[_Place, ...]:
    """The pieces of a right-to-left text with their Latin parts isolated; a command is isolated
    whole, its places are not once more."""
    held = "".join(before if name is None else before + _HOLDER for before, name, _ in pieces)
    turned = _LATIN.sub(_isolated_latin, held).split(_HOLDER)
    places: list[_Place] = []
    depth = 0
    for before, (_, name, spec) in zip_longest(turned, pieces, fillvalue=("", None, "")):
        text = str(before)
        depth += text.count(_LEFT_TO_RIGHT) - text.count(_END)
        places.append(_Place(text, name, spec, isolate=depth == 0))
    return tuple(places)


def _isolated_latin(found: re.Match[str]) -> str:
    run, inner = found[0], ""
    trimmed = _trimmed(run)
    while trimmed != inner:
        inner, trimmed = trimmed, _trimmed(trimmed)
    if not inner or _NUMBER.fullmatch(inner):
        return run
    before, _, after = run.partition(inner)
    return f"{before}{_LEFT_TO_RIGHT}{inner}{_END}{after}"


def _trimmed(run: str) -> str:
    """The run without what belongs to the sentence around it: its spaces and marks, its brackets,
    and a quotation mark whose partner is not in the run."""
    run = run.strip(" ,;:!?|").rstrip(".")
    for opening, closing in ("()", "[]"):
        if run.startswith(opening) and (run.endswith(closing) or closing not in run):
            run = run[1:]
        if run.endswith(closing) and run.count(closing) > run.count(opening):
            run = run[:-1]
        if run.endswith(opening):
            run = run[:-1]
    for mark in "\"'`":
        if run.count(mark) % 2 and (run.startswith(mark) or run.endswith(mark)):
            run = run.removeprefix(mark) if run.startswith(mark) else run.removesuffix(mark)
    return run
