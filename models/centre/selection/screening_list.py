"""The technical selection as lists: every application with its flags, and the story of a single one."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from models.centre.applications import Listed, application_row, listing, search_texts
from models.centre.selection.screening import Decision, decisions, flags
from models.centre.tables import ApplicationVersionRow
from models.contest.application import Application, Flag, Screened
from models.errors import StoreError
from models.intake.plan import FieldChange, field_changes
from models.progress import Report, silent
from models.values import Both, Moment, Value
from models.wording import tr


class ScreeningLine(Value):
    """One application in the list of the technical selection."""

    code: str
    territory: str
    state: Screened
    name: str
    title: str
    asked: int | None = None
    """KZT."""
    flags: tuple[Flag, ...] = ()
    deadline: date | None = None
    """The last day of mending, inclusive, while it is sent back."""
    search: str = ""
    """What else the application is found by: IIN, telephone with and without its spaces, e-mail; folded."""


def state_words(state: Screened) -> str:
    """Return where an application stands, for a person."""
    return {
        Screened.RECEIVED: tr("undecided"),
        Screened.MENDING: tr("sent back for mending"),
        Screened.ADMITTED: tr("admitted"),
        Screened.REFUSED: tr("refused (application)"),
        Screened.WITHDRAWN: tr("withdrawn"),
    }[state]


class EventKind(StrEnum):
    """What happened to an application."""

    ADDED = "added"
    CHANGED = "changed"
    DECIDED = "decided"


class Event(Value):
    """One thing that happened to an application: when, by whom, and what exactly."""

    at: Moment
    by: str
    kind: EventKind
    decision: Screened | None = None
    reasons: tuple[Both, ...] = ()
    deadline: date | None = None
    changes: tuple[FieldChange, ...] = ()
    """Fields with their old and new text; attachments by their names."""


class Story(Value):
    """One application as staff read it before deciding."""

    application: Application
    state: Screened
    flags: tuple[Flag, ...]
    events: tuple[Event, ...]
    """Oldest first."""


def screening_list(
    session: Session,
    contest_id: str,
    *,
    known: Mapping[str, tuple[Flag, ...]] | None = None,
    report: Report = silent,
) -> tuple[ScreeningLine, ...]:
    """Return every application of the contest by code with its flags.

    `known` are flags raised before, which no decision changes; None raises them anew, which takes longer. Raises
    CancelledError when `report` answers False.
    """
    raised = flags(session, contest_id, report) if known is None else known
    last = {made.application: made for made in decisions(session, contest_id)}
    searched = search_texts(session, contest_id)
    return tuple(
        _line(one, raised.get(one.code, ()), last.get(one.code), searched[one.code])
        for one in listing(session, contest_id)
    )


def _line(one: Listed, raised: tuple[Flag, ...], last: Decision | None, search: str) -> ScreeningLine:
    return ScreeningLine(
        code=one.code,
        territory=one.territory,
        state=Screened(one.state),
        name=one.name,
        title=one.title,
        asked=one.asked,
        flags=raised,
        deadline=last.deadline if last else None,
        search=search,
    )


def story(session: Session, contest_id: str, code: str, raised: tuple[Flag, ...]) -> Story:
    """Return one application with everything that happened to it; `raised` are its flags.

    Raises StoreError where the contest has none with `code`.
    """
    row = application_row(session, contest_id, code)
    events = [*_contents(session, contest_id, code), *map(_decided, decisions(session, contest_id, code))]
    return Story(
        application=Application.model_validate_json(row.value),
        state=Screened(row.state),
        flags=raised,
        events=tuple(sorted(events, key=lambda event: event.at)),
    )


def still_as_read(session: Session, contest_id: str, read: Story) -> None:
    """Raise StoreError where somebody changed or decided the application since it was `read`."""
    code = read.application.code
    events = story(session, contest_id, code, read.flags).events
    if events != read.events:
        raise StoreError(
            tr(
                "{code} was changed or decided in another window meanwhile; nothing of yours was "
                "recorded. Press F5, read what is new and decide then.",
                code=code,
            )
        )


def _contents(session: Session, contest_id: str, code: str) -> Iterator[Event]:
    query = (
        select(ApplicationVersionRow)
        .where(ApplicationVersionRow.contest == contest_id, ApplicationVersionRow.application == code)
        .order_by(col(ApplicationVersionRow.version))
    )
    before: Application | None = None
    for row in (*session.exec(query), application_row(session, contest_id, code)):
        now = Application.model_validate_json(row.value)
        if before is None:
            yield Event(at=row.stored_at, by=row.stored_by, kind=EventKind.ADDED)
        else:
            changes = tuple(_changes(before, now))
            yield Event(at=row.stored_at, by=row.stored_by, kind=EventKind.CHANGED, changes=changes)
        before = now


def _changes(before: Application, now: Application) -> Iterator[FieldChange]:
    yield from field_changes(before, now)
    if before.attachments != now.attachments:
        old, new = (", ".join(each.name for each in one.attachments) for one in (before, now))
        yield FieldChange(field="attachments", old=old, new=new)


def _decided(made: Decision) -> Event:
    return Event(
        at=made.at,
        by=made.by,
        kind=EventKind.DECIDED,
        decision=made.decision,
        reasons=made.reasons,
        deadline=made.deadline,
    )
