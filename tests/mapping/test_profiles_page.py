"""The page about profiles is true."""

import re
from pathlib import Path

from importer.mapping import read_profile
from importer.mapping.items import PARSERS
from importer.mapping.profile import ENTRIES

PAGE = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text(encoding="utf-8")


def test_the_example_on_the_page_is_a_valid_profile(tmp_path: Path) -> None:
    """Whoever copies the example has a profile that works."""
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "my-shop.toml"
    path.write_text(example, encoding="utf-8")
    profile = read_profile(path)
    assert profile.name == "My shop"
    assert len(profile.join) == 2
    assert profile.cancelled


def test_the_page_names_every_entry_and_every_way_to_read_items() -> None:
    """What a profile may say stands on its page."""
    for key in ENTRIES.keys() | set(PARSERS):
        assert re.search(rf"\b{key}\b", PAGE), key
