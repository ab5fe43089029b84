"""The codes of problems of a cell, a row or an order by the rules that every order must keep."""

from importer.problems.rules.cells import *  # noqa: F403
from importer.problems.rules.cells import CELL_CODES
from importer.problems.rules.consistency import *  # noqa: F403
from importer.problems.rules.consistency import STORY_CODES
from importer.problems.rules.cross_field import *  # noqa: F403
from importer.problems.rules.cross_field import TOGETHER_CODES
from importer.problems.rules.money import *  # noqa: F403
from importer.problems.rules.money import MONEY_CODES

CODES = (*CELL_CODES, *TOGETHER_CODES, *MONEY_CODES, *STORY_CODES)
