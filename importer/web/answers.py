"""What was said of an open file: how it is read here, and by whoever it is handed over to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from importer.catalog import BY_NAME
from importer.mapping import MapOptions
from importer.pipeline import CheckResult
from importer.preview import Preview
from importer.request import Cell, ImportRequest
from importer.runs import JobOptions, questions


@dataclass
class Answers:
    """What was said of the file, as the command line's options would say it."""

    maps: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    cities: dict[str, str] = field(default_factory=dict)
    payments: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    encoding: str | None = None

    def request(self, file: Path, mends: Mapping[Cell, str]) -> ImportRequest:
        """The file as it is read."""
        return ImportRequest(
            file=file,
            mapping=MapOptions(
                sheet=self.sheet, maps=self.maps, constants=_of_fields(self.constants)
            ),
            options={
                name: choice
                for name, choice in (("dates", self.dates), ("decimal", self.decimal))
                if choice
            },
            cities=self.cities,
            payments=self.payments,
            encoding=self.encoding,
            mends=mends,
        )

    def job_options(
        self, checked: CheckResult, shown: Preview, mends: Mapping[Cell, str]
    ) -> JobOptions:
        """The same for a worker, who may send what was shown: what is open in it is left so."""
        left = questions.of_check(checked, JobOptions())
        return JobOptions(
            **{**asdict(self), "constants": _of_fields(self.constants)},
            asked=[question["option"] for question in left],
            agreed=questions.what_goes_out(shown),
            mends=[(*cell, text) for cell, text in mends.items()],
            with_copy=True,
        )


def _of_fields(constants: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in constants.items() if name in BY_NAME}
