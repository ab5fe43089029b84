"""What a header can be called: canonical names, the template's labels, aliases, and what is nearly
one of them. The words that tell what else a header or a row is stand in `words.toml`."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from importer.catalog import BY_NAME, FIELDS, Field, Kind, Part
from importer.catalog.iso import CURRENCIES
from importer.catalog.units import units_of
from importer.errors import UsageError
from importer.i18n import _
from importer.text import fold, fold_case, fold_header, nearest, without_article, words_of

_IN_BRACKETS = re.compile(r"^(.+?)[(\[（]\s*([^()\[\]（）]*?)\s*[)\]）]\W*$", re.DOTALL)
_AFTER_COMMA = re.compile(r"^(.*)[,،/|-]\s*(\S+)\W*$", re.DOTALL)
_LAST_WORD = re.compile(r"^(.+?)[\s_]+(?:in[\s_]+)?(\S+)\W*$", re.DOTALL | re.I)
_UNIT_AT_END = (_IN_BRACKETS, _AFTER_COMMA, _LAST_WORD)
_IN_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IN_UNIT = re.compile(r"^(?:in\s+|بال|ب)(?=\w)", re.I)  # in grams, بالجرام
# A header is nearly a name: of 100 so much alike, so much more than any name of another field (of
# those that are alike at all), and long enough for a slip of the pen.
_LEAST_SCORE = 88.0
_LEAST_LEAD = 6.0
_LEAST_RIVAL = 70.0
_LEAST_LENGTH = 5


class MatchSource(StrEnum):
    """Why a column is taken for its field."""

    MAP = "map"
    REMEMBERED = "remembered"
    CANONICAL = "canonical"
    PROFILE = "profile"
    LABEL = "label"
    ALIAS = "alias"
    CLOSE = "close"
    IGNORED = "ignored"


@cache
def words(meaning: str) -> tuple[str, ...]:
    """The words of one meaning (a table of `words.toml`), in all languages."""
    return tuple(word for by_language in _word_lists()[meaning].values() for word in by_language)


@cache
def word_keys(meaning: str, key: Callable[[str], str] = fold_header) -> frozenset[str]:
    """The same by their keys."""
    return frozenset(map(key, words(meaning)))


@cache
def _word_lists() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def names_of(field: Field) -> tuple[str, ...]:
    """All that a column of the field may be called, in every language."""
    return (field.name, *field.label.translations(), *field.aliases)


def exact_match(header: str) -> tuple[Field, MatchSource] | None:
    """The field that the header names outright, and by which kind of name."""
    if (field := _canonical_names().get(fold_case(header))) is not None:
        return field, MatchSource.CANONICAL
    known = _known_names()
    if (match := known.get(fold_header(header))) is not None:
        return match
    for bare, unit in _with_unit(header, *_UNIT_AT_END):
        if (match := known.get(bare)) is not None and _fits(unit, match[0]):
            return match
    return _of_recipient(words_of(header))


def _of_recipient(parts: Sequence[str]) -> tuple[Field, MatchSource] | None:
    """The field of the customer whose name stands behind a word for the delivery or the customer,
    or before one: `shipCity`, `receiver_phone`, `customerPostalCode`, هاتف المستلم."""
    whose = word_keys("delivery") | word_keys("customer")
    for end in range(1, len(parts)):
        for around, rest in ((parts[:end], parts[end:]), (parts[end:], parts[:end])):
            match = _known_names().get("".join(rest)) if "".join(around) in whose else None
            if match is not None and match[0].part is Part.CUSTOMER:
                return match[0], MatchSource.ALIAS
    return None


def without_unit(header: str) -> str:
    """The key of the header without a unit that stands apart at its end: `Total (SAR)`."""
    return _apart(header)[0]


def _apart(header: str) -> tuple[str, str]:
    """The same and the unit; without one the whole key and nothing."""
    units = _with_unit(header, _IN_BRACKETS, _AFTER_COMMA)
    return next(iter(units), (fold_header(header), ""))


def unit_of_header(header: str, field: Field) -> str:
    """The unit or the currency (folded) at the end of a header of the field; else empty."""
    remarks = word_keys("remark", fold)
    units = (unit for _, unit in _with_unit(header, *_UNIT_AT_END))
    return next((unit for unit in units if unit not in remarks and _fits(unit, field)), "")


@lru_cache(maxsize=8192)
def _with_unit(header: str, *patterns: re.Pattern[str]) -> tuple[tuple[str, str], ...]:
    """The ways to take a unit off the header's end: the key of what is left, and the unit."""
    found = []
    header = _IN_CAMEL_CASE.sub(" ", header)
    for pattern in patterns:
        if parts := pattern.match(header):
            units = dict.fromkeys(map(fold, (parts[2], _IN_UNIT.sub("", parts[2], count=1))))
            found += [(fold_header(parts[1]), unit) for unit in units if unit in _all_units()]
    return tuple(found)


@cache
def _all_units() -> frozenset[str]:
    measures = (unit for field in FIELDS for unit in units_of(field))
    currencies = map(str.lower, CURRENCIES)
    return word_keys("remark", fold) | word_keys("money", fold) | {*measures, *currencies}


def _fits(unit: str, field: Field) -> bool:
    """Whether the folded unit may stand behind the field's name."""
    if unit in units_of(field) or unit in word_keys("remark", fold):
        return True
    is_money = unit in word_keys("money", fold) or unit.upper() in CURRENCIES
    return is_money and field.kind in (Kind.MONEY, Kind.CURRENCY, Kind.PAYMENT)


@cache
def _canonical_names() -> Mapping[str, Field]:
    return {fold_case(field.name): field for field in FIELDS}


@cache
def _known_names() -> Mapping[str, tuple[Field, MatchSource]]:
    """The field of each name by its key; a name of two fields is the one's whose label it is."""
    known: dict[str, tuple[Field, MatchSource]] = {}
    for field in FIELDS:
        for label in field.label.translations():
            known.setdefault(fold_header(label), (field, MatchSource.LABEL))
    for field in FIELDS:
        for name in (field.name, *field.aliases):
            known.setdefault(fold_header(name), (field, MatchSource.ALIAS))
    return known


def fuzzy_match(header: str) -> Field | None:
    """The one field whose name the header nearly is, or None when it could be another thing."""
    key, unit = _apart(header)
    if len(key) < _LEAST_LENGTH or key in _known_names():
        return None
    spellings = _spellings()
    words_of_header = words_of(header)
    bare = _without_articles(words_of_header)
    if bare in spellings:
        return spellings[bare][0] if _is_of_unit(header, unit, spellings[bare][0]) else None
    scores = nearest(key, {name: name for name in spellings}, least=_LEAST_RIVAL, limit=8)
    best, score = next(iter(scores.items()), ("", 0.0))
    if score < _LEAST_SCORE:
        return None
    field, words_of_name = spellings[best]
    rivals = [score for name, score in scores.items() if spellings[name][0] is not field]
    if (rivals and score - rivals[0] < _LEAST_LEAD) or not _is_of_unit(header, unit, field):
        return None
    # A different number or a different word of its own is a different thing.
    same_digits = [c for c in key if c.isdigit()] == [c for c in best if c.isdigit()]
    own_words = set(words_of_header) - words_of_name
    return field if same_digits and own_words.isdisjoint(_meaningful_words()) else None


def _is_of_unit(header: str, unit: str, field: Field) -> bool:
    """Whether the header's unit is one that the field can be in; one that is not known is none."""
    if unit:
        return _fits(unit, field)
    return not (units_of(field) and _IN_BRACKETS.match(header))


@cache
def _spellings() -> Mapping[str, tuple[Field, frozenset[str]]]:
    """The keys of each name, with and without articles: its field and its words."""
    spellings: dict[str, tuple[Field, frozenset[str]]] = {}
    for field in FIELDS:
        for name in names_of(field):
            parts = words_of(name)
            for key in (fold_header(name), _without_articles(parts)):
                spellings.setdefault(key, (field, frozenset(parts)))
    return spellings


def _without_articles(parts: Sequence[str]) -> str:
    return without_article(" ".join(parts)).replace(" ", "")


@cache
def _meaningful_words() -> frozenset[str]:
    of_names = (word for field in FIELDS for name in names_of(field) for word in words_of(name))
    return word_keys("another_thing").union(of_names)


def resolve_field(name: str) -> Field | None:
    """The field that an option or a profile names; None for "no field" (`-`, `ignore`).

    Raises UsageError when there is no such field, with the nearest names.
    """
    if is_no_field(name):
        return None
    if (field := BY_NAME.get(name.strip())) is not None:
        return field
    if (match := exact_match(name)) is not None:
        return match[0]
    keys = {key: key for key in _known_names()}
    near = nearest(fold_header(name), keys, least=0, limit=12, parts=True)
    fields = list(dict.fromkeys(_known_names()[key][0].name for key in near))[:3]
    raise UsageError(
        _("There is no field “{text}”.", text=name),
        _("The nearest are: {near}.", near=", ".join(fields)),
    )


def is_no_field(name: str) -> bool:
    """Whether the name says that a column is to be left out."""
    return fold_header(name) in word_keys("no_field")


def nearest_names(text: str, among: Sequence[str], least: float = 0) -> list[str]:
    """Up to three of the given names that come nearest to the text."""
    keys = {position: fold_header(name) for position, name in enumerate(among)}
    positions = nearest(fold_header(text), keys, least=least, limit=3, parts=True)
    return [among[position] for position in positions]
