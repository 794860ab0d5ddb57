"""The single texts of a paper in one language, in the order in which its pages show them."""

from collections.abc import Iterator

from models.protocol.blocks import (
    Addressee,
    Block,
    Drawing,
    Ends,
    Facts,
    Heading,
    Label,
    Letterhead,
    Numbered,
    Paper,
    Signatures,
    Table,
    Text,
    Words,
    say,
)
from models.values import Both


def leaves(paper: Paper) -> Iterator[Words]:
    """Return every text of the paper's blocks, empty ones too; a table's headings once."""
    for block in paper.blocks:
        yield from _of(block)


def _of(block: Block) -> Iterator[Words]:
    if isinstance(block, Heading | Text):
        yield block.text
    elif isinstance(block, Facts):
        for row in block.rows:
            yield from row
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Signatures):
        yield block.lead
        for place in block.places:
            yield place.role
            yield Both(kk=place.shown("kk"), ru=place.shown("ru"))
    else:
        yield from _of_letter(block)


def _of_letter(block: Block) -> Iterator[Words]:
    if isinstance(block, Numbered):
        yield from (block.number, block.text)
    elif isinstance(block, Ends):
        yield from (block.left, block.right)
    elif isinstance(block, Letterhead):
        yield from _letterhead(block)
    elif isinstance(block, Addressee):
        yield from block.lines
    elif isinstance(block, Drawing):
        yield from (mark.text for mark in block.marks if isinstance(mark, Label))


def _letterhead(block: Letterhead) -> Iterator[Words]:
    """Where anything differs between the languages, both sides are shown, whatever the paper's language."""
    if say(block.name, "kk") == say(block.name, "ru") and say(block.details, "kk") == say(block.details, "ru"):
        yield from (block.name, block.details)
        return
    for side in ("kk", "ru"):
        yield from (say(block.name, side), say(block.details, side))


def _table(table: Table) -> Iterator[Words]:
    groups = {id(column.group): column.group for column in table.columns if column.group is not None}
    yield from groups.values()
    for column in table.columns:
        yield column.head
    for row in table.rows:
        yield from row.cells
        yield row.note
        if row.cut is not None:
            yield row.cut
