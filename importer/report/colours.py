"""The colours of the report, in one place: workbook and page draw with them."""

from collections.abc import Mapping
from typing import NamedTuple

from importer.outcome import Status


class Palette(NamedTuple):
    """Colours that belong together: `fill` behind text, `ink` of text, `strong` in charts."""

    fill: str
    ink: str
    strong: str


class Scheme(NamedTuple):
    """Colours that are seen together.

    What is written on `background` or on a `fill` has a contrast of 4.5:1 with it, and a `strong`
    one of 3:1 with `background`: `tests/browser` measures both.
    """

    background: str
    ink: str
    faint: str
    line: str
    paper: str
    link: str
    palettes: Mapping[Status, Palette]


LIGHT = Scheme(
    background="#FFFFFF",
    ink="#1F2933",
    faint="#6B7785",
    line="#D5DBE3",
    paper="#F3F5F8",
    link="#1B5583",
    palettes={
        Status.CREATED: Palette("#DFF3E6", "#14683A", "#2E9E5B"),
        Status.ALREADY_CREATED: Palette("#E1EEF9", "#1B5583", "#3B82C4"),
        Status.CONFLICT: Palette("#F9E1EF", "#8A1C5B", "#B83280"),
        Status.REJECTED: Palette("#FBE0DE", "#9B1C1C", "#D64545"),
        Status.INVALID: Palette("#FDEBD3", "#8A4B08", "#C57A16"),
        Status.UNCONFIRMED: Palette("#FFF5C7", "#6B5900", "#A38B00"),
        Status.NOT_SENT: Palette("#E9ECF0", "#4A5361", "#8A94A3"),
        Status.VALID: Palette("#DFF3E6", "#14683A", "#2E9E5B"),
    },
)
DARK = Scheme(
    background="#12181F",
    ink="#E4E9EF",
    faint="#9AA7B5",
    line="#303A46",
    paper="#1C242D",
    link="#7DB8E8",
    palettes={
        Status.CREATED: Palette("#123823", "#8FDCB0", "#3FB873"),
        Status.ALREADY_CREATED: Palette("#122F49", "#95C8F2", "#5A9FE0"),
        Status.CONFLICT: Palette("#451A34", "#F2A6D2", "#D95FA6"),
        Status.REJECTED: Palette("#4A1C1C", "#F7ACA8", "#E5635F"),
        Status.INVALID: Palette("#45290A", "#F6C27F", "#E39A35"),
        Status.UNCONFIRMED: Palette("#3A3206", "#ECD868", "#CDB21A"),
        Status.NOT_SENT: Palette("#29313B", "#C0CAD6", "#8F9BAB"),
        Status.VALID: Palette("#123823", "#8FDCB0", "#3FB873"),
    },
)
