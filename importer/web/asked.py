"""Questions as the page puts them: of a file that is open, and of a run that was handed over."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from importer.i18n import SOURCE, Language, without_marks
from importer.runs.questions import Question

_BY_TEXT = frozenset({"dates", "decimal"})  # a value of theirs says nothing to people


def shown(question: Question, lang: Language) -> dict[str, Any]:
    """The question with its choices, in that language; `lines` are what a yes would send."""
    choices = question["choices"]
    return {
        "option": question["option"],
        "text": said(question["text"], lang),
        "choices": [
            _choice(question["option"], value, said(texts, lang) if texts else "")
            for value, texts in choices.items()
        ],
        "free": not choices,
        "likely": question["likely"] or None,
        "lines": [without_marks(line) for line in said(question.get("lines", {}), lang) or ()],
    }


def said(texts: Mapping[str, Any], lang: Language) -> Any:
    """What is kept in every language, in one; None where nothing is."""
    return texts.get(lang, texts.get(SOURCE))


def key_of(questions: Sequence[Question]) -> str:
    """By what an answer says which questions, and which numbers in them, it was shown."""
    return hashlib.sha256(json.dumps(questions).encode()).hexdigest()[:16]


def _choice(option: str, value: str, text: str) -> dict[str, str]:
    if option in _BY_TEXT:
        return {"value": value, "label": text, "sample": ""}
    return {"value": value, "label": value, "sample": text}
