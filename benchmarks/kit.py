"""What the lines share: how large, how often, and the files, made when first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import child, data
from benchmarks.child import Cost

ROWS_AN_ORDER = 2.5


@dataclass(slots=True)
class Kit:
    """`rows` of the large file, `repeats` of each measurement, and the folder of the files."""

    folder: Path
    rows: int = 100_000
    repeats: int = 3
    small: bool = False
    _made: dict[str, Path] = field(default_factory=dict)

    @property
    def size(self) -> str:
        """The large file in words."""
        return f"{self.rows:,} × {len(data.COLUMNS)}"

    def file(self, kind: str, rows: int | None = None, *, wrong: bool = False) -> Path:
        """A file (`xlsx` or `csv`) of that many rows of orders of several items."""
        count = int((rows or self.rows) / ROWS_AN_ORDER)
        name = f"{count}{'-wrong' if wrong else ''}.{kind}"
        return self._make(name, data.orders(count, wrong=wrong))

    def single(self, count: int) -> Path:
        """A CSV of `count` orders of one item each."""
        return self._make(f"{count}-single.csv", data.orders(count, rows_each=1))

    def check(self, file: Path) -> Cost:
        """`check --offline` of the file, from process start to exit."""
        with child.importer_home() as home:
            command = ("-m", "importer", "check", "--offline", str(file), "--json")
            return child.python(*command, allowed=(0, 1), **home)

    def send(self, file: Path, base_url: str, account: str, *options: str, **env: str) -> Cost:
        """A run of the file against the sandbox at `base_url`, from process start to exit."""
        with child.importer_home() as home:
            there: Mapping[str, str] = {
                "OTO_BASE_URL": base_url,
                "OTO_REFRESH_TOKEN": account,
                **env,
            }
            command = ("-m", "importer", str(file), "--yes", "--json", *options)
            return child.python(*command, allowed=(0, 1), **home, **there)

    def _make(self, name: str, rows: data.Rows) -> Path:
        if name not in self._made:
            write = data.write_xlsx if name.endswith("xlsx") else data.write_csv
            self._made[name] = write(self.folder / name, rows)
        return self._made[name]
