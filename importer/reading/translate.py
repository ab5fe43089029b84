"""Where foreign exceptions become ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import PasswordError

from importer.errors import ImporterError
from importer.i18n import _
from importer.reading import errors


@contextmanager
def translate_errors() -> Iterator[None]:
    """Whatever the parsers throw at a mangled file becomes FileUnreadable."""
    try:
        yield
    except (ImporterError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except PasswordError as error:
        raise errors.encrypted() from error
    except MemoryError as error:
        raise errors.too_large(_("the memory cannot hold it")) from error
    except BaseException as error:  # the engine's own panic is no Exception
        raise errors.damaged() from error
