"""What the finished pages say of a paper's tables: each heading whole where it is repeated, the rows in their order."""

from collections import Counter
from collections.abc import Callable, Iterator

from models.protocol.blocks import Paper, Table, say
from models.wording import tr

_TELLING = 12
"""Letters from which a row can't be taken for a part of another text."""
_NEAR = 20_000
"""So many letters after the row before are searched first."""

Shown = Callable[[str], str]
"""How a text is read back from pages."""


def repeated(text: str, paper: Paper, language: str, shown: Shown) -> tuple[Counter[str], frozenset[str]]:
    """Return the letters that repeated headings add to `text`, and those that headings not found whole may add."""
    heads = Counter(_head(table, language, shown) for table in _tables(paper))
    added, unsure = Counter[str](), frozenset[str]()
    for head, tables in heads.items():
        times = text.count(head) - tables
        if times < 0:
            unsure |= frozenset(head)
        for sign, each in Counter(head).items():
            added[sign] += each * max(0, times)
    return added, unsure


def _head(table: Table, language: str, shown: Shown) -> str:
    """The heading as its letters follow each other on a page: a group before the first of its columns."""
    said, groups = list[str](), set[int]()
    for column in table.columns:
        if column.group is not None and id(column.group) not in groups:
            groups.add(id(column.group))
            said.append(say(column.group, language))
        said.append(say(column.head, language))
    return "".join(map(shown, said))


def disordered(text: str, paper: Paper, language: str, shown: Shown) -> Iterator[str]:
    """Tell of rows that stand before one that they should follow; a row broken over pages tells nothing."""
    rows = [shown("".join(say(cell, language) for cell in row.cells)) for table in _tables(paper) for row in table.rows]
    often, at, before = Counter(rows), 0, ""
    for row in rows:
        if len(row) < _TELLING or often[row] > 1:
            continue
        place = text.find(row, at, at + _NEAR + len(row))
        if place < 0:
            place = text.find(row)
        if at <= place:
            at, before = place + len(row), row
        elif place >= 0 and text.count(row) == text.count(before) == 1:
            yield tr("The row “{row}” stands in another place ({language})", row=row[:60], language=language)


def _tables(paper: Paper) -> Iterator[Table]:
    return (block for block in paper.blocks if isinstance(block, Table))
