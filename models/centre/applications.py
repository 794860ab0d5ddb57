"""Applications in the central file: what intake decided is stored, listed, searched and read back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, delete, insert
from sqlalchemy import select as pick
from sqlmodel import Session, col, select

from models.centre.contests import contest_row
from models.centre.history import record
from models.centre.tables import (
    ApplicationRow,
    ApplicationVersionRow,
    AttachmentRow,
    BlobRow,
    ContractRow,
    OutcomeRow,
)
from models.contest.application import Application, Attachment, Screened
from models.errors import FileError, StoreError
from models.intake.attachments import Matched
from models.intake.folding import dialled, fold, search_words
from models.intake.plan import IntakePlan, RowKind
from models.progress import Report, silent, step
from models.values import Moment, sha256
from models.wording import tr

ReadAttachment = Callable[[str, Attachment], bytes]
"""Given an application's code and one of its attachments, returns the bytes."""

_AT_ONCE = 500
"""Codes in one query: databases refuse too many."""


class Listed(NamedTuple):
    """An application as a list shows it: a plain row, cheap to make by the hundred thousand."""

    code: str
    territory: str
    state: str
    """A value of `Screened`."""
    name: str
    title: str
    asked: int | None


class Stored(NamedTuple):
    """What storing did: codes, each in the order given."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def store_intake(
    session: Session,
    contest_id: str,
    plan: IntakePlan,
    *,
    by: str,
    at: Moment,
    read_attachment: Callable[[Matched], bytes] | None = None,
    report: Report = silent,
) -> Stored:
    """Store what the plan shows, refused rows left out; storing the same plan again changes nothing.

    `read_attachment` gives the bytes of a matched file; None reads them from where it was found. Raises StoreError
    where an application or a file changed since the plan was made, FileError where a file can't be read any more.
    """
    read = read_attachment or _read
    rows = [row for kind in (RowKind.NEW, RowKind.CHANGED) for row in plan.of(kind)]
    files = {(row.code, file.attachment.sha256): file for row in rows for file in row.files}
    stored = session.exec(
        select(ApplicationRow.code, ApplicationRow.sha256, ApplicationRow.stored_at).where(
            ApplicationRow.contest == contest_id
        )
    )
    present = {code: (digest, when) for code, digest, when in stored}
    wanted: list[Application] = []
    stale: list[str] = []
    for row in rows:
        if row.application is None:
            continue
        digest, when = present.get(row.code, ("", plan.at))
        if digest != row.application.digest() and (when > plan.at or (digest != "") != (row.kind is RowKind.CHANGED)):
            stale.append(tr("row {row}: {code}", row=row.row, code=row.code))
        wanted.append(row.application)
    if stale:
        raise StoreError(
            tr("These applications changed since the report was made; nothing was stored. Make the report again."),
            problems=stale,
        )

    def bytes_of(code: str, attachment: Attachment) -> bytes:
        file = files.get((code, attachment.sha256))
        if file is None:
            raise StoreError(
                tr(
                    "The attachment “{name}” is not at hand; nothing was stored. Make the report again.",
                    name=attachment.name,
                )
            )
        return read(file)

    return store(session, contest_id, wanted, by=by, at=at, read_attachment=bytes_of, report=report)


def _read(file: Matched) -> bytes:
    try:
        return Path(file.path).read_bytes()
    except OSError as error:
        raise FileError(
            tr(
                "The attachment “{name}” can't be read any more; nothing was stored. Make the report again.",
                name=file.attachment.name,
            )
        ) from error


def store(
    session: Session,
    contest_id: str,
    applications: Iterable[Application],
    *,
    by: str,
    at: Moment,
    read_attachment: ReadAttachment,
    report: Report = silent,
) -> Stored:
    """Store whole applications: new codes are added, others replaced with the old content kept, equal ones untouched.

    `read_attachment` is asked only for bytes that the store does not hold yet. Raises StoreError where those bytes are
    not what the application names (size, SHA-256).
    """
    contest_row(session, contest_id)
    wanted = tuple(applications)
    rows = session.exec(select(ApplicationRow).where(ApplicationRow.contest == contest_id))
    present = {row.code: row for row in rows}
    blobs = set(session.exec(select(BlobRow.sha256)))
    new: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    for done, application in enumerate(wanted):
        step(report, done, len(wanted))
        row = present.get(application.code)
        if row is not None and row.sha256 == application.digest():
            unchanged.append(application.code)
            continue
        for attachment in application.attachments:
            if attachment.sha256 not in blobs:
                _store_bytes(session, attachment, read_attachment(application.code, attachment))
                blobs.add(attachment.sha256)
        if row is None:
            row = ApplicationRow(
                **_columns(application),
                contest=contest_id,
                state=Screened.RECEIVED,
                version=1,
                stored_at=at,
                stored_by=by,
            )
            session.add(row)
            present[application.code] = row
            new.append(application.code)
            fields: list[str] = []
        else:
            fields = _differences(Application.model_validate_json(row.value), application)
            session.add(_kept(row))
            row.sqlmodel_update(_columns(application) | {"version": row.version + 1, "stored_at": at, "stored_by": by})
            session.add(row)
            changed.append(application.code)
        session.flush()
        _link(session, contest_id, application)
        what = "changed" if fields else "added"
        record(
            session,
            contest=contest_id,
            subject="application",
            key=application.code,
            what=what,
            by=by,
            at=at,
            fields=fields,
        )
    session.flush()
    step(report, len(wanted), len(wanted))
    return Stored(tuple(new), tuple(changed), tuple(unchanged))


def _columns(application: Application) -> dict[str, Any]:
    person, project = application.applicant, application.project
    searched = (
        application.code,
        person.full_name,
        person.surname,
        person.given_name,
        person.iin,
        person.mobile,
        dialled(person.mobile),
        person.email,
        project.title,
    )
    return {
        "code": application.code,
        "territory": application.territory,
        "iin": person.iin.replace("\0", ""),
        "name": person.full_name.replace("\0", ""),
        "title": project.title.replace("\0", ""),
        "search": fold(" ".join(dict.fromkeys(part for part in searched if part))).replace("\0", ""),
        "asked": project.grant_asked,
        "submitted": application.submitted,
        "sha256": application.digest(),
        "value": application.canonical().decode(),
    }


def _kept(row: ApplicationRow) -> ApplicationVersionRow:
    return ApplicationVersionRow(
        contest=row.contest,
        application=row.code,
        version=row.version,
        sha256=row.sha256,
        value=row.value,
        stored_at=row.stored_at,
        stored_by=row.stored_by,
    )


def _differences(old: Application, new: Application) -> list[str]:
    found = []
    for part in ("applicant", "project"):
        before, after = getattr(old, part), getattr(new, part)
        found += [
            f"{part}.{name}" for name in type(before).model_fields if getattr(before, name) != getattr(after, name)
        ]
    plain = set(Application.model_fields) - {"applicant", "project"}
    return sorted(found + [name for name in plain if getattr(old, name) != getattr(new, name)])


def _store_bytes(session: Session, attachment: Attachment, data: bytes) -> None:
    if len(data) != attachment.size or sha256(data) != attachment.sha256:
        raise StoreError(
            tr(
                "The attachment “{name}” changed since the report was made; nothing was stored. Make the report again.",
                name=attachment.name,
            )
        )
    row = {"sha256": attachment.sha256, "size": len(data), "media_type": attachment.media_type, "data": data}
    session.execute(insert(BlobRow), [row])


def _link(session: Session, contest_id: str, application: Application) -> None:
    session.execute(
        delete(AttachmentRow).where(
            col(AttachmentRow.contest) == contest_id, col(AttachmentRow.application) == application.code
        )
    )
    rows = [
        {
            "contest": contest_id,
            "application": application.code,
            "position": position,
            **attachment.model_dump(include={"sha256", "name", "kind", "personal"}),
        }
        for position, attachment in enumerate(application.attachments, start=1)
    ]
    if rows:
        session.execute(insert(AttachmentRow), rows)


def applications(session: Session, contest_id: str, *, state: Screened | None = None) -> tuple[Application, ...]:
    """Return the whole applications of a contest by code; with `state` only those."""
    query = select(ApplicationRow.value).where(ApplicationRow.contest == contest_id).order_by(col(ApplicationRow.code))
    if state is not None:
        query = query.where(ApplicationRow.state == state)
    return tuple(Application.model_validate_json(value) for value in session.exec(query))


def applications_of(session: Session, contest_id: str, codes: Sequence[str]) -> Iterator[Application]:
    """Yield the whole applications with `codes`, in any order; those that the contest lacks are left out."""
    for start in range(0, len(codes), _AT_ONCE):
        query = select(ApplicationRow.value).where(
            ApplicationRow.contest == contest_id, col(ApplicationRow.code).in_(codes[start : start + _AT_ONCE])
        )
        yield from map(Application.model_validate_json, session.exec(query).all())


def application(session: Session, contest_id: str, code: str) -> Application:
    """Return one application. Raises StoreError where the contest has none with `code`."""
    return Application.model_validate_json(application_row(session, contest_id, code).value)


def of_application(row: type[OutcomeRow] | type[ContractRow]) -> ColumnElement[bool]:
    """Return the condition that a row of an outcome or a contract belongs to the application it is joined to."""
    same_contest = col(row.contest) == col(ApplicationRow.contest)
    return same_contest & (col(row.application) == col(ApplicationRow.code))


def application_row(session: Session, contest_id: str, code: str) -> ApplicationRow:
    """Return the row of one application. Raises StoreError where the contest has none with `code`."""
    row = session.get(ApplicationRow, (contest_id, code))
    if row is None:
        raise StoreError(tr("The contest has no application “{code}”; nothing was changed.", code=code))
    return row


def versions(session: Session, contest_id: str, code: str) -> tuple[Application, ...]:
    """Return what an application held over time, oldest first; the last is what it holds now."""
    query = (
        select(ApplicationVersionRow.value)
        .where(ApplicationVersionRow.contest == contest_id, ApplicationVersionRow.application == code)
        .order_by(col(ApplicationVersionRow.version))
    )
    old = tuple(Application.model_validate_json(value) for value in session.exec(query))
    return (*old, application(session, contest_id, code))


def states(session: Session, contest_id: str) -> dict[str, Screened]:
    """Return where every application of a contest stands, by code."""
    rows = session.exec(
        select(ApplicationRow.code, ApplicationRow.state)
        .where(ApplicationRow.contest == contest_id)
        .order_by(col(ApplicationRow.code))
    )
    return {code: Screened(state) for code, state in rows}


def listing(
    session: Session, contest_id: str, *, search: str = "", state: Screened | None = None, territory: str | None = None
) -> list[Listed]:
    """Return the applications of a contest by code, as rows to show; every word of `search` must be found.

    Searched are code, name, IIN, mobile, e-mail and title, folded: case and Kazakh or Latin twins of letters are one.
    """
    query: Select[*tuple[Any, ...]] = Select(*(col(getattr(ApplicationRow, name)) for name in Listed._fields)).where(
        col(ApplicationRow.contest) == contest_id
    )
    if search_words(search):
        query = query.where(col(ApplicationRow.code).in_(_holding(contest_id, search_words(search))))
    if state is not None:
        query = query.where(col(ApplicationRow.state) == state)
    if territory is not None:
        query = query.where(col(ApplicationRow.territory) == territory)
    found = session.connection().execute(query.order_by(col(ApplicationRow.code)))
    # the driver's own rows: these types need no conversion
    return list(map(partial(tuple.__new__, Listed), found.cursor.fetchall()))


def _holding(contest_id: str, words: Iterable[str]) -> Select[str]:
    """The codes of the applications that hold every word: a query of its own, answered by the index of the searches."""
    query = pick(col(ApplicationRow.code)).where(col(ApplicationRow.contest) == contest_id)
    for word in words:
        query = query.where(col(ApplicationRow.search).contains(word, autoescape=True))
    return query


def search_texts(session: Session, contest_id: str) -> dict[str, str]:
    """Return by code the folded text an application is found by: find `models.intake.folding.search_words` in it."""
    query = pick(col(ApplicationRow.code), col(ApplicationRow.search)).where(col(ApplicationRow.contest) == contest_id)
    return dict(session.connection().execute(query).cursor.fetchall())


def attachment_bytes(session: Session, digest: str) -> bytes:
    """Return the bytes with the SHA-256 `digest`. Raises StoreError where they are gone or damaged."""
    data = session.exec(select(BlobRow.data).where(BlobRow.sha256 == digest)).first()
    if data is None or sha256(data) != digest:
        raise StoreError(tr("An attachment is not in the central file (any more), or is damaged; nothing was changed."))
    return data
