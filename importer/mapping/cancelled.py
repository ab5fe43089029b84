"""Orders that the export itself calls cancelled: held, so that no parcel goes out for them."""

from collections.abc import Sequence

import pandas as pd

from importer.mapping.blank import is_nothing
from importer.mapping.claims import Claim
from importer.mapping.names import normalise
from importer.mapping.profile import ANY, Profile
from importer.problems import Problem, layout, problem
from importer.sheet import shown


def cancelled_orders(
    data: pd.DataFrame, claims: Sequence[Claim], profile: Profile
) -> list[Problem]:
    """A problem for each row that says so."""
    return [
        problem(layout.ORDER_CANCELLED, row, claim.heading.text, shown(cell)[:60])
        for claim in claims
        if (words := profile.cancelled.get(claim.heading.key)) is not None
        for row, cell in zip(data.index.tolist(), data[claim.heading.index].tolist(), strict=True)
        if not is_nothing(cell) and (ANY in words or normalise(shown(cell)) in words)
    ]
