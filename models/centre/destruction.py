"""Destroying the personal data of a contest when their purpose has ended, with the record the law asks for."""

from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from models.centre.contests import contest_row
from models.centre.history import forget_why, record
from models.centre.tables import (
    ApplicationRow,
    ApplicationVersionRow,
    AttachmentRow,
    BlobRow,
    ContractRow,
    DestructionRow,
    DuplicateRow,
    InvolvedRow,
    PacketRow,
    PinnedRow,
    ResultRow,
    ScreeningRow,
)
from models.conflicts.pinned import PinnedConflict
from models.conflicts.subjects import Subject, Subjects
from models.contest.application import Applicant, Application, Project
from models.errors import StoreError
from models.packet.manifest import PacketManifest, Refused
from models.sitting.acts import Act, NotCarried
from models.sitting.result import Result
from models.values import Both, Moment, Value
from models.wording import tr


class Destruction(Value):
    """The record of a destruction: what, how many, who, when, on what ground."""

    id: str
    contest: str
    applications: int
    attachments: int
    """Files whose bytes were destroyed; a file that another contest holds too stays there."""
    what: str
    """In Kazakh and Russian: the record is read for years, whoever made it."""
    ground: str
    by: str
    at: Moment


_WHAT = Both(
    kk="аты-жөндері, ЖСН, туған күндері, байланыс деректері, сауалнамалар, жобалардың мәтіндері, себептер, қосымшалар",
    ru="имена, ИИН, даты рождения, контакты, анкеты, тексты проектов, причины, приложения",
)


def destroy_personal_data(
    session: Session, contest_id: str, *, record_id: UUID, ground: str, by: str, at: Moment
) -> Destruction:
    """Destroy the personal data of a contest and return the record of it.

    Codes, territories, sums, directions, marks, points, decisions and the protocol's number stay; names, IIN, contacts,
    texts, reasons, attachments and earlier contents go, also from the history and the stored packets and results.
    There is no way back; copies of the file and packets on sticks are destroyed by hand. Raises StoreError without a
    ground, or where it was done already.
    """
    contest_row(session, contest_id)
    if not ground.strip():
        raise StoreError(tr("Destroying personal data needs its ground; nothing was destroyed."))
    if destructions(session, contest_id):
        raise StoreError(tr("The personal data of this contest were destroyed already; nothing was changed."))
    rows = session.exec(select(ApplicationRow).where(ApplicationRow.contest == contest_id)).all()
    for row in rows:
        bare = _bare(Application.model_validate_json(row.value))
        row.sqlmodel_update(
            {"iin": "", "name": "", "title": "", "search": row.code.casefold(), "value": bare.canonical().decode()}
        )
        row.sha256 = bare.digest()
        session.add(row)
    files = _destroy_files(session, contest_id)
    session.execute(delete(ApplicationVersionRow).where(col(ApplicationVersionRow.contest) == contest_id))
    for decision in session.exec(select(ScreeningRow).where(ScreeningRow.contest == contest_id)):
        decision.reasons = "[]"
        session.add(decision)
    for contract in session.exec(select(ContractRow).where(ContractRow.contest == contest_id)):
        contract.documents = contract.note = ""
        session.add(contract)
    session.execute(delete(InvolvedRow).where(col(InvolvedRow.contest) == contest_id))
    session.execute(delete(DuplicateRow).where(col(DuplicateRow.contest) == contest_id))
    for pinned in session.exec(select(PinnedRow).where(PinnedRow.contest == contest_id)):
        without = PinnedConflict.model_validate_json(pinned.value).model_copy(update={"reason": ""})
        pinned.value, pinned.about = without.canonical().decode(), _NOBODY.canonical().decode()
        session.add(pinned)
    for packet in session.exec(select(PacketRow).where(PacketRow.contest == contest_id)):
        packet.value = _bare_manifest(PacketManifest.model_validate_json(packet.value)).canonical().decode()
        session.add(packet)
    for result in session.exec(select(ResultRow).where(ResultRow.contest == contest_id)):
        result.value = _bare_result(Result.model_validate_json(result.value)).canonical().decode()
        session.add(result)
    done = Destruction(
        id=str(record_id),
        contest=contest_id,
        applications=len(rows),
        attachments=files,
        what=f"{_WHAT.kk} / {_WHAT.ru}",
        ground=ground,
        by=by,
        at=at,
    )
    session.add(DestructionRow.model_validate(done.model_dump()))
    session.flush()
    forget_why(session, contest_id)
    record(session, contest=contest_id, subject="destruction", key=done.id, what="destroyed", by=by, at=at, why=ground)
    session.flush()
    return done


def destructions(session: Session, contest_id: str | None = None) -> tuple[Destruction, ...]:
    """Return the records of destruction, of one contest or of all, in the order done."""
    query = select(DestructionRow).order_by(col(DestructionRow.at), col(DestructionRow.id))
    if contest_id is not None:
        query = query.where(DestructionRow.contest == contest_id)
    return tuple(Destruction.model_validate(row.model_dump()) for row in session.exec(query))


def _destroy_files(session: Session, contest_id: str) -> int:
    session.execute(delete(AttachmentRow).where(col(AttachmentRow.contest) == contest_id))
    held = select(AttachmentRow.sha256)
    orphans = col(BlobRow.sha256).not_in(held)
    number = session.exec(select(func.count()).select_from(BlobRow).where(orphans)).one()
    session.execute(delete(BlobRow).where(orphans))
    return number


def _bare(application: Application) -> Application:
    return Application(
        code=application.code,
        territory=application.territory,
        submitted=application.submitted,
        language=application.language,
        applicant=Applicant(surname="", given_name=""),
        project=_bare_project(application.project),
    )


def _bare_project(project: Project) -> Project:
    kept = {name: getattr(project, name) for name in ("direction", "months", "total_cost", "grant_asked")}
    return Project(title="", **kept)


def _bare_manifest(manifest: PacketManifest) -> PacketManifest:
    applications = tuple(
        one.model_copy(
            update={
                "applicant": "",
                "project": _bare_project(one.project),
                "columns": (),
                "flags": (),
                "attachments": (),
            }
        )
        for one in manifest.applications
    )
    refused = tuple(
        Refused(
            code=one.code, applicant="", title="", territory=one.territory, withdrawn=one.withdrawn, reason=_NOTHING
        )
        for one in manifest.refused
    )
    changes = tuple(change.model_copy(update={"why": ""}) for change in manifest.changes)
    decisions = tuple(one.model_copy(update={"reason": ""}) for one in manifest.decisions)
    return manifest.model_copy(
        update={"applications": applications, "refused": refused, "changes": changes, "decisions": decisions}
    )


_NOTHING = Both(kk="", ru="")
_NOBODY = Subjects(person=Subject(), applicant=Subject())


def _bare_result(result: Result) -> Result:
    declarations = tuple(
        (member, tuple(one.model_copy(update={"note": ""}) for one in given)) for member, given in result.declarations
    )
    territories = tuple(
        one.model_copy(update={"lines": tuple(line.model_copy(update={"additional_ground": ""}) for line in one.lines)})
        for one in result.outcome.territories
    )
    return result.model_copy(
        update={
            "manifest": _bare_manifest(result.manifest),
            "declarations": declarations,
            "acts": tuple(map(_bare_act, result.acts)),
            "outcome": result.outcome.model_copy(update={"territories": territories}),
        }
    )


_WORDS = ("reason", "ground", "basis", "document", "text", "item")
"""What people write into the acts of a sitting in words of their own."""


def _bare_act(act: Act) -> Act:
    if isinstance(act, NotCarried):
        return act.model_copy(update={"motion": _bare_act(act.motion)})
    return act.model_copy(update={name: "" for name in _WORDS if hasattr(act, name)})
