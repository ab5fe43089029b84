"""The parts of an Office package, found by its relations as ECMA-376 part 2 says, whatever their
names: the engine looks for them under the names that most programs give them."""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from importer.reading.package import Package, elements

_SHEETS = ("worksheet", "chartsheet", "dialogsheet")
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


class _Relation(NamedTuple):
    id: str
    type: str
    target: str  # as it is written
    part: str  # the name of the part that it means

    @property
    def kind(self) -> str:
        """The last word of its type, such as `styles`."""
        return self.type.rpartition("/")[2]


def with_usual_names(data: bytes, ending: str) -> bytes:
    """The package with its workbook's parts under their usual names, as `xl/styles.xml`; `ending`
    is theirs, `xml` or `bin`. The same bytes where nothing is to be renamed.

    Raises FileUnreadable as `Package` does.
    """
    package = Package(data)
    roots = [each for each in _relations(package, "") if each.kind == "officeDocument"]
    root = next((each for each in roots if each.part.endswith(f".{ending}")), None)
    usual_main = f"xl/workbook.{ending}"
    main = root.part if root else usual_main
    relations = list(_relations(package, main))
    usual = {main: usual_main, _relations_part(main): _relations_part(usual_main)}
    for number, relation in enumerate(relations, start=1):
        if relation.kind in ("styles", "sharedStrings"):
            name = f"xl/{relation.kind}.{ending}"
            if name not in usual.values():  # of two the first counts
                usual[relation.part] = name
        elif relation.kind in _SHEETS and _as_the_engine_reads(relation.target) != relation.part:
            usual[relation.part] = f"xl/{relation.kind}s/part{number}.{ending}"
    renamed = {part: name for part, name in usual.items() if part.lower() != name.lower()}
    if not renamed and (root is None or root.target.lstrip("/") == root.part):
        return data
    written = {_relations_part(main): [_written(relations, usual, "xl/")]}
    if root is not None:
        written[_relations_part("")] = [_written([root], usual)]
    return package.with_parts(written, renamed)


def _written(relations: Iterable[_Relation], names: Mapping[str, str], folder: str = "") -> bytes:
    entries = "".join(
        f"<Relationship Id={quoteattr(each.id)} Type={quoteattr(each.type)} "
        f"Target={quoteattr(names.get(each.part, each.part).removeprefix(folder))}/>"
        for each in relations
    )
    return f'<Relationships xmlns="{_NAMESPACE}">{entries}</Relationships>'.encode()


def _relations_part(part: str) -> str:
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def _relations(package: Package, part: str) -> Iterator[_Relation]:
    """The relations of the part (of the whole package: "") to parts that are there."""
    for element in elements(package.parse_xml(_relations_part(part)), "Relationship"):
        target = element.get("Target", "")
        path = target.replace("\\", "/")
        if not path.startswith("/"):
            path = f"/{join(dirname(part), path)}"
        names = (normpath(name).lstrip("/") for name in (path, unquote(path)))
        name = next((name for name in names if name in package), None)
        if name is not None:
            yield _Relation(element.get("Id", ""), element.get("Type", ""), target, name)


def _as_the_engine_reads(target: str) -> str:
    if target.startswith(("/xl/", "xl/")):
        return target.lstrip("/")
    return f"xl/{target}"
