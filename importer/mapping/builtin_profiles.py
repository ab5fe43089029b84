"""The profiles that come with the importer, and how an export is recognised."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from importer.mapping.profile import Profile, read_profile


@cache
def builtin_profiles() -> tuple[Profile, ...]:
    """Our own profiles, in the order of their file names."""
    folder = Path(str(files("importer.mapping") / "profiles"))
    return tuple(read_profile(path) for path in sorted(folder.glob("*.toml")))


def recognise(keys: frozenset[str]) -> Profile | None:
    """The export whose headers stand here; of several the one that more headers speak for."""
    best: tuple[int, Profile] | None = None
    for profile in builtin_profiles():
        for wanted in profile.recognise:
            if wanted <= keys and (best is None or len(wanted) > best[0]):
                best = (len(wanted), profile)
    return best[1] if best else None
