"""What others do, each in a process of its own: `python -m benchmarks.peers NAME FILE ...`.

Those that write print what the writing alone took, as JSON: `seconds`, `before` and `peak` in MB.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.child import peak_mb


def calamine(file: str) -> None:
    """The bare read of a workbook."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def pandas_openpyxl(file: str) -> None:
    """A workbook as many scripts read it."""
    import pandas as pd

    pd.read_excel(file, engine="openpyxl", dtype=str, keep_default_na=False)


def pandas_csv(file: str) -> None:
    """A text file as text, with pandas' C reader."""
    import pandas as pd

    pd.read_csv(file, dtype=str, keep_default_na=False)


def xlsxwriter(file: str) -> None:
    """The cells of a CSV file into a workbook, row by row."""
    from xlsxwriter import Workbook

    def write(rows: list[list[str]], target: str) -> None:
        book = Workbook(target, {"constant_memory": True})
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        book.close()

    _written(file, write)


def openpyxl(file: str) -> None:
    """The same with openpyxl, write-only."""
    from openpyxl import Workbook

    def write(rows: list[list[str]], target: str) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        book.save(target)

    _written(file, write)


def report(file: str) -> None:
    """Ours: the results workbook of a checked file."""
    from benchmarks.run_of import checked_run
    from importer.report import write_report

    run = asyncio.run(checked_run(Path(file)))
    _timed(lambda: write_report(run, Path(file).parent / "reports"))


def httpx(file: str, base_url: str, token: str) -> None:
    """POSTs one order a line of a file of JSON, 8 at once; prints the CPU seconds of that alone."""
    import httpx as library

    async def post() -> float:
        bodies = iter(Path(file).read_bytes().splitlines())
        async with library.AsyncClient() as client:
            answer = await client.post(f"{base_url}/refreshToken", json={"refresh_token": token})
            headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}

            async def work() -> None:
                for body in bodies:
                    url = f"{base_url}/createOrder"
                    (await client.post(url, content=body, headers=headers)).raise_for_status()

            before = time.process_time()
            await asyncio.gather(*(work() for _ in range(8)))
            return time.process_time() - before

    print(asyncio.run(post()))


def _written(file: str, write: Callable[[list[list[str]], str], None]) -> None:
    import csv

    with Path(file).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    _timed(lambda: write(rows, f"{file}.xlsx"))


def _timed(work: Callable[[], object]) -> None:
    before, started = _peak(), time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "before": before, "peak": _peak()}))


def _peak() -> float:
    return peak_mb(resource.getrusage(resource.RUSAGE_SELF))


PEERS = (calamine, pandas_openpyxl, pandas_csv, xlsxwriter, openpyxl, report, httpx)

if __name__ == "__main__":
    {peer.__name__: peer for peer in PEERS}[sys.argv[1]](*sys.argv[2:])
