"""Breaks the code on purpose, one small change at a time, and tells which changes no test notices.

    python -m tests.mutants sending --sample 60 [--seed 1]

A maintainers' command, not part of the suite: each mutant is tried in a copy of the project, with
the tests of its package. What survives is printed as a line of code and what it became; exit 1 when
more than one in fifteen did. Some survivors change nothing that can be seen: judge each.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = {
    "sending": ("tests/sending", "tests/cli/test_ledger_truth.py"),
    "ledger": (
        "tests/ledger",
        "tests/sending/test_ledger_troubles.py",
        "tests/cli/test_ledger_truth.py",
    ),
    "oto": ("tests/oto", "tests/sending/test_looking.py"),
    "checks": ("tests/checks",),
    "parsing": ("tests/parsing", "tests/checks"),
    "mapping": ("tests/mapping", "tests/checks"),
    "account": ("tests/account",),
    "report": ("tests/report", "tests/oto/test_tracking.py"),
}
MOST_SURVIVORS = 1 / 15
TEST_SECONDS = 400.0
_COPIED = ("importer", "tests", "templates", "docs", "pyproject.toml", "README.md", "CHANGELOG.md")
_COMPARISONS = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_OPERATORS = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/"}


@dataclass(frozen=True)
class Mutant:
    """The text from `start` to `end` of a file, replaced."""

    path: Path
    line: int
    start: int
    end: int
    text: str

    def source(self) -> str:
        """The whole file, changed."""
        old = (ROOT / self.path).read_text(encoding="utf-8")
        return old[: self.start] + self.text + old[self.end :]

    def __str__(self) -> str:
        old = (ROOT / self.path).read_text(encoding="utf-8")
        line = old.splitlines()[self.line - 1].strip()
        was = " ".join(old[self.start : self.end].split())
        return f"{self.path}:{self.line}: {was!r} became {self.text!r} in: {line}"


class _File:
    """A file of the project, and where its nodes stand."""

    def __init__(self, path: Path) -> None:
        self.path, self.source = path, (ROOT / path).read_text(encoding="utf-8")
        self._encoded = self.source.encode()
        self._starts = [0]
        for line in self._encoded.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def replaced(self, node: ast.expr | ast.stmt, text: str) -> Mutant:
        """The node has become `text`."""
        start, end = self._at(node.lineno, node.col_offset), self._end(node)
        return Mutant(self.path, node.lineno, start, end, text)

    def between(self, left: ast.expr, right: ast.expr, operator: str) -> Mutant:
        """The operator between the two has become another."""
        start, end = self._end(left), self._at(right.lineno, right.col_offset)
        old = self.source[start:end]
        new = f"{')' * old.count(')')} {operator} {'(' * old.count('(')}"
        return Mutant(self.path, left.lineno, start, end, new)

    def _end(self, node: ast.expr | ast.stmt) -> int:
        return self._at(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def _at(self, line: int, column: int) -> int:
        return len(self._encoded[: self._starts[line - 1] + column].decode())


def mutants(path: Path) -> Iterator[Mutant]:
    """Every small change of the file, but for what is only said: logs, sentences, annotations."""
    file = _File(path)
    for node in _behaviour(ast.parse(file.source)):
        yield from _of_operators(node, file)
        yield from _of_values(node, file)
        yield from _of_statements(node, file)


def _of_operators(node: ast.AST, file: _File) -> Iterator[Mutant]:
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            yield file.between(left, right, _COMPARISONS[type(operator)])
        case ast.BoolOp(op=operator, values=[left, right]):
            yield file.between(left, right, "or" if isinstance(operator, ast.And) else "and")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield file.replaced(node, f"bool({ast.unparse(operand)})")
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            yield file.between(left, right, _OPERATORS[type(operator)])


def _of_values(node: ast.AST, file: _File) -> Iterator[Mutant]:
    match node:
        case ast.Constant(value=bool(value)):
            yield file.replaced(node, str(not value))
        case ast.Constant(value=int(number) | float(number)):
            yield file.replaced(node, str(number + 1))
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield file.replaced(node.func, _CALLS[name])


def _of_statements(node: ast.AST, file: _File) -> Iterator[Mutant]:
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield file.replaced(test, "False")
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield file.replaced(node, "pass")
        case ast.Assign(targets=[ast.Attribute()]) | ast.AugAssign() | ast.Raise(exc=ast.expr()):
            yield file.replaced(node, "pass")
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield file.replaced(value, "None")


def _behaviour(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below that change what is done."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_said(child):
                yield child
                yield from _behaviour(child)


def _is_said(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Expr) and _is_said(node.value)
    called = ast.unparse(node.func)
    return called in ("_", "_n", "TypeVar") or called.startswith("_log.")


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def is_noticed(mutant: Mutant, tests: tuple[str, ...]) -> bool:
    """Whether the tests fail, or end no more, with the mutant in a copy of the project."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        copy = Path(folder)
        for name in _COPIED:
            if (ROOT / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, copy / name, ignore=ignored)
            else:
                shutil.copy(ROOT / name, copy)
        (copy / mutant.path).write_text(mutant.source(), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-n", "0", "-p", "no:cacheprovider"]
        process = subprocess.Popen(
            [*command, *tests],
            cwd=copy,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return process.wait(timeout=TEST_SECONDS) != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()


def main() -> int:
    """Tries a sample of the mutants of one package, or of those of some files of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("package", choices=sorted(TESTS))
    parser.add_argument("--files", nargs="*", help="only these file names")
    parser.add_argument("--sample", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path("importer") / options.package
    paths = [path.relative_to(ROOT) for path in sorted((ROOT / folder).rglob("*.py"))]
    chosen = [each for path in paths if not options.files or path.name in options.files
              for each in mutants(path)]  # fmt: skip
    tests = TESTS[options.package]
    if is_noticed(Mutant(paths[0], 1, 0, 0, ""), tests):
        sys.exit("These tests fail without a mutant, too: nothing can be told.")
    sample = random.Random(options.seed).sample(chosen, min(options.sample, len(chosen)))
    print(f"{len(sample)} of {len(chosen)} mutants of {folder}", flush=True)
    survivors = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = pool.map(lambda each: (each, is_noticed(each, tests)), sample)
        for mutant, noticed in tried:
            if not noticed:
                survivors += 1
                print(f"survived: {mutant}", flush=True)
    print(f"{survivors} of {len(sample)} survived", flush=True)
    return int(survivors > len(sample) * MOST_SURVIVORS)


if __name__ == "__main__":
    sys.exit(main())
