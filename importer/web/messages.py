"""What requests hold, within bounds, and answers as the scripts of the pages understand them."""

from contextlib import suppress
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from importer.i18n import Language, Localized, _

_MOST_JSON = 8 * 2**20  # bytes: a block of a hundred thousand cells
# The report's own page says which style and script it has; it may reach nothing of ours.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "sandbox allow-scripts allow-popups allow-downloads; base-uri 'none'; form-action 'none'"
)
GONE = _("This file is not here any more.")
TOO_LARGE = _("This is too large to be a file of orders.")
NOT_UNDERSTOOD = _("The page asked for something that is not understood. Load it again.")


async def body_of(request: Request, most: int) -> bytes:
    """The whole body. Raises HTTPException for one that is too large."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise HTTPException(413)
        chunks.append(chunk)
    return b"".join(chunks)


async def json_of(request: Request) -> dict[str, Any]:
    """The object in the body, empty for none. Raises HTTPException for anything else."""
    with suppress(ValueError):  # also for half a letter, which no page could be shown again
        said = orjson.loads(await body_of(request, _MOST_JSON) or b"{}")
        if isinstance(said, dict):
            return said
    raise HTTPException(400)


def told_as_json(
    lang: Language, message: Localized, status: int, cure: Localized | None = None
) -> Response:
    """Why something cannot be, as the scripts of the pages understand it."""
    told = {"message": message.format(lang), "cure": cure.format(lang) if cure else ""}
    return JSONResponse({"error": told}, status)
