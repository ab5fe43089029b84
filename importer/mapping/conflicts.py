"""One column for each field: two that say the same are told apart, or said to collide."""

from collections.abc import Sequence

import pandas as pd

from importer.mapping.cells import blank_mask
from importer.mapping.matching import ColumnMatch
from importer.mapping.vocabulary import MatchSource
from importer.problems import Problem, layout, problem
from importer.reading import column_letter

_SETTLED = (MatchSource.MAP, MatchSource.REMEMBERED)


def resolve_conflicts(
    matches: Sequence[ColumnMatch], body: pd.DataFrame
) -> tuple[list[ColumnMatch], list[Problem]]:
    """The matches with one column a field (a profile's inputs aside), and what that took; `body`
    are the rows beneath the header.

    A match that lost keeps its column, without a field.
    """
    by_field: dict[str, list[ColumnMatch]] = {}
    for match in matches:
        if match.field is not None and not match.is_input:
            by_field.setdefault(match.field, []).append(match)
    problems: list[Problem] = []
    losers: set[int] = set()
    for field, rivals in by_field.items():
        if len(rivals) > 1:
            winner, problem_of_field = _winner(field, rivals, body)
            losers |= {rival.column for rival in rivals if rival is not winner}
            problems += problem_of_field
    resolved = [
        ColumnMatch(match.header_cell, None, MatchSource.IGNORED)
        if match.column in losers
        else match
        for match in matches
    ]
    return resolved, problems


def _winner(
    field: str, rivals: Sequence[ColumnMatch], body: pd.DataFrame
) -> tuple[ColumnMatch, list[Problem]]:
    ranked = sorted(rivals, key=lambda rival: (*rival.rank, rival.column))
    if ranked[0].how in _SETTLED and ranked[1].how is not ranked[0].how:
        return ranked[0], []
    filled = [rival for rival in ranked if not blank_mask(body[rival.column]).all()]
    if len(filled) < 2:
        return (filled or ranked)[0], []
    best = filled[0]
    others = [other for other in filled[1:] if not body[best.column].equals(body[other.column])]
    if not others or best.how is MatchSource.PROFILE:
        return best, []
    equals = [other for other in others if other.rank == best.rank]
    if equals:
        columns = _listed([best, *equals])
        same_header = any(other.key == best.key for other in equals)
        return best, [
            problem(
                layout.COLUMNS_COLLIDE,
                column=field,
                columns=columns,
                field=field,
                first=column_letter(best.column) if same_header else best.header,
            )
        ]
    return best, [
        problem(
            layout.COLUMN_SET_ASIDE, column=field, used=_listed([best]), columns=_listed(others)
        )
    ]


def _listed(matches: Sequence[ColumnMatch]) -> str:
    return ", ".join(f"“{match.header}” ({column_letter(match.column)})" for match in matches)
