"""One conflict of interest from the search in the office to the next contest packet: nobody is asked twice."""

from collections.abc import Callable
from datetime import timedelta

from models.centre.applications import applications
from models.centre.commission import roster
from models.centre.conflicts.declarations import read_sheets, read_taken, take_declared
from models.centre.conflicts.mirror_list import conflict_picture
from models.centre.conflicts.pairs import decisions, decisions_in_packet, know, pin
from models.centre.results.sync import do_sync, plan_sync
from models.conflicts.declarations import Answer
from models.conflicts.involved import Involved
from models.conflicts.mirror import Side
from models.conflicts.pinned import PinnedConflict
from models.contest.application import Screened
from models.scoring.desk import save_sheet
from models.scoring.desk_packets import bring_packet
from models.sitting.acts import Choice, ConflictDecided, NoPartStated, Vote
from models.sitting.held.result_files import open_result
from models.sitting.held.room import Room, Taking
from models.sitting.recusal.no_part import no_part
from models.sitting.recusal.with_without import with_and_without
from tests.journeys.held import AT, Journey, Minutes, key_of, name_winners, open_sitting

HEADING = "Өтінім коды;Тегі;Аты;Туған күні;Ұялы телефон;Жобаның атауы;Сұралатын сома;Өтінім берілген күні"
ROWS = [
    f"MNG-00{n};{surname};{name};0{n}.03.2000;+7 701 000 00 0{n};№ {n} жоба «Ақтау»;80000{n};2022-08-05 10:0{n}"
    for n, (surname, name) in enumerate(
        [
            ("Төлегенов", "Ерасыл"),
            ("Қойшыбаева", "Әсел"),
            ("Байсалов", "Тимур"),
            ("Өмірзақова", "Жанель"),
            ("Ержанов", "Нұржан"),
        ],
        1,
    )
]
MARKS = {f"MNG-00{n}": [5 - n % 3] * 5 for n in range(1, 6)}


def test_a_pair_is_found_pinned_closed_counted_out_and_never_asked_again(journey: Callable[..., Journey]) -> None:
    day = journey("zhas-2022", lot="mangystau", grants={"mangystau": 62})
    day.take_in("\r\n".join([HEADING, *ROWS[:4]]))
    day.admit_all()
    contest, on = day.contest.id, AT.date()

    # the office: found by the telephone, looked at, decided
    first = day.build()
    with day.central.session() as session:
        shared = Involved(id="m2", name="Мүше m2", part="member", phone="8 701 000 00 01")
        know(session, contest, shared, by="s1", at=AT)
        (line,) = conflict_picture(session, contest, on=on).of(Side.UNDECLARED)
        assert (line.pair, line.row.tie, line.row.look) == (("m2", "MNG-001"), "same-phone", True)

    # the Desk: scored before anybody knew; the revision with the decision closes it
    with day.laptop("m2") as laptop:
        desk = bring_packet(laptop, first.path, at=AT).desk
        desk.declare([one.code for one in desk.names], Answer.NO_CONFLICT)
        for criterion in desk.criteria:
            desk.set_points("MNG-001", criterion.code, 5)
        with day.central.session() as session:
            made = PinnedConflict(
                person="m2", application="MNG-001", conflict=True, kind=line.row.kind, reason="бір үйде тұрады",
                by="Хатшы", at=AT,
            )  # fmt: skip
            pin(session, contest, made, by="s1", at=AT)
        second = day.build("мүдделер қақтығысы шешілді")
        assert second.manifest.decisions == (made,)
        desk = bring_packet(laptop, second.path, at=AT).desk
        assert (desk.is_open("MNG-001"), desk.sealed("MNG-001"), desk.decisions) == (False, True, (made,))
        day.take_in("\r\n".join([HEADING, *ROWS]))
        day.admit_all()
        third = day.build("апелляция")
        assert third.manifest.decisions == (made,)
        assert [(one.what, one.application) for one in third.manifest.changes] == [("added", "MNG-005")]
        desk = bring_packet(laptop, third.path, at=AT).desk
        assert (desk.completeness.declared, desk.is_open("MNG-001"), desk.sealed("MNG-001")) == (4, False, True)
        desk.declare(["MNG-005"], Answer.NO_CONFLICT)
        for code in set(MARKS) - {"MNG-001"}:
            for criterion, number in zip(desk.criteria, MARKS[code], strict=True):
                desk.set_points(code, criterion.code, number)
        handed = desk.hand_in(at=AT + timedelta(days=3))
        sheets = [save_sheet(handed, day.usb)]
    assert all(entry.application != "MNG-001" for entry in handed.signed.sheet.applications if entry.total is not None)
    sheets += [day.hand_in(member, third, MARKS) for member in ("m1", "m3", "m4", "m5")]

    # the office reads what the sheets declare: nothing is left to ask
    with day.central.session() as session:
        read = read_sheets(session, contest, sheets, key_of("s1"))
        assert (read.refused, set(read.told)) == ((), {"m1", "m2", "m3", "m4", "m5"})
        take_declared(session, contest, read.told, by="s1", at=AT)
        (line,) = conflict_picture(session, contest, on=on).lines
        assert (line.row.side, line.declares) == (Side.DECIDED, "conflict")

    # the sitting: in force from the first minute; another one is discovered, shown both ways, voted on
    workspace = day.laptop("m1")
    room, minutes = Room.open(workspace, third.id), Minutes()
    assert {one.taking for one in room.take(sheets, at=AT)} == {Taking.TAKEN}
    with day.central.session() as session:  # who sits in the office on this laptop need not look for the files again
        assert read_taken(session, contest, workspace) == read
    open_sitting(room, minutes)
    assert room.state.conflicts.recused == {("m2", "MNG-001")}
    compared = with_and_without(room.state, "m3", "MNG-002")
    row = next(one for one in compared.differences if one.application == "MNG-002")
    assert row.numbers_of_marks[0] == row.numbers_of_marks[1] + 1
    voters = [voter for voter in room.state.voters(["MNG-002"]) if voter != "m3"]
    votes = tuple(Vote(member=voter, choice=Choice.FOR) for voter in voters)
    room.act(
        minutes(ConflictDecided, member="m3", application="MNG-002", conflict=True, conflict_kind=line.row.kind,
                reason="отырыста анықталды", votes=votes)
    )  # fmt: skip
    assert room.outcome.line("MNG-002").number_of_marks == row.numbers_of_marks[1]
    assert room.outcome.questions == () or {one.kind for one in room.outcome.questions} == {"winners-not-named"}
    for one in no_part(room.state):
        room.act(minutes(NoPartStated, member=one.member, applications=one.applications))
    assert [one.member for one in no_part(room.state) if one.stated_at is None] == []
    name_winners(room, minutes)
    path = day.usb / "contest.result"
    room.write_result(path, key_of("m1"))

    # home: both decisions stand, and the next revision asks about neither
    with day.central.session() as session:
        do_sync(session, plan_sync(session, open_result(path)), by="s1", at=AT + timedelta(days=12))
        assert [(one.pinned.pair, one.pinned.source) for one in decisions(session, contest)] == [
            (("m2", "MNG-001"), "office"),
            (("m3", "MNG-002"), "sitting"),
        ]
        picture = conflict_picture(session, contest, on=on)
        assert {line.row.side for line in picture.lines} == {Side.DECIDED}
        sent = decisions_in_packet(
            session, contest, roster(session, contest), applications(session, contest, state=Screened.ADMITTED)
        )
    assert [one.pair for one in sent] == [("m2", "MNG-001"), ("m3", "MNG-002")]
