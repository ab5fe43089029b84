"""E-mail addresses and links."""

from datetime import date

import pytest

from importer.parsing.contacts import parse_email, parse_url
from importer.problems.cells import EMAIL_UNREADABLE, URL_UNREADABLE
from tests.parsing.value_cases import expected, said

EMAILS = [
    ("noura@example.com", "noura@example.com"),
    (" noura@example.com ", "noura@example.com"),
    ("noura@example.com\u200f", "noura@example.com"),
    ("Noura.Q+shop@Mail.Example.com.sa", "Noura.Q+shop@Mail.Example.com.sa"),
    ("mailto:noura@example.com", "noura@example.com"),
    ("someone@shop.test", "someone@shop.test"),
    ("abc123@marketplace.amazon.sa", "abc123@marketplace.amazon.sa"),
    ("o'hara@example.com", "o'hara@example.com"),
    ("نورة@مثال.السعودية", "نورة@مثال.السعودية"),
    ("a" * 60 + "@example.com", "a" * 60 + "@example.com"),
    ("a" * 65 + "@example.com", EMAIL_UNREADABLE),
    ("noura", EMAIL_UNREADABLE),
    ("noura@", EMAIL_UNREADABLE),
    ("@example.com", EMAIL_UNREADABLE),
    ("noura@example", EMAIL_UNREADABLE),
    ("noura@@example.com", EMAIL_UNREADABLE),
    ("noura@example..com", EMAIL_UNREADABLE),
    ("noura@-example.com", EMAIL_UNREADABLE),
    (".noura@example.com", EMAIL_UNREADABLE),
    ("noura.@example.com", EMAIL_UNREADABLE),
    ("no ura@example.com", EMAIL_UNREADABLE),
    ("a@example.com, b@example.com", EMAIL_UNREADABLE),
    ("a@example.com;b@example.com", EMAIL_UNREADABLE),
    ("Noura <noura@example.com>", EMAIL_UNREADABLE),
    (5.0, EMAIL_UNREADABLE),
    (True, EMAIL_UNREADABLE),
    (date(2026, 1, 1), EMAIL_UNREADABLE),
]

URLS = [
    ("https://example.com/a.jpg", "https://example.com/a.jpg"),
    ("http://example.com", "http://example.com"),
    ("HTTPS://Example.com/A?b=c#d", "HTTPS://Example.com/A?b=c#d"),
    (" https://example.com/a%20b ", "https://example.com/a%20b"),
    ("https://مثال.السعودية/صورة", "https://مثال.السعودية/صورة"),
    ("https://example.com:8443/a", "https://example.com:8443/a"),
    ("www.example.com", URL_UNREADABLE),
    ("example.com/a.jpg", URL_UNREADABLE),
    ("https://", URL_UNREADABLE),
    ("https://localhost/a", URL_UNREADABLE),
    ("https://exa mple.com", URL_UNREADABLE),
    ("https://a.com https://b.com", URL_UNREADABLE),
    ("ftp://example.com/a", URL_UNREADABLE),
    ("javascript:alert(1)", URL_UNREADABLE),
    ("https://[broken", URL_UNREADABLE),
    ("picture.jpg", URL_UNREADABLE),
    (5.0, URL_UNREADABLE),
    (date(2026, 1, 1), URL_UNREADABLE),
]


@pytest.mark.parametrize(("cell", "value"), EMAILS)
def test_emails(cell: object, value: object) -> None:
    """One address, as it stands, or a problem."""
    assert said(parse_email(cell)) == expected(value)


@pytest.mark.parametrize(("cell", "value"), URLS)
def test_links(cell: object, value: object) -> None:
    """One full web link, as it stands, or a problem."""
    assert said(parse_url(cell)) == expected(value)
