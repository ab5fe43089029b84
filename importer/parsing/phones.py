"""Phone numbers as OTO takes them: digits with country code, no plus."""

import re
from functools import cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumber, ValidationResult

from importer.parsing.parser import ParseError, parse_error
from importer.parsing.texts import expand_scientific, whole_digits
from importer.parsing.words import alternatives, words
from importer.problems import Code, cells
from importer.text import normalize

# Countries whose plain mobile numbers are settled by a pattern; such a number with its country code
# and without plus is also unmistakable in a row of another country.
_NEAR = ("SA", "AE", "KW", "BH", "OM", "QA", "JO", "EG", "TR")
_MARKS = re.compile(r"[\s().\-‐‑–—_/]+")
_WHOLE_FLOAT = re.compile(r"([0-9]{7,15})\.0+")
# Every order needs its country, and a sender, too: that the row has none is a problem anyway.
_WAITS = ParseError(None)
_LEAST = 7
"""Fewer digits than this are no phone number beside another one."""


def parse_phone(cell: object, country: str | None) -> str | ParseError:
    """A cell as digits with country code; `country` (ISO alpha-2) is the row's, None if unknown.

    Local, international (+ or 00) and bare forms are taken, landlines too. A number that the
    numbering plan of its country does not have is a problem that says why.
    """
    if isinstance(cell, str):
        mobile = _plain_mobile(cell, country)
        if mobile:
            return mobile
        text = expand_scientific(_patterns().label.sub("", normalize(cell)))
    elif isinstance(cell, int | float):
        text = _from_number(cell, country)
    else:
        return parse_error(cells.BECAME_DATE)
    if isinstance(text, ParseError):
        return text
    float_text = _WHOLE_FLOAT.fullmatch(text)
    return _one_number(float_text[1] if float_text else text.strip(" ,;.،؛/"), country)


def _from_number(cell: float, country: str | None) -> str | ParseError:
    """The digits of a number cell; `050-1234567` typed as a formula leaves a negative number."""
    digits = whole_digits(cell)
    fraction = isinstance(digits, ParseError) and digits.code is cells.ID_FRACTION
    return _unreadable(country) if cell < 0 or fraction or isinstance(cell, bool) else digits


def _one_number(text: str, country: str | None) -> str | ParseError:
    digits = _MARKS.sub("", text)
    mobile = _plain_mobile(digits, country)
    if mobile:
        return mobile
    if _patterns().extension.search(text):
        return parse_error(cells.PHONE_EXTENSION)
    pieces = _patterns().between.split(text)
    parts = [piece for piece in pieces if sum(map(str.isdigit, piece)) >= _LEAST]
    if len(parts) > 1:
        return _one_of_several(parts, country)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        return _unreadable(country)
    return _by_plan(digits, country)


def _unreadable(country: str | None) -> ParseError:
    return parse_error(cells.PHONE_UNREADABLE, example=example_mobile(country))


def _one_of_several(parts: list[str], country: str | None) -> str | ParseError:
    """`0551234567 / +966551234567` is one number, written twice."""
    numbers = {parse_phone(part, country) for part in parts}
    only = numbers.pop() if len(numbers) == 1 else None
    if isinstance(only, str):
        return only
    return parse_error(cells.PHONE_TWO, first=parts[0].strip(), second=parts[1].strip())


class _Patterns(NamedTuple):
    """The words beside numbers: in front of one, between two, before an extension."""

    label: re.Pattern[str]
    between: re.Pattern[str]
    extension: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    label, between, extension = (
        alternatives(words("phones")[name]) for name in ("label", "between", "extension")
    )
    return _Patterns(
        re.compile(rf"^(?:{label})\s*[:.]\s*", re.IGNORECASE),
        re.compile(rf"[/,;|\\،؛&]|\s(?:{between})\s|\s-\s|(?<=[0-9]{{7}})[\s-](?=[+0])"),
        re.compile(rf"(?:{extension})\s*[:.]?\s*[0-9]{{1,6}}$", re.IGNORECASE),
    )


def _plain_mobile(digits: str, country: str | None) -> str | None:
    """A plain mobile number of a near country, settled without asking the numbering plan."""
    if country in _NEAR:
        code, pattern = _mobile(country)
        local = pattern.fullmatch(digits)
        if local:
            return code + local[1]
    if country is None or country in _NEAR or digits.startswith(("+", "00")):
        return _near_mobile(digits)
    return None


def _near_mobile(digits: str) -> str | None:
    """A mobile number of any near country that stands with its country code."""
    international = _near_mobiles().fullmatch(digits)
    return international[1] if international else None


@cache
def _mobile(country: str) -> tuple[str, re.Pattern[str]]:
    """Country code and the pattern of mobile numbers, with 0, 00, + or nothing before them."""
    code, trunk, national = _plan(country)
    return code, re.compile(rf"(?:(?:\+|00)?{code})?(?:{trunk})?({national})", re.ASCII)


@cache
def _near_mobiles() -> re.Pattern[str]:
    """Mobile numbers of all near countries with their country code, in any form."""
    plans = (_plan(country) for country in _NEAR)
    numbers = "|".join(f"{code}(?:{national})" for code, _, national in plans)
    return re.compile(rf"(?:\+|00)?({numbers})", re.ASCII)


def _plan(country: str) -> tuple[str, str, str]:
    """Country code, trunk prefix and pattern of the national mobile numbers of a near country."""
    plan = PhoneMetadata.metadata_for_region(country)
    assert plan is not None and plan.mobile is not None
    national = plan.mobile.national_number_pattern or ""
    return str(plan.country_code), plan.national_prefix or "", national


def _by_plan(digits: str, country: str | None) -> str | ParseError:
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if country is None and not digits.startswith("+"):
        return _WAITS
    try:
        number = phonenumbers.parse(digits, country)
    except NumberParseException as error:
        return _parse_problem(error, country)
    if phonenumbers.is_valid_number(number):
        return _digits(number)
    return _with_code(digits, country) or _near_mobile(digits) or _why_not(number, country)


def _with_code(digits: str, country: str | None) -> str | None:
    """The number read as country code of its own country and number, both bare."""
    if country is None or digits.startswith("+"):
        return None
    if not digits.startswith(str(phonenumbers.country_code_for_region(country))):
        return None
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except NumberParseException:
        return None
    return _digits(number) if phonenumbers.is_valid_number(number) else None


def _digits(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).lstrip("+")


def _parse_problem(error: NumberParseException, country: str | None) -> ParseError:
    if error.error_type == NumberParseException.TOO_LONG:
        return _about(cells.PHONE_TOO_LONG, country)
    if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        return parse_error(cells.PHONE_NO_SUCH_CODE)
    return _about(cells.PHONE_TOO_SHORT, country)


def _why_not(number: PhoneNumber, country: str | None) -> ParseError:
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(number.country_code or 0, ())
    home = country if country in regions or not regions else regions[0]
    # The 0 in front, which the library keeps when what is left is no number, is no digit of it.
    bare = PhoneNumber(country_code=number.country_code, national_number=number.national_number)
    mobile = phonenumbers.PhoneNumberType.MOBILE
    reason = phonenumbers.is_possible_number_for_type_with_reason(bare, mobile)
    abroad = home != country
    if reason in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        return _about(cells.PHONE_TOO_SHORT, home, abroad=abroad)
    if reason == ValidationResult.TOO_LONG:
        return _about(cells.PHONE_TOO_LONG, home, abroad=abroad)
    return _about(cells.PHONE_NOT_IN_USE, home, abroad=abroad)


def _about(code: Code, country: str | None, *, abroad: bool = False) -> ParseError:
    """The problem with the country and what a number of it looks like."""
    example = example_mobile(country, abroad=abroad)
    return parse_error(code, country=country or "", example=example)


@cache
def example_mobile(country: str | None, *, abroad: bool = False) -> str:
    """A mobile number of the country (ISO 3166-1 alpha-2) as people write it there, or `abroad`."""
    kind = phonenumbers.PhoneNumberType.MOBILE
    number = phonenumbers.example_number_for_type(country, kind) if country else None
    if number is None:
        return "+966551234567"
    national, international = (
        phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.INTERNATIONAL,
    )  # fmt: skip
    return phonenumbers.format_number(number, international if abroad else national)
