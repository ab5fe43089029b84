"""One column for each field: two that claim the same are told apart, or said to collide."""

from collections.abc import Sequence

import pandas as pd

from importer.mapping.cells import is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.vocabulary import MatchSource
from importer.problems import Problem, layout, problem
from importer.reading import column_letter

_ASKED = (MatchSource.MAP, MatchSource.REMEMBERED)


def resolve_conflicts(
    matches: Sequence[ColumnMatch], data: pd.DataFrame
) -> tuple[list[ColumnMatch], list[Problem]]:
    """The claims with every field claimed once (pieces of a profile aside), and what that took.

    A claim that lost keeps its column, without a field.
    """
    groups: dict[str, list[ColumnMatch]] = {}
    for claim in matches:
        if claim.field is not None and not claim.is_piece:
            groups.setdefault(claim.field, []).append(claim)
    problems: list[Problem] = []
    losers: set[int] = set()
    for field, rivals in groups.items():
        if len(rivals) > 1:
            winner, said = _winner(field, rivals, data)
            losers |= {rival.heading.index for rival in rivals if rival is not winner}
            problems += said
    settled = [
        ColumnMatch(claim.heading, None, MatchSource.IGNORED)
        if claim.heading.index in losers
        else claim
        for claim in matches
    ]
    return settled, problems


def _winner(
    field: str, rivals: list[ColumnMatch], data: pd.DataFrame
) -> tuple[ColumnMatch, list[Problem]]:
    ranked = sorted(rivals, key=lambda rival: (*rival.rank, rival.heading.index))
    if ranked[0].how in _ASKED and ranked[1].how is not ranked[0].how:
        return ranked[0], []
    filled = [rival for rival in ranked if not is_blank(data[rival.heading.index]).all()]
    if len(filled) < 2:
        return (filled or ranked)[0], []
    best, others = filled[0], _different(filled[0], filled[1:], data)
    if not others or best.how is MatchSource.PROFILE:
        return best, []
    if others[0].rank == best.rank:
        equals = [best, *(other for other in others if other.rank == best.rank)]
        names = _named(equals)
        return best, [
            problem(layout.COLUMNS_COLLIDE, column=field, columns=names, field=field,
                    first=best.heading.text)
        ]  # fmt: skip
    return best, [
        problem(layout.COLUMN_SET_ASIDE, column=field, used=_named([best]), columns=_named(others))
    ]


def _different(
    best: ColumnMatch, others: list[ColumnMatch], data: pd.DataFrame
) -> list[ColumnMatch]:
    """The others that say something else in some row."""
    own = data[best.heading.index]
    return [other for other in others if not own.equals(data[other.heading.index])]


def _named(matches: Sequence[ColumnMatch]) -> str:
    return ", ".join(
        f"“{claim.heading.text}” ({column_letter(claim.heading.index)})" for claim in matches
    )
