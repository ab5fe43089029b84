"""Orders that the sheet itself calls cancelled: held, so that no parcel goes out for them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from importer.mapping.cells import is_nothing
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import ANY, Profile
from importer.mapping.vocabulary import MatchSource
from importer.problems import Problem, layout, problem
from importer.reading import display_text
from importer.text import fold_header

# Where no profile says it: only words that cannot mean anything else.
_WORDS = frozenset(
    map(
        fold_header,
        ("cancelled", "canceled", "cancel", "order cancelled", "ملغي", "ملغى", "ملغية", "ملغاة",
         "ملغاه", "تم الإلغاء", "تم إلغاء الطلب", "طلب ملغي", "iptal", "iptal edildi",
         "iptal edilmiş", "iptal oldu"),
    )
)  # fmt: skip
_HEADERS = (
    "status", "order status", "state", "حالة الطلب", "الحالة", "حالة", "حالة الطلبية", "durum",
    "durumu", "sipariş durumu", "sipariş statüsü", "statü",
)  # fmt: skip
_ANYWHERE = {fold_header(header): _WORDS for header in _HEADERS}


def cancelled_orders(
    data: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None
) -> list[Problem]:
    """A problem for each row that says so; a column that is used as a field says nothing here,
    nor does one that the merchant had left out."""
    told: Mapping[str, frozenset[str]] = profile.cancelled if profile else {}
    return [
        problem(layout.ORDER_CANCELLED, row, claim.heading.text, display_text(cell)[:60])
        for claim in matches
        if (words := (told or _ANYWHERE).get(claim.heading.key)) and _speaks(claim)
        for row, cell in zip(data.index.tolist(), data[claim.heading.index].tolist(), strict=True)
        if not is_nothing(cell) and (ANY in words or fold_header(display_text(cell)) in words)
    ]


def _speaks(claim: ColumnMatch) -> bool:
    return claim.is_piece or claim.how is MatchSource.IGNORED
