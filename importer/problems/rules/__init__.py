"""The codes of problems of a cell, a row or an order by the rules that every order must keep."""

from importer.problems.rules.cell import *  # noqa: F403
from importer.problems.rules.cell import CELL_CODES
from importer.problems.rules.money import *  # noqa: F403
from importer.problems.rules.money import MONEY_CODES
from importer.problems.rules.story import *  # noqa: F403
from importer.problems.rules.story import STORY_CODES
from importer.problems.rules.together import *  # noqa: F403
from importer.problems.rules.together import TOGETHER_CODES

CODES = (*CELL_CODES, *TOGETHER_CODES, *MONEY_CODES, *STORY_CODES)
