"""Contests that the sample does not shape, each a whole day: Mangystau, state grants to NGOs, young voters."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from models.centre.intake import plan_source, take_in
from models.centre.mappings import remembered
from models.centre.results.register import deadlines, next_in_line, winners
from models.centre.results.sync import SyncKind, do_sync, plan_sync
from models.contest.counting import Unequal
from models.contest.founding import new_contest
from models.contest.profile import GroupQuota
from models.contest.profile_files import load_profile
from models.errors import ProfileError, SittingError
from models.intake.folding import fold_heading
from models.intake.plan import RowKind
from models.intake.source import read_source
from models.protocol.document import protocol
from models.protocol.files import Source, write_protocol
from models.protocol.papers.catalogue import Asked, offers
from models.protocol.parity import halves
from models.protocol.verification import verify
from models.sitting.acts import Ballot, TieVoted, WayChosen
from models.sitting.held.result_files import open_result
from models.sitting.held.room import Room, Taking
from models.sitting.outcome import Remark, Standing
from models.values import Both
from tests.journeys.held import AT, Journey, Minutes, key_of, name_winners, open_sitting

VOTERS = ("m1", "m2", "m3", "m4", "m5")


def bring_home(journey: Journey, room: Room) -> Path:
    """Sign the result, print and verify the protocol, and sync twice: the second time changes nothing."""
    path = journey.usb / "contest.result"
    room.write_result(path, key_of("m1"))
    opened = open_result(path)
    papers = [write_protocol(Source.of(opened), journey.folder / "papers", public=public) for public in (False, True)]
    packets = journey.usb.glob("*.packet")
    assert [
        finding for finding in verify([path, *papers, *packets], key=key_of("m1")) if finding.holds is not True
    ] == []
    for kind in (SyncKind.NEW, SyncKind.PRESENT):
        with journey.central.session() as session:
            plan = plan_sync(session, opened)
            assert (plan.fits, {line.kind for line in plan.lines}) == (True, {kind})
            do_sync(session, plan, by="s1", at=AT + timedelta(days=12))
    return papers[0]


def sitting(journey: Journey, sheets: list[Path], packet_id: str, decide: Callable[[Room, Minutes], None]) -> Room:
    """Hold the sitting on the chair's laptop: take the sheets, open, `decide`, name winners."""
    workspace = journey.laptop("m1")
    room, minutes = Room.open(workspace, packet_id), Minutes()
    assert {one.taking for one in room.take(sheets, at=AT)} == {Taking.TAKEN}
    open_sitting(room, minutes)
    decide(room, minutes)
    name_winners(room, minutes)
    return room


def five_rows(total: int) -> list[int]:
    return [total // 5 + (number < total % 5) for number in range(5)]


def test_mangystau_with_62_grants_decided_and_a_tie_across_the_cut(journey: Callable[..., Journey]) -> None:
    with pytest.raises(ProfileError, match="62"):
        new_contest(load_profile("zhas-2022"), lot="mangystau", id=UUID(int=1), contract_date=None)
    day = journey("zhas-2022", lot="mangystau", grants={"mangystau": 62})
    rows = (
        [
            f"MNG-{n:03};Төлегенов;Ерасыл {n};{n:02}.03.2000;№ {n} жоба «Ақтау»;{800_000 + n};2022-08-05 10:{n % 60:02}"
            for n in range(1, 31)
        ]
        + [
            f"MNG-{n:03};Қойшыбаева;Әсел {n};{n - 30:02}.04.2001;№ {n} жоба;950000;2022-08-06 11:{n % 60:02}"
            for n in range(31, 61)
        ]
        + [
            f"MNG-{n:03};Байсалов;Тимур {n};{n - 60:02}.05.2002;Проект № {n};1000000;2022-08-07 12:00"
            for n in range(61, 67)
        ]
    )
    heading = "Өтінім коды;Тегі;Аты;Туған күні;Жобаның атауы;Сұралатын сома;Өтінім берілген күні"
    plan = day.take_in("\r\n".join([heading, *rows]))
    assert plan.counts == {RowKind.NEW: 66, RowKind.CHANGED: 0, RowKind.UNCHANGED: 0, RowKind.REFUSED: 0}
    assert day.take_in("\r\n".join([heading, *rows])).counts[RowKind.UNCHANGED] == 66
    day.admit_all()
    packet = day.build()
    codes = [one.code for one in packet.manifest.applications]
    # 60 clear winners; four share places 61–64, and 62 grants leave two places for them
    totals = dict.fromkeys(codes[:60], 20) | dict.fromkeys(codes[60:64], 15) | dict.fromkeys(codes[64:], 5)
    sheets = [day.hand_in(m, packet, {code: five_rows(total) for code, total in totals.items()}) for m in VOTERS]

    def decide(room: Room, minutes: Minutes) -> None:
        (tie,) = (question for question in room.outcome.questions if question.kind == "tie-at-cut")
        assert (tie.applications, tie.places) == (tuple(codes[60:64]), 2)
        with pytest.raises(SittingError, match="tie"):
            name_winners(room, minutes)
        ballots = tuple(Ballot(member=member, applications=(codes[61], codes[63])) for member in VOTERS)
        room.act(minutes(TieVoted, territory="mangystau", tied=tie.applications, places=2, ballots=ballots))

    room = sitting(day, sheets, packet.id, decide)
    bring_home(day, room)
    with day.central.reading() as session:
        won = {entry.code for entry in winners(session, day.contest.id)}
        assert won == {*codes[:60], codes[61], codes[63]}
        line = [(entry.code, entry.reserve) for entry in next_in_line(session, day.contest.id)]
        assert line == [(codes[60], 1), (codes[62], 1), (codes[64], 3), (codes[65], 3)]
        assert {(one.first, one.last) for one in deadlines(session, day.contest.id)} == {
            (date(2022, 9, 15), date(2022, 9, 20))
        }


def test_state_grants_with_weights_and_an_unequal_panel(journey: Callable[..., Journey]) -> None:
    day = journey("ngo-state-grants", contract_date=None)
    table = (
        "Код заявки,Организация,Название проекта,Запрашиваемая сумма\r\n"
        "НПО-1,ОФ «Мейірім»,Дневной центр,12 000 000\r\n"
        "НПО-2,ОО «Қамқор»,Горячая линия,9 500 000\r\n"
        "НПО-3,ҚҚ «Жаңа толқын»,Волонтёрлер мектебі,7 000 000\r\n"
        "НПО-4,ОФ «Парасат»,Летняя школа,5 000 000\r\n"
        "НПО-5,ОФ «Өркен»,Киноклуб,3 000 000\r\n"
    )
    plan = day.take_in(table, encoding="cp1251" if "қ" not in table.casefold() else "utf-8-sig")
    assert plan.counts[RowKind.NEW] == 5
    day.admit_all()
    packet = day.build()
    given = {
        "НПО-1": [10, 9, 8, 7, 6],  # 3 + 2.25 + 1.6 + 1.05 + 0.6 = 8.5
        "НПО-2": [8, 8, 8, 8, 8],  # 8
        "НПО-3": [9, 6, 7, 4, 5],  # 2.7 + 1.5 + 1.4 + 0.6 + 0.5 = 6.7
        "НПО-4": [5, 5, 5, 5, 5],  # exactly half: not more than 50 per cent
        "НПО-5": [1, 2, 3, 4, 5],
    }
    sheets = [day.hand_in(m, packet, given) for m in VOTERS[:3]]
    sheets.append(
        day.hand_in("m4", packet, {code: [p + (code == "НПО-2") for p in row] for code, row in given.items()})
    )
    sheets.append(day.hand_in("m5", packet, given, conflicts=["НПО-1"]))

    def decide(room: Room, minutes: Minutes) -> None:
        assert "unequal-panel" in {question.kind for question in room.outcome.questions}
        assert all(line.place_from is None for line in room.outcome.territories[0].lines)
        reason = "Бекітілген өлшемшарттар бойынша қойылған балдардың орташасы"
        room.act(minutes(WayChosen, way=Unequal.MEAN_OF_VALID, reason=reason))

    room = sitting(day, sheets, packet.id, decide)
    lines = {line.application: line for line in room.outcome.territories[0].lines}
    assert {code: (line.total, line.number_of_marks) for code, line in lines.items()} == {
        "НПО-1": (Fraction(17, 2), 4),
        "НПО-2": (Fraction(41, 5), 5),
        "НПО-3": (Fraction(67, 10), 5),
        "НПО-4": (Fraction(5), 5),
        "НПО-5": (Fraction(5, 2), 5),
    }
    assert {code: (line.standing, line.remark) for code, line in lines.items()} == {
        "НПО-1": (Standing.WINNER, None),
        "НПО-2": (Standing.WINNER, None),
        "НПО-3": (Standing.WINNER, None),
        "НПО-4": (Standing.OUT, Remark.THRESHOLD),
        "НПО-5": (Standing.OUT, Remark.THRESHOLD),
    }
    said = " ".join(halves(bring_home(day, room).read_bytes())[1].text.split()).replace("\N{NO-BREAK SPACE}", " ")
    assert "N1 – 0,3; N2 – 0,25; N3 – 0,2; N4 – 0,15; N5 – 0,1" in said
    assert "Условие конкурса: общий балл должен быть больше 50 % наибольшего возможного." in said
    assert "Наибольший возможный балл: 10." in said  # also where one mark is missing: means have one maximum
    with day.central.reading() as session:
        assert [(one.code, one.total, one.awarded) for one in winners(session, day.contest.id)] == [
            ("НПО-1", lines["НПО-1"].shown, 12_000_000),
            ("НПО-2", lines["НПО-2"].shown, 9_500_000),
            ("НПО-3", lines["НПО-3"].shown, 7_000_000),
        ]
        assert deadlines(session, day.contest.id) == ()


def test_columns_of_groups_and_recommended_sums_reach_the_sitting(tmp_path: Path) -> None:
    profile = load_profile("ngo-state-grants")
    group = GroupQuota(
        code="s", name=Both(kk="Ауыл жастары", ru="Сельская молодёжь"), column="settlement", values=("ауыл",), places=1
    )
    winners_rule = profile.winners.model_copy(update={"groups": (group,), "recommended": "best sum"})
    contest = new_contest(profile.model_copy(update={"winners": winners_rule}), id=UUID(int=22), contract_date=None)
    day = Journey(tmp_path / "journey", contest)
    table = tmp_path / "a.csv"
    table.write_text(
        "Код;Организация;Название проекта;settlement;best sum;colour\nA;ОФ;Жоба;ауыл;500;көк\n", encoding="utf-8"
    )
    with day.central.session() as session:  # the form has a settlement, too: a heading that the rules name is theirs
        source = read_source(table, remembered(session, contest.id) | {fold_heading("colour"): "column:colour"})
        plan = plan_source(session, contest.id, source, at=AT)
        take_in(session, contest.id, plan, source.chosen, by="s1", at=AT)
    day.admit_all()
    (one,) = day.build().manifest.applications
    day.close()
    assert one.columns == (("best sum", "500"), ("settlement", "ауыл"))


def papers_of(journey: Journey) -> str:
    """Return all that the papers of a result say, without what the profile itself says of those behind the contest."""
    opened = open_result(journey.usb / "contest.result")
    asked = Asked(opened.result, opened.sha256)
    kinds = [kind for kind in offers() if not kind.key.startswith("next-in-line")]
    papers = [draft.paper() for kind in kinds for draft in kind.drafts(asked)]
    papers += [protocol(opened.result, fingerprint=opened.sha256, public=public) for public in (False, True)]
    said, parties = repr(papers), journey.contest.parties
    for known in (*journey.contest.profile.basis, parties.customer, parties.operator, parties.organiser):
        said = said.replace(known.kk, "").replace(known.ru, "")
    return said


def test_young_voters_without_money(journey: Callable[..., Journey]) -> None:
    day = journey("electoral-2022")
    region, other = (territory for territory in day.contest.territories if territory.code in ("aktobe", "shymkent"))
    table = "Application code\tTerritory\tFull name\tProject title\n" + "".join(
        f"V-{n:02}\t{(region if n <= 5 else other).name.ru}\tТұрарова Дана {n}\tЭссе № {n}\n" for n in range(1, 8)
    )
    assert day.take_in(table, encoding="utf-8").counts[RowKind.NEW] == 7
    day.admit_all()
    packet = day.build()
    given: dict[str, list[int]] = {
        "V-01": [9, 9, 9, 9],
        "V-02": [10, 8, 9, 9],  # as many as V-01, but more for E1: the profile's own step settles it
        "V-03": [7, 7, 7, 7],
        "V-04": [6, 7, 7, 7],
        "V-05": [1, 1, 1, 1],
        "V-06": [5, 5, 5, 5],
        "V-07": [4, 4, 4, 4],
    }
    sheets = [day.hand_in(member, packet, given) for member in VOTERS]
    room = sitting(day, sheets, packet.id, lambda *_: None)
    bring_home(day, room)
    assert re.findall("(?i)грант|теңге|тенге|₸|қаражат|сома|сумма |средств|шарт |договор", papers_of(day)) == []
    with day.central.reading() as session:
        won: list[tuple[Any, ...]] = [
            (one.territory, one.place, one.code, one.total, one.awarded) for one in winners(session, day.contest.id)
        ]
    assert won == [
        (region.code, 1, "V-02", "36", None),
        (region.code, 2, "V-01", "36", None),
        (region.code, 3, "V-03", "28", None),
        (other.code, 1, "V-06", "20", None),
        (other.code, 2, "V-07", "16", None),
    ]
