"""E-mail addresses and links."""

import re
from urllib.parse import urlsplit

from importer.parsing.parser import ParseError, Parser, parse_error
from importer.problems import cells
from importer.reading import display_text
from importer.text import strip_formatting

# What most addresses look like, settled without asking the library.
_PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,24}"
)
_LONGEST_PLAIN = 60


# How a picture in the cell itself is seen by others: Excel's as an error, those of WPS and Google
# Sheets as a formula.
_PICTURE = re.compile(r"#VALUE!|=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(.*", re.I | re.S)


def skip_pictures(parse: Parser) -> Parser:
    """The parser for a column of links in which a picture may stand in place of one: it is none."""

    def parse_link(cell: object) -> object:
        is_picture = cell is not None and _PICTURE.fullmatch(display_text(cell).strip())
        return None if is_picture else parse(cell)

    return parse_link


def parse_email(cell: object) -> str | ParseError:
    """An e-mail address as it stands; whether its host exists is not asked."""
    if not isinstance(cell, str):
        return parse_error(cells.EMAIL_UNREADABLE)
    if len(cell) <= _LONGEST_PLAIN and _PLAIN.fullmatch(cell):
        return cell
    address = strip_formatting(cell).removeprefix("mailto:").removeprefix("MAILTO:").strip()
    # Slow to load, and rarely needed.
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, strict=True, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return parse_error(cells.EMAIL_UNREADABLE)
    return address if "." in address.rpartition("@")[2] else parse_error(cells.EMAIL_UNREADABLE)


def parse_url(cell: object) -> str | ParseError:
    """One full http or https link."""
    link = strip_formatting(cell) if isinstance(cell, str) else ""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return parse_error(cells.URL_UNREADABLE)
    whole = parts.scheme in ("http", "https") and host and "." in host and " " not in link
    return link if whole else parse_error(cells.URL_UNREADABLE)
