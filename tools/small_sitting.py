"""A small invented contest as real files: a packet and the sheets of five members, with everything a sitting meets.

Almaty region: five equal totals across the cut. Abai: an incomplete sheet, so unequal panels. One member is not sure
about a conflict, one handed in two sheets that contradict each other, one corrected a sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from models.conflicts.declarations import Answer, Declaration
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.counting import TieRule
from models.contest.criteria import Approval, ApprovedCriteria
from models.contest.profile_files import load_profile
from models.packet.files import write_packet
from models.packet.manifest import PacketApplication, PacketManifest, TechnicalSelection
from models.sample.people import invent_applicant
from models.sample.projects import invent_project
from models.sample.words import words
from models.scoring.drafts import build_sheet
from models.scoring.marks import points
from models.scoring.sheet_files import seal_sheet
from models.scoring.sheets import ApplicationMarks, CriterionMark, Sheet
from models.sealing.keys import PrivateKey

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
REASON = {
    "kk": "Нысаналы топ нақты көрсетілген, нәтижелер өлшенеді.",
    "ru": "Целевая группа названа, результаты измеримы.",
}


@dataclass(frozen=True)
class SmallSitting:
    """The files and whose they are."""

    packet: Path
    packet_id: str
    sheets: tuple[Path, ...]
    """m1, m2 twice (a correction), m3 twice (a clash), m4 (not sure), m5 (incomplete)."""
    keys: dict[str, PrivateKey]
    manifest: PacketManifest


def write_small_sitting(folder: Path, *, many: int = 14, few: int = 6, ties: TieRule | None = None) -> SmallSitting:
    """Write the packet and the sheets into `folder`; the same call gives the same sheets. `ties` replaces the rule."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = {name: PrivateKey.ephemeral(name.encode().ljust(32, b".")) for name in ("m1", "m2", "m3", "m4", "m5", "s1")}
    manifest = _manifest(keys, many, few, ties)
    packet = folder / "contest.packet"
    packet_id = write_packet(packet, manifest, lambda _: b"", keys["s1"])
    written = []
    for name, sheet in _sheets(manifest, packet_id):
        path = folder / f"{name}.sheet"
        path.write_bytes(seal_sheet(sheet, keys[sheet.member], manifest.roster))
        written.append(path)
    return SmallSitting(packet, packet_id, tuple(written), keys, manifest)


def _manifest(keys: dict[str, PrivateKey], many: int, few: int, ties: TieRule | None) -> PacketManifest:
    profile = load_profile("zhas-2024")
    if ties is not None:
        counting = profile.criteria.counting.model_copy(update={"ties": ties})
        profile = profile.model_copy(update={"criteria": profile.criteria.model_copy(update={"counting": counting})})
    approval = Approval(
        approved_by="Әлімжан Ерасыл Болатұлы",
        approved_on=date(2024, 3, 11),
        document="№ 12-Ө",
        agreed_with=("Оператор",),
    )
    contest = Contest(
        id="7b0ed0f2-6f5c-4c55-9a0b-1f0a3f0c1a22",
        title=profile.title,
        profile=profile,
        lot=profile.lots[0].code,
        parties=profile.parties,
        grants=(("almaty-region", 6), ("abai", 2)),
        criteria=ApprovedCriteria(content=profile.criteria, approval=approval),
    )
    people = [
        Person(
            id=one["id"],
            name=one["name"],
            position=one["position"],
            organisation=one["organisation"],
            role=Role.MEMBER,
            proposed_chair=one["id"] == "m1",
            public_key=keys[one["id"]].public_line,
        )
        for one in words("people")["member"]
    ]
    people.append(Person(role=Role.SECRETARY, public_key=keys["s1"].public_line, **words("people")["secretary"]))
    total = many + few
    return PacketManifest(
        contest=contest,
        roster=Roster(contest=contest.id, people=tuple(people)),
        revision=1,
        built_at=AT,
        built_by="s1",
        technical=TechnicalSelection(received=total + 2, admitted=total, refused=1, withdrawn=1, mended=2),
        applications=(*_applications("almaty-region", "ALM", many), *_applications("abai", "ABA", few)),
    )


def _applications(territory: str, prefix: str, number: int) -> Iterator[PacketApplication]:
    rng, taken, places = Random(f"small sitting {territory}"), set[str](), words("places")[territory]
    for at in range(number):
        language = "ru" if at % 3 == 1 else "kk"
        place = places[at % len(places)]
        yield PacketApplication(
            code=f"{prefix}-{at + 1:04}",
            territory=territory,
            applicant=invent_applicant(rng, language, place, taken).full_name,
            language=language,
            project=invent_project(rng, language, place, at % 16 + 1),
        )


def total_of(code: str) -> int:
    """Return what every member but the odd one gives this application: five equal ones across the cut of ALM."""
    number = int(code[-4:])
    if code.startswith("ABA"):
        return max(0, 24 - 2 * number)
    return 25 if number <= 2 else 22 - number // 3 if number <= 3 else 20 if number <= 8 else max(0, 26 - number)


def _marks(code: str, criteria: tuple[str, ...], language: str, shift: int = 0) -> ApplicationMarks:
    total = total_of(code)
    row = [total // 5 + (place < total % 5) for place in range(5)]
    row = row[shift % 5 :] + row[: shift % 5]
    return ApplicationMarks(
        application=code,
        marks=tuple(
            CriterionMark(criterion=one, mark=points(number), reason=REASON[language])
            for one, number in zip(criteria, row, strict=True)
        ),
    )


def _sheets(manifest: PacketManifest, packet_id: str) -> Iterator[tuple[str, Sheet]]:
    assert manifest.contest.criteria is not None
    criteria = tuple(one.code for one in manifest.contest.criteria.content.criteria)
    codes = [one.code for one in manifest.applications]

    def made(member: str, at: datetime, previous: Sheet | None = None, **changed: dict[str, ApplicationMarks]) -> Sheet:
        language = "ru" if member in ("m2", "m4") else "kk"
        rows = {code: _marks(code, criteria, language, int(member[1:])) for code in codes}
        rows.update(changed.get("rows", {}))
        unsure = "ALM-0011" if member == "m4" else ""
        rows.pop("ABA-0003" if member == "m5" else unsure, None)
        return build_sheet(
            manifest,
            packet_id,
            member,
            declarations=[
                Declaration(application=code, answer=Answer.NOT_SURE if code == unsure else Answer.NO_CONFLICT)
                for code in codes
            ],
            marks=rows.values(),
            at=at,
            previous=previous,
            correction="" if previous is None else "Арифметикалық қате / арифметическая ошибка",
        )

    def lower(code: str, member: str) -> dict[str, ApplicationMarks]:
        entry = _marks(code, criteria, "kk", int(member[1:]))
        first = entry.marks[0].model_copy(update={"mark": points(entry.marks[0].mark.number - 2)})
        return {code: entry.model_copy(update={"marks": (first, *entry.marks[1:])})}

    yield "m1", made("m1", AT)
    first = made("m2", AT + timedelta(hours=1), rows=lower("ALM-0001", "m2"))
    yield "m2", first
    yield "m2-r2", made("m2", AT + timedelta(hours=5), first)
    yield "m3", made("m3", AT + timedelta(hours=2))
    yield "m3-other", made("m3", AT + timedelta(hours=3), rows=lower("ALM-0010", "m3"))
    yield "m4", made("m4", AT + timedelta(hours=4))
    yield "m5", made("m5", AT + timedelta(hours=6))
