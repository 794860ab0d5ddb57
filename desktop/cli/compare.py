"""`tandau compare`: what changed from one published list to another."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.output import AsJson, answer, existing, say
from models.wording import later, tr

if TYPE_CHECKING:
    from models.intake.lists.comparing import Compared, ListChange
    from models.intake.lists.listed import ListRow

HELP = later(
    "Compare two published lists: added, removed, moved, respelled; and each with the order of its own points."
)


def command(
    one: Annotated[Path, typer.Argument(metavar="LIST1", help=later("The earlier list: XLSX, XLS or CSV."))],
    two: Annotated[Path, typer.Argument(metavar="LIST2", help=later("The later list."))],
    *,
    as_json: AsJson = False,
) -> None:
    """Write what differs, one line each; status 0 also where the lists differ. Notes of the reading go to stderr."""
    from models.intake.lists.comparing import compare_lists
    from models.intake.lists.listed import read_list

    found = compare_lists(read_list(existing(one)), read_list(existing(two)))
    for line in (*found.one.notes, *found.two.notes):
        say(line, wrong=True)
    answer(_data(found), _lines(found), as_json=as_json)


def _lines(found: "Compared") -> list[str]:
    from models.intake.lists.comparing import ChangeKind, order_words

    counts = {kind: len(found.of(kind)) for kind in ChangeKind}
    lines = [
        tr("“{one}”: rows: {n}; “{two}”: rows: {m}; in both: {joined}.", one=found.one.name, n=len(found.one.rows),
           two=found.two.name, m=len(found.two.rows), joined=found.joined),
        tr("Added: {added}. Removed: {removed}. Moved: {moved}. Respelled: {respelled}. Replaced: {replaced}. "
           "Other points: {points}.", **{kind.value: n for kind, n in counts.items()}),
    ]  # fmt: skip
    lines += [_line(change) for change in found.changes]
    for listed, order, twice, unjoined in (
        (found.one, found.order_one, found.twice_one, found.unjoined_one),
        (found.two, found.order_two, found.twice_two, found.unjoined_two),
    ):
        lines += [tr("“{list}” is not in the order of its own points: {what}", list=listed.name, what=order_words(at))
                  for at in order]  # fmt: skip
        lines += [tr("“{list}”: the same code or IIN stands in rows {rows}", list=listed.name,
                     rows=", ".join(str(row.row) for row in rows)) for rows in twice]  # fmt: skip
        if unjoined:
            lines.append(
                tr("“{list}”: rows without code and IIN were compared with nothing: {rows}", list=listed.name,
                   rows=", ".join(str(row.row) for row in unjoined))
            )  # fmt: skip
    return lines if not found.same else [lines[0], tr("The lists say the same.")]


def _line(change: "ListChange") -> str:
    from models.intake.lists.comparing import ChangeKind, values_words
    from models.intake.lists.spelling import spelled

    row = change.two or change.one
    assert row is not None
    called = f"{row.called} {row.name}".strip() if row.code else row.called
    old, new = values_words(change)
    match change.kind:
        case ChangeKind.ADDED:
            return tr("added: {who} (row {row})", who=called, row=row.row)
        case ChangeKind.REMOVED:
            return tr("removed: {who} (row {row})", who=called, row=row.row)
        case ChangeKind.MOVED:
            return tr("moved: {who}: {old} → {new}", who=called, old=old, new=new)
        case ChangeKind.RESPELLED:
            how = ", ".join(spelled(kind) for kind in change.how)
            return tr("respelled: {who}: “{old}” → “{new}” ({how})", who=row.called, old=old, new=new,
                      how=how)  # fmt: skip
        case ChangeKind.REPLACED:
            return tr("replaced: {who}: “{old}” → “{new}”", who=row.called, old=old, new=new)
        case ChangeKind.POINTS:
            return tr("other points: {who}: {old} → {new}", who=called, old=old, new=new)


def _data(found: "Compared") -> dict[str, Any]:
    from models.intake.lists.comparing import ChangeKind

    lists = (
        (found.one, found.order_one, found.twice_one, found.unjoined_one),
        (found.two, found.order_two, found.twice_two, found.unjoined_two),
    )
    return {
        "same": found.same,
        "joined": found.joined,
        **{kind.value: [_change(change) for change in found.of(kind)] for kind in ChangeKind},
        "lists": [
            {
                "name": listed.name,
                "rows": len(listed.rows),
                "out_of_order": [{"above": _row(at.above), "below": _row(at.below)} for at in order],
                "twice": [[row.row for row in rows] for rows in twice],
                "unjoined": [row.row for row in unjoined],
            }
            for listed, order, twice, unjoined in lists
        ],
    }


def _change(change: "ListChange") -> dict[str, Any]:
    told: dict[str, Any] = {
        "one": _row(change.one) if change.one else None,
        "two": _row(change.two) if change.two else None,
    }
    if change.what:
        told |= {"what": change.what, "old": change.old, "new": change.new, "how": [kind.value for kind in change.how]}
    return told


def _row(row: "ListRow") -> dict[str, Any]:
    return {
        "row": row.row,
        "code": row.code,
        "name": row.name,
        "place": row.place,
        "points": None if row.points is None else str(row.points),
    }
