"""What a worker has to say to whoever submitted: kept in every language, read in one."""

import json

from importer.i18n import LANGUAGES, SOURCE, Language, Localized


def said_of(message: Localized, cure: Localized) -> bytes:
    """What is wrong and what to do, to be kept."""
    texts = {lang: [message.format(lang), cure.format(lang)] for lang in LANGUAGES}
    return json.dumps(texts, ensure_ascii=False).encode()


def read(said: bytes, lang: Language) -> tuple[str, str]:
    """What `said_of` kept, in the language."""
    texts = json.loads(said)
    message, cure = texts.get(lang) or texts[SOURCE]
    return str(message), str(cure)
