"""What applicants bring after they were sent back: the table with the defect cured, and the missing document."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from models.contest.application import Application
from models.intake.attachments import kind_of
from models.sample.generator import SampleContest
from models.sample.scans import invent_attachments
from models.sample.tables import write_csv

_MISSING = "document:"


@dataclass(frozen=True)
class Mended:
    """The mended applications as files."""

    table: Path
    attachments: Path


def mend(folder: Path, sample: SampleContest) -> Mended:
    """Write what the applicants sent back for mending bring, into `folder`."""
    mended = Mended(folder / "mended.csv", folder / "attachments")
    mended.attachments.mkdir(parents=True)
    rules = dict(sample.planted)
    applications = [one for one in sample.applications if one.code in sample.mend]
    write_csv(mended.table, [_cured(one) for one in applications], sample.contest, "ru")
    for one in applications:
        if rules[one.code].startswith(_MISSING):
            _write_missing(mended.attachments, one, rules[one.code].removeprefix(_MISSING), sample)
    return mended


def _cured(application: Application) -> Application:
    project = application.project
    total = sum(row.amount or 0 for row in project.budget)
    return application.model_copy(update={"project": project.model_copy(update={"total_cost": total})})


def _write_missing(folder: Path, application: Application, kind: str, sample: SampleContest) -> None:
    documents = sample.contest.profile.project.documents
    own = folder / application.code
    own.mkdir()
    for name, content in invent_attachments(Random(f"mended {application.code}"), application):
        if kind_of(name, documents)[0] == kind:
            (own / name).write_bytes(content)
