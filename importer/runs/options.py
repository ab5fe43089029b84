"""What is said of a submitted file: the options of a run, and what was answered since."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from importer.i18n import Language


@dataclass(frozen=True, kw_only=True)
class JobOptions:
    """How a submitted file is read and sent, as the options of `run` and `check` say it.

    With `yes` nothing is asked, with `sends` how the file is meant, but not whether it may be sent.
    `profile` is the text of a profile's file, `flags` the same options as they were typed. `asked`
    are the questions that were answered or left, and are not put again; `agreed` is what would be
    sent when the sending was agreed to. `mends` are texts in place of cells, each behind its sheet,
    row and column as in a request. With `with_copy` a copy of the file is annotated, and that is
    not remembered for other files, as `annotate` is.
    """

    maps: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    cities: dict[str, str] = field(default_factory=dict)
    payments: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    profile: str | None = None
    partial_cod: bool | None = None
    annotate: bool | None = None
    forget_map: bool = False
    yes: bool = False
    sends: bool = False
    lang: Language | None = None
    submitted_by: str = ""
    flags: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agreed: list[Any] | None = None
    mends: list[tuple[str, int, int, str]] = field(default_factory=list)
    with_copy: bool = False

    def to_json(self) -> bytes:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """What `to_json` gave."""
        return cls(**json.loads(data))

    def with_value(self, name: str, value: str) -> Self:
        """The same with an answer: an option of its name, or a field's value of all orders."""
        if name in ("dates", "decimal", "sheet", "encoding"):
            answer: dict[str, Any] = {name: value}
            return replace(self, **answer, flags=[*self.flags, f"--{name}", value])
        said = [*self.flags, "--set", f"{name}={value}"]
        return replace(self, constants={**self.constants, name: value}, flags=said)
