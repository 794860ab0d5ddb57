"""Results made by hand: what a protocol must be able to show."""

from datetime import date
from fractions import Fraction

from protocol_contest_by_hand import (
    AT,
    EMAIL,
    IIN,
    PHONE,
    _rows,
    application,
    contest,
    line,
    manifest,
    panel,
)

from models.conflicts.declarations import Answer, Declaration
from models.contest.counting import Unequal
from models.scoring.marks import ABSENT, NOT_GIVEN, RECUSED, Mark, points
from models.sitting.acts import (
    AdditionalPointsGiven,
    AttendanceTaken,
    Award,
    Ballot,
    ChairElected,
    Choice,
    ClashSettled,
    Closed,
    ConflictDecided,
    MarkReopened,
    Opened,
    OpinionGiven,
    Presence,
    PutOut,
    TieVoted,
    Vote,
    WayChosen,
    WinnersNamed,
)
from models.sitting.outcome import Attendance, Outcome, PanelMarks, Remark, Standing, TerritoryOutcome
from models.sitting.result import Result, TakenSheet


def example() -> Result:
    """Two territories, ties, a vote the chair decided, a recusal, an absent and a remote member, odd names."""
    members = [f"m{n}" for n in range(1, 6)]

    def entries(rows: tuple[tuple[int, ...], ...], **odd: Mark) -> tuple[PanelMarks, ...]:
        return tuple(panel(m, odd.get(m, row)) for m, row in zip(members, rows, strict=True))

    top = ((5, 5, 5, 5, 5),) * 5
    same = _rows(3, 5, 3)
    j = "JET"
    lines = (
        line(
            "JET-001",
            j,
            entries(top),
            place_from=1,
            place_to=1,
            standing=Standing.WINNER,
            asked=1_000_000,
            awarded=950_000,
            additional=2,
            additional_ground="мүгедектігі бар баланың анасы",
        ),
        line(
            "JET-002",
            j,
            entries(top),
            place_from=2,
            place_to=3,
            standing=Standing.WINNER,
            asked=900_000,
            awarded=900_000,
            tied_with=("JET-003",),
        ),
        line(
            "JET-003",
            j,
            entries(top),
            place_from=2,
            place_to=3,
            standing=Standing.WINNER,
            asked=800_000,
            awarded=800_000,
            tied_with=("JET-002",),
        ),
        line(
            "JET-004",
            j,
            entries(same),
            place_from=4,
            place_to=4,
            standing=Standing.WINNER,
            asked=700_000,
            awarded=650_500,
            tied_with=("JET-005", "JET-006"),
            settled_by="chair",
        ),
        line(
            "JET-005",
            j,
            entries(same),
            place_from=5,
            place_to=5,
            standing=Standing.RESERVE,
            reserve=1,
            remark=Remark.LOST_VOTE,
            asked=700_000,
            tied_with=("JET-004", "JET-006"),
            settled_by="chair",
        ),
        line(
            "JET-006",
            j,
            entries(same),
            place_from=6,
            place_to=6,
            standing=Standing.RESERVE,
            reserve=2,
            remark=Remark.LOST_VOTE,
            asked=710_000,
            tied_with=("JET-004", "JET-005"),
            settled_by="chair",
        ),
        line(
            "JET-007",
            j,
            entries(_rows(1, 5, 2)),
            place_from=7,
            place_to=7,
            standing=Standing.RESERVE,
            reserve=3,
            remark=Remark.BELOW_LINE,
            asked=990_000,
        ),
        line("JET-008", j, entries(_rows(2, 5, 1), m3=RECUSED), remark=Remark.NOT_RANKED, asked=1_000_000),
        line(
            "JET-009", j, entries(_rows(4, 5, 1), m3=RECUSED, m4=NOT_GIVEN), remark=Remark.DISQUALIFIED, asked=500_000
        ),
    )
    a = "ABA"
    gone = {"m5": ABSENT}
    others = (
        line(
            "ABA-001",
            a,
            entries(_rows(2, 5, 3), **gone),
            place_from=1,
            place_to=1,
            standing=Standing.WINNER,
            asked=1_000_000,
            awarded=1_000_000,
        ),
        line(
            "ABA-002",
            a,
            entries(_rows(1, 5, 3), **gone),
            place_from=2,
            place_to=2,
            standing=Standing.WINNER,
            asked=600_000,
            awarded=600_000,
        ),
        line(
            "ABA-003",
            a,
            entries(_rows(2, 5, 2), **gone),
            place_from=3,
            place_to=3,
            standing=Standing.RESERVE,
            reserve=1,
            remark=Remark.QUOTA,
            asked=640_000,
        ),
        line(
            "ABA-004",
            a,
            entries(_rows(5, 5, 2), **gone),
            place_from=4,
            place_to=4,
            standing=Standing.RESERVE,
            reserve=2,
            remark=Remark.QUOTA,
            asked=640_000,
        ),
        line(
            "ABA-005",
            a,
            entries(_rows(5, 5, 0), **gone),
            place_from=5,
            place_to=5,
            remark=Remark.THRESHOLD,
            asked=640_000,
        ),
    )
    applications = tuple(application(n, ln.application, ln.territory) for n, ln in enumerate((*lines, *others)))
    votes = tuple(
        Vote(member=m, choice=choice)
        for m, choice in zip(members, (Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAINED), strict=False)
    )
    by: dict[str, object] = {"at": AT, "by": "s1"}
    acts = [
        {
            "kind": "opened",
            **by,
            "number": "3/2022",
            "on": date(2022, 9, 5),
            "place": "Талдықорған қ., Тәуелсіздік к-сі, 38",
            "form": "mixed",
        },
        AttendanceTaken(
            at=AT, by="s1", presence=(*((m, Presence.PRESENT) for m in members[:4]), ("m5", Presence.ABSENT))
        ),
        AttendanceTaken(
            at=AT,
            by="s1",
            presence=(
                ("m1", Presence.PRESENT),
                ("m2", Presence.PRESENT),
                ("m3", Presence.PRESENT),
                ("m4", Presence.REMOTE),
                ("m5", Presence.ABSENT),
            ),
        ),
        ChairElected(at=AT, by="s1", chair="m1", votes=votes),
        ConflictDecided(
            at=AT,
            by="s1",
            member="m3",
            application="JET-008",
            conflict=True,
            conflict_kind="relative",
            reason="өтініш берушінің әпкесі",
        ),
        ConflictDecided(
            at=AT, by="s1", member="m2", application="JET-001", conflict=False, reason="бұрынғы көрші ғана", votes=votes
        ),
        ClashSettled(
            at=AT,
            by="s1",
            member="m2",
            application="JET-007",
            criterion="C2",
            mark=points(4),
            reason="мүше екінші парақты растады",
        ),
        WayChosen(
            at=AT,
            by="m1",
            territory="ABA",
            way=Unequal.LEAVE_POOL,
            leaving=("m5",),
            reason="Ереженің 4.7-тармағы",
            votes=votes,
        ),
        AdditionalPointsGiven(at=AT, by="s1", application="JET-001", points=2, ground="мүгедектігі бар баланың анасы"),
        MarkReopened(
            at=AT,
            by="s1",
            member="m1",
            application="JET-007",
            criterion="C3",
            old=points(4),
            new=points(3),
            reason=f"Бюджетте қате; байланыс: {EMAIL}, {PHONE}, ЖСН {IIN}",
        ),
        TieVoted(
            at=AT,
            by="s1",
            territory="JET",
            tied=("JET-004", "JET-005", "JET-006"),
            places=1,
            ballots=(
                Ballot(member="m1", applications=("JET-004",)),
                Ballot(member="m2", applications=("JET-005",)),
                Ballot(member="m3", applications=("JET-005",)),
                Ballot(member="m4", applications=("JET-004",)),
            ),
            chair_choice=("JET-004",),
            reason="Қамтылатын адам саны көп",
        ),
        PutOut(
            at=AT,
            by="s1",
            application="JET-009",
            remark="disqualified",
            reason="жалған құжат: денсаулық анықтамасы",
            votes=votes,
        ),
        WinnersNamed(
            at=AT,
            by="m1",
            territory="JET",
            votes=votes,
            awards=tuple(
                Award(application=ln.application, awarded=ln.awarded) for ln in lines if ln.standing is Standing.WINNER
            ),
        ),
        WinnersNamed(
            at=AT,
            by="m1",
            territory="ABA",
            votes=votes,
            awards=tuple(
                Award(application=ln.application, awarded=ln.awarded) for ln in others if ln.standing is Standing.WINNER
            ),
        ),
        OpinionGiven(at=AT, by="s1", member="m3", text="JET-005 жобасын қолдау керек деп есептеймін."),
        Closed(at=AT, by="m1"),
    ]
    acts[0] = Opened.model_validate(acts[0])
    return Result.model_validate(
        {
            "packet": "ab" * 32,
            "criteria": contest((4, 2)).criteria.digest(),  # type: ignore[union-attr]
            "manifest": manifest(applications, 5, (4, 2)),
            "sheets": tuple(
                TakenSheet(member=m, revision=r, sha256=f"{r}{m[1]}" * 32, counts=m != "m2" or r == 2)
                for m, r in (("m1", 1), ("m2", 1), ("m2", 2), ("m3", 1), ("m4", 1))
            ),
            "declarations": (
                ("m2", (Declaration(application="JET-001", answer=Answer.NOT_SURE, note="көрші болған"),)),
                (
                    "m3",
                    (Declaration(application="JET-008", answer=Answer.CONFLICT, kind="relative", note="менің сіңлім"),),
                ),
            ),
            "acts": tuple(acts),
            "outcome": Outcome(
                attendance=Attendance(
                    members=5, present=("m1", "m2", "m3"), remote=("m4",), absent=("m5",), needed=3, valid=True
                ),
                chair="m1",
                territories=(
                    TerritoryOutcome(territory=j, grants=4, maximum=Fraction(128), comparable=True, lines=lines),
                    TerritoryOutcome(territory=a, grants=2, maximum=Fraction(100), comparable=True, lines=others),
                ),
                questions=(),
            ),
        }
    )


def large(count: int, members: int, winners: int = 20) -> Result:
    """`count` applications marked by `members`, `winners` of them named."""
    base = example()
    made = []
    ids = [f"m{n}" for n in range(1, members + 1)]
    for n in range(count):
        rows = _rows(n, members, 3 - n * 4 // count)
        made.append(line(f"JET-{n + 1:04}", "JET", tuple(panel(m, row) for m, row in zip(ids, rows, strict=True))))
    made.sort(key=lambda ln: (-(ln.total or 0), ln.application))
    totals = [ln.total for ln in made]
    lines = []
    for n, ln in enumerate(made):
        first, last = totals.index(ln.total) + 1, count - totals[::-1].index(ln.total)
        tied = tuple(o.application for o in made[first - 1 : last] if o is not ln) if last - first < 6 else ()
        state: dict[str, object] = {"standing": Standing.OUT, "remark": Remark.BELOW_LINE}
        if n < winners:
            state = {"standing": Standing.WINNER, "awarded": 990_000}
        elif n < winners + 10:
            state = {"standing": Standing.RESERVE, "remark": Remark.BELOW_LINE, "reserve": n - winners + 1}
        lines.append(
            ln.model_copy(
                update={"place_from": first, "place_to": last, "tied_with": tied, "asked": 1_000_000, **state}
            )
        )
    outcome = base.outcome.model_copy(
        update={
            "attendance": Attendance(
                members=members, present=tuple(ids), remote=(), absent=(), needed=members // 2 + 1, valid=True
            ),
            "territories": (
                TerritoryOutcome(
                    territory="JET", grants=winners, maximum=Fraction(25 * members), comparable=True, lines=tuple(lines)
                ),
            ),
        }
    )
    applications = tuple(application(n, f"JET-{n + 1:04}", "JET") for n in range(count))
    acts = tuple(act for act in base.acts if isinstance(act, Opened | ChairElected | Closed))
    return base.model_copy(
        update={
            "manifest": manifest(applications, members, (winners, 0)),
            "acts": acts,
            "outcome": outcome,
            "declarations": (),
        }
    )
