"""What a terminal is given: the text, and nothing that it would obey."""

import pytest

from importer.text import printable

OSC_LINK = "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\x1b[2J\x1b[31mRiyadh\x1b[0m", "[2J[31mRiyadh[0m"),
        (OSC_LINK, "]8;;https://evil.example\\click]8;;\\"),
        ("\x9b31mred\x9d0;title\x9c", "31mred0;title"),  # C1: one byte is a whole introducer
        ("\x07bell\x08\x7f\x00", "bell"),
        ("created\rrefused", "createdrefused"),
        ("\u202e1001\u202c \u202dx\u202a\u202b", "1001 x"),
        ("order \ud800", "order \ufffd"),
    ],
)
def test_a_terminal_gets_nothing_that_it_obeys(text: str, printed: str) -> None:
    """Escape sequences, control characters and overrides lose what makes them work."""
    assert printable(text) == printed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two\nlines\tand a tab",
        "الرياض \u2066--map-city\u2069 \u200fنعم",
        "نمی\u200cخواهم 👩\u200d🍳",
        "İğne ıŞık €",
    ],
)
def test_what_people_read_stays(text: str) -> None:
    """Lines, tabs, marks and isolates of right-to-left text, joiners and every letter stay."""
    assert printable(text) == text
    assert printable(printable(text)) == text


def test_every_control_character_is_taken() -> None:
    """Of the 65 control characters of Unicode only line break and tab pass."""
    controls = [chr(code) for code in (*range(32), *range(127, 160))]
    assert printable("".join(controls)) == "\t\n"
