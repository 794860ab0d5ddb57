"""What taking a table in would do, row by row, before anything is stored. Doing it twice changes nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.contest.application import Application
from models.contest.codes import look
from models.contest.contest import Contest
from models.intake.attachments import AttachmentScan, LeftAside, Matched, match_attachments
from models.intake.columns import ColumnMapping
from models.intake.duplicates import name_key
from models.intake.fields import field
from models.intake.outside.tables import Table
from models.intake.parse import Parsed, parse_row
from models.intake.parts import nobodys, parse_parts
from models.progress import Report, silent, step
from models.values import Moment, Value
from models.wording import tr

_CODE = re.compile(r"\w[\w .№()–-]{0,39}")
"""Codes become names of files in a packet."""


class RowKind(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class FieldChange(Value):
    """A field whose stored value differs from the table's, both as text."""

    field: str
    """A field code, "column:NAME" or "attachments"."""
    old: str
    new: str

    def title(self, language: str) -> str:
        """Return the field's name in `language`."""
        try:
            return field(self.field).title(language)
        except KeyError:
            return tr("Attachments") if self.field == "attachments" else self.field.removeprefix("column:")


class IntakeRow(Value):
    """A row of the table and what becomes of it. `application` is what would be stored; None where refused."""

    row: int
    kind: RowKind
    code: str = ""
    name: str = ""
    application: Application | None = None
    changes: tuple[FieldChange, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why refused."""
    notes: tuple[str, ...] = ()
    """What a person should look at, although the row is taken."""
    files: tuple[Matched, ...] = ()
    """Attachments whose bytes are to be stored: those that are not stored yet."""


class IntakePlan(Value):
    """The plan: rows in the table's order, and files that belong to nobody or can't be read."""

    at: Moment
    table: str
    rows: tuple[IntakeRow, ...]
    left_aside: tuple[LeftAside, ...] = ()
    notes: tuple[str, ...] = ()
    skipped: tuple[int, ...] = ()
    """Rows of the sheet that are headings of sections."""

    @property
    def counts(self) -> dict[RowKind, int]:
        """Return how many rows there are of each kind."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in RowKind}

    def of(self, kind: RowKind) -> tuple[IntakeRow, ...]:
        """Return the rows of `kind`."""
        return tuple(row for row in self.rows if row.kind is kind)


def plan_intake(
    table: Table,
    mapping: ColumnMapping,
    contest: Contest,
    existing: Sequence[Application],
    attachments: AttachmentScan | None = None,
    *,
    now: datetime,
    report: Report = silent,
    plan_table: Table | None = None,
    budget_table: Table | None = None,
) -> IntakePlan:
    """Return what taking `table` in would do to the `existing` applications of the contest; nothing is stored.

    A field without a column keeps what is stored; stored attachments are never taken away. An application without a
    code keeps the code it has (told by IIN, else by name, birth date and title) or gets the next one of its territory.
    Raises CancelledError.
    """
    parts = parse_parts(plan_table, budget_table)
    columns = mapping.columns()
    parsed: list[Parsed] = []
    for at, row in enumerate(table.rows):
        if at % 100 == 0:
            step(report, at, len(table.rows))
        parsed.append(parse_row(row, columns, contest, parts))
    step(report, len(table.rows), len(table.rows))
    identities = _Identities(existing)
    rows = _within_table([_place(one, identities) for one in parsed])
    alone = contest.territories[0].code if len(contest.territories) == 1 else "application"
    rows = _with_codes(rows, identities, alone)
    pairs = [(row.application.code, row.application.applicant.iin) for row, _ in rows if row.application]
    named = {code for code, _ in pairs}
    pairs += [(one.code, one.applicant.iin) for one in existing if one.code not in named]
    files, aside = match_attachments(attachments or AttachmentScan(), pairs, contest.profile.project.documents)
    done = tuple(
        _compared(row, given, identities.by_code.get(row.code), files.get(row.code, ())) if row.application else row
        for row, given in rows
    )
    return IntakePlan(
        at=now, table=table.name, rows=done, left_aside=aside, skipped=table.skipped,
        notes=table.notes + parts.notes + nobodys(parts, table, columns),
    )  # fmt: skip


class _Identities:
    """The stored applications by what tells them."""

    def __init__(self, existing: Iterable[Application]) -> None:
        self.by_code = {one.code: one for one in existing}
        self._folded_codes = {one.code.casefold(): one.code for one in self.by_code.values()}
        self._looks: dict[str, list[str]] = defaultdict(list)
        for code in sorted(self.by_code):
            self._looks[look(code)].append(code)
        self._by_iin: dict[str, list[str]] = defaultdict(list)
        self._by_person: dict[Any, list[str]] = defaultdict(list)
        for one in self.by_code.values():
            if one.applicant.iin:
                self._by_iin[one.applicant.iin].append(one.code)
            self._by_person[_person(one)].append(one.code)

    def stored_as(self, code: str) -> tuple[str, ...]:
        """The stored codes that `code` as written may mean: the same letters, else those that look alike."""
        if same := self._folded_codes.get(code.casefold()):
            return (same,)
        return tuple(self._looks.get(look(code), ()))

    def codes_of(self, application: Application) -> list[str]:
        """The stored codes this application may be, told by IIN, else by name, birth date and title."""
        if application.applicant.iin:
            return self._by_iin.get(application.applicant.iin, [])
        return self._by_person.get(_person(application), [])


def _person(application: Application) -> Any:
    applicant = application.applicant
    return name_key(applicant) or applicant.full_name, application.project.title, applicant.iin


_Row = tuple[IntakeRow, frozenset[str]]


def _refused(parsed_row: int, name: str, *reasons: str, code: str = "") -> IntakeRow:
    return IntakeRow(row=parsed_row, kind=RowKind.REFUSED, name=name, reasons=reasons, code=code)


def _place(parsed: Parsed, identities: _Identities) -> _Row:
    """Say which stored application a row is, or that it is new (code "" where one has still to be given)."""
    application = parsed.application
    if application is None:
        return _refused(parsed.row, parsed.name, *parsed.defects, code=parsed.code), parsed.given
    name = parsed.name
    notes = list(parsed.notes)
    same = identities.codes_of(application)
    code = application.code
    if code:
        if not _CODE.fullmatch(code):
            reason = tr(
                "the code “{code}” is not of letters, digits, spaces, dots and hyphens; correct it", code=code[:40]
            )
            return _refused(parsed.row, name, reason), parsed.given
        meant = identities.stored_as(code)
        if len(meant) > 1:
            reason = tr(
                "the code “{code}” looks like the stored codes {codes}, in other letters; write the one that is meant",
                code=code,
                codes=", ".join(meant),
            )
            return _refused(parsed.row, name, reason, code=code), parsed.given
        if meant and meant[0].casefold() != code.casefold():
            notes.append(
                tr("the code “{code}” is written with letters that only look like those of the stored code “{stored}”; "
                   "it was taken for it", code=code, stored=meant[0])
            )  # fmt: skip
        code = meant[0] if meant else code
        stored = identities.by_code.get(code)
        if stored and _another_person(stored, application):
            reason = tr(
                "code {code} is stored for another person (another IIN); give this row a code of its own or correct "
                "the IIN",
                code=code,
            )
            return _refused(parsed.row, name, reason, code=code), parsed.given
        others = [other for other in same if other != code]
        if others:
            notes.append(tr("the same person is stored with application {codes}", codes=", ".join(others)))
    elif len(same) > 1:
        reason = tr("this person has the applications {codes}; give the row the code it means", codes=", ".join(same))
        return _refused(parsed.row, name, reason), parsed.given
    elif same:
        code = same[0]
    application = application.model_copy(update={"code": code})
    row = IntakeRow(
        row=parsed.row, kind=RowKind.NEW, code=code, name=name, application=application, notes=tuple(notes)
    )  # fmt: skip
    return row, parsed.given


def _another_person(stored: Application, application: Application) -> bool:
    old, new = stored.applicant, application.applicant
    if not old.iin or not new.iin or old.iin == new.iin:
        return False
    # A corrected IIN of the same person is a change, not another person.
    return name_key(old) is None or name_key(old) != name_key(new)


def _within_table(rows: list[_Row]) -> list[_Row]:
    """Refuse what stands twice in the table, naming both rows; note where one person has two codes."""
    by_code: dict[str, list[IntakeRow]] = defaultdict(list)
    by_iin: dict[str, list[IntakeRow]] = defaultdict(list)
    for row, _ in rows:
        if row.application:
            if row.code:
                by_code[look(row.code)].append(row)
            if row.application.applicant.iin:
                by_iin[row.application.applicant.iin].append(row)
    return [(_twice(row, by_code, by_iin), given) for row, given in rows]


def _twice(row: IntakeRow, by_code: dict[str, list[IntakeRow]], by_iin: dict[str, list[IntakeRow]]) -> IntakeRow:
    if row.application is None:
        return row
    same_code = by_code.get(look(row.code), [row])
    same_iin = by_iin.get(row.application.applicant.iin, [row])
    if _repeats(row, same_code) and len({one.code.casefold() for one in same_code}) > 1:
        reason = tr(
            "rows {rows} have codes that look alike in different letters: {codes}; correct the table",
            rows=_numbers(same_code), codes=", ".join(one.code for one in same_code),
        )  # fmt: skip
        return _refused(row.row, row.name, reason, code=row.code)
    if _repeats(row, same_code):
        reason = tr("rows {rows} have the same application code; correct the table", rows=_numbers(same_code))
        return _refused(row.row, row.name, reason, code=row.code)
    if _repeats(row, without := [one for one in same_iin if not one.code]):
        reason = tr(
            "rows {rows} have the same IIN and no codes that tell them apart; correct the table",
            rows=_numbers(without),
        )
        return _refused(row.row, row.name, reason)
    others = [one for one in same_iin if one.row != row.row]
    if others:
        note = tr("the same IIN also stands in row {rows}", rows=_numbers(others))
        return row.model_copy(update={"notes": (*row.notes, note)})
    return row


def _repeats(row: IntakeRow, group: list[IntakeRow]) -> bool:
    """Tell whether `row` must be refused for its group: all are, but the first where all say the same."""
    if len(group) < 2 or row not in group:
        return False
    return row.row != group[0].row or any(one.application != row.application for one in group)


def _numbers(rows: list[IntakeRow]) -> str:
    return ", ".join(str(row.row) for row in rows)


def _with_codes(rows: list[_Row], identities: _Identities, otherwise: str) -> list[_Row]:
    """Give each new application without a code the next of its territory, in order `ABAI-0001`, else of `otherwise`."""
    taken = {look(code) for code in identities.by_code} | {look(row.code) for row, _ in rows}
    next_number: Counter[str] = Counter()
    for code in taken:
        prefix, _, number = code.rpartition("-")
        if number.isdecimal():
            next_number[prefix] = max(next_number[prefix], int(number))
    done: list[_Row] = []
    for row, given in rows:
        made = row
        if row.application and not row.code:
            prefix = (row.application.territory or otherwise).upper()
            next_number[look(prefix)] += 1
            code = f"{prefix}-{next_number[look(prefix)]:04}"
            made = row.model_copy(
                update={"code": code, "application": row.application.model_copy(update={"code": code})}
            )
        done.append((made, given))
    return done


def _compared(row: IntakeRow, given: frozenset[str], stored: Application | None, files: Sequence[Matched]) -> IntakeRow:
    """Say new, changed or unchanged against what is stored, and which files are not stored yet."""
    assert row.application is not None
    known = {one.sha256 for one in stored.attachments} if stored else set()
    fresh = tuple(file for file in files if file.attachment.sha256 not in known)
    added = tuple(file.attachment for file in fresh)
    if stored is None:
        application = row.application.model_copy(update={"attachments": added})
        return row.model_copy(update={"application": application, "files": fresh})
    application = _merged(stored, row.application, given)
    changes = [*field_changes(stored, application)]
    if added:
        changes.append(FieldChange(field="attachments", old="", new=", ".join(one.name for one in added)))
        application = application.model_copy(update={"attachments": stored.attachments + added})
    return row.model_copy(
        update={
            "kind": RowKind.CHANGED if changes else RowKind.UNCHANGED,
            "application": application if changes else stored,
            "changes": tuple(changes),
            "files": fresh,
        }
    )


def _merged(stored: Application, read: Application, given: frozenset[str]) -> Application:
    """Return the stored application with the fields that the table has columns for."""
    update: dict[str, Any] = {}
    for part in ("applicant", "project"):
        names = {code.partition(".")[2] for code in given if code.startswith(f"{part}.")} - {"full_name"}
        old, new = getattr(stored, part), getattr(read, part)
        update[part] = old.model_copy(update={name: getattr(new, name) for name in names})
    for name in ("territory", "submitted", "language"):
        if f"application.{name}" in given:
            update[name] = getattr(read, name)
    if "application.territory" in given and not read.territory:
        update["territory"] = stored.territory
    update["columns"] = tuple((dict(stored.columns) | dict(read.columns)).items())
    return stored.model_copy(update=update)


def field_changes(old: Application, new: Application) -> Iterator[FieldChange]:
    """Yield what differs between two contents of one application, in the forms' order; attachments aside."""
    for part in ("applicant", "project"):
        before, after = getattr(old, part), getattr(new, part)
        for name in type(before).model_fields:
            if getattr(before, name) != getattr(after, name):
                yield FieldChange(
                    field=f"{part}.{name}", old=_said(getattr(before, name)), new=_said(getattr(after, name))
                )
    for name in ("territory", "submitted", "language"):
        if getattr(old, name) != getattr(new, name):
            yield FieldChange(
                field=f"application.{name}", old=_said(getattr(old, name)), new=_said(getattr(new, name))
            )  # fmt: skip
    columns = dict(old.columns)
    for name, value in new.columns:
        if columns.get(name, "") != value:
            yield FieldChange(field=f"column:{name}", old=columns.get(name, ""), new=value)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(
            " | ".join("" if cell is None else str(cell) for name, cell in row if name != "number") for row in value
        )
    return str(value)


def summary(plan: IntakePlan) -> str:
    """Return the plan's figures in one line."""
    counts = plan.counts
    return tr(
        "New: {new}. Changed: {changed}. Unchanged: {unchanged}. Refused: {refused}. Files left aside: {aside}.",
        new=counts[RowKind.NEW],
        changed=counts[RowKind.CHANGED],
        unchanged=counts[RowKind.UNCHANGED],
        refused=counts[RowKind.REFUSED],
        aside=len(plan.left_aside),
    )


def kind_words(kind: RowKind) -> str:
    """Return what people read for a kind of row."""
    return {
        RowKind.NEW: tr("new"),
        RowKind.CHANGED: tr("changed"),
        RowKind.UNCHANGED: tr("unchanged"),
        RowKind.REFUSED: tr("refused"),
    }[kind]
