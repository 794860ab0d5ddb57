"""A member's laptop with an invented contest: a key, a card and a packet, for tests and pictures of the desk."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.contest.application import Application, Attachment
from models.contest.commission import Roster
from models.intake.attachments import kind_of
from models.intake.screening.screening import screen
from models.packet.files import write_packet
from models.packet.manifest import PacketApplication, PacketChange, PacketManifest, TechnicalSelection
from models.sample.generator import SampleContest, generate
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey, new_key
from models.values import sha256
from ui.shell.home import Home

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
PASSPHRASE = "тауда қар еріді"
_MEDIA = {".jpg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf"}


@dataclass(frozen=True)
class DeskSample:
    """What lies in the folder. `first` and `second` are two revisions of one packet."""

    sample: SampleContest
    home: Home
    """Of the member m1: key (under `PASSPHRASE`) and card; no workspace yet."""
    key: PrivateKey
    secretary: PrivateKey
    first: Path
    second: Path

    def laptop(self, root: Path) -> Home:
        """Copy key and card to another folder: a laptop that nothing was done on."""
        home = Home.at(root)
        root.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.home.key, home.key)
        shutil.copy(self.home.card, home.card)
        return home


def build(folder: Path, *, applications: int = 80) -> DeskSample:
    """Invent a contest in `folder` and build two revisions of its packet."""
    sample = generate(folder / "in", seed=7, applications=applications)
    home = Home.at(folder / "member")
    home.root.mkdir(parents=True)
    key = new_key(home.key, PASSPHRASE)
    member = next(person for person in sample.people if person.id == "m1")
    write_card(home.card, name=member.name, position=member.position, organisation=member.organisation, key=key)
    secretary = PrivateKey.ephemeral(bytes([77]) * 32)
    lines = {"m1": key.public_line, "s1": secretary.public_line}
    people = tuple(
        person.model_copy(
            update={"public_key": lines.get(person.id) or PrivateKey.ephemeral(person.id.encode() * 16).public_line}
        )
        for person in sample.people
    )
    content: dict[str, bytes] = {}
    entries = tuple(_entry(sample, one, content) for one in sample.applications)
    count = len(entries)
    manifest = PacketManifest(
        contest=sample.contest,
        roster=Roster(contest=sample.contest.id, people=people),
        revision=1,
        built_at=AT,
        built_by="s1",
        technical=TechnicalSelection(received=count, admitted=count, refused=0, withdrawn=0, mended=0),
        applications=entries[:-1],
    )
    first, second = folder / "contest-r1.packet", folder / "contest-r2.packet"
    before = write_packet(first, manifest, content.__getitem__, secretary)
    mended = entries[2].model_copy(
        update={"project": entries[2].project.model_copy(update={"title": f"{entries[2].project.title} (түзетілген)"})}
    )
    changes = (
        PacketChange(
            application=mended.code,
            what="changed",
            fields=("project.title",),
            by="s1",
            at=AT,
            why="Өтініш беруші түзетті",
        ),
        PacketChange(application=entries[-1].code, what="added", by="s1", at=AT, why="Апелляция бойынша жіберілді"),
    )
    after = manifest.model_copy(
        update={
            "revision": 2,
            "previous": before,
            "changes": changes,
            "applications": (*entries[:2], mended, *entries[3:]),
        }
    )
    write_packet(second, after, content.__getitem__, secretary)
    return DeskSample(sample, home, key, secretary, first, second)


def _entry(sample: SampleContest, one: Application, content: dict[str, bytes]) -> PacketApplication:
    flags = [flag for flag in screen(one, sample.contest) if not flag.personal and not flag.rule.startswith("document")]
    return PacketApplication(
        code=one.code,
        territory=one.territory,
        applicant=one.applicant.full_name,
        language=one.language,
        project=one.project,
        flags=tuple(flags),
        attachments=tuple(_attachments(sample, one.code, content)),
    )


def _attachments(sample: SampleContest, code: str, content: dict[str, bytes]) -> Iterator[Attachment]:
    for path in sorted((sample.attachments / code).iterdir()):
        kind, personal = kind_of(path.name, sample.contest.profile.project.documents)
        if personal:
            continue
        data = path.read_bytes()
        content[sha256(data)] = data
        yield Attachment(
            name=path.name,
            kind=kind,
            size=len(data),
            sha256=sha256(data),
            personal=False,
            media_type=_MEDIA[path.suffix],
        )
