"""The protocol's first sections: who, when, on what ground; commission, chair, conflicts, technical selection."""

from collections.abc import Iterator

from models.conflicts.declarations import Answer, Declaration
from models.conflicts.pinned import PinnedConflict, in_force
from models.contest.contest import Contest
from models.contest.local_time import named
from models.protocol import words, words_conflicts, words_further
from models.protocol.blocks import Block, Column, Facts, Heading, Row, Table, Text, Words, fill
from models.protocol.case import Case, and_so, clock, day, ground, named_votes, quorum, tally
from models.protocol.not_carried import not_carried
from models.protocol.statements import no_part_list
from models.sitting.acts import AttendanceTaken, ChairElected, ConflictDecided, Opened, Presence
from models.values import Both


def title(case: Case) -> Iterator[Block]:
    """The head: number, contest, date, place, form; what kind of copy this is."""
    opened = case.last(Opened)
    yield Heading(fill(words.PROTOCOL, number=opened.number if opened else "–"), 0)
    yield Text(words_further.FURTHER_OF if case.session.further else words.SITTING_OF, "centre")
    yield Text(case.result.manifest.contest.title, "centre")
    if case.result.outcome.questions:
        yield Text(fill(words.DRAFT, n=len(case.result.outcome.questions)), "draft")
    yield Facts(
        (
            (words.DATE, fill(words.YEAR, day=day(opened.on)) if opened else words.NOT_STATED),
            (words.PLACE, opened.place if opened else words.NOT_STATED),
            (words.FORM, case.form),
            (words.CLOCK, named(opened.at, case.result.manifest.contest.zone) if opened else words.NOT_STATED),
        )
    )
    if case.public:
        yield Text(words.PUBLIC_FORM, "note")


def general(case: Case) -> Iterator[Block]:
    """Parties, legal basis, criteria, packet, quotas."""
    manifest = case.result.manifest
    contest = manifest.contest
    yield Heading(words.GENERAL)
    quotas = and_so([fill(Both(kk="{t} – {n}", ru="{t} – {n}"), t=t.name, n=t.grants) for t in contest.territories])
    yield Facts(
        (
            (words.ORGANISER, contest.parties.organiser),
            (words.OPERATOR, contest.parties.operator),
            (words.CUSTOMER, contest.parties.customer),
            (words.LOT, and_so([contest.the_lot.name, contest.the_lot.period], ", ")),
            (case.worded(words.QUOTAS), quotas),
            *((words.BASIS if not n else "", basis) for n, basis in enumerate(contest.profile.basis)),
            (words.CRITERIA, _approval(contest)),
            (words.CRITERIA_HASH, case.result.criteria),
            (words.PACKET, fill(words.PACKET_IS, revision=manifest.revision, id=case.result.packet)),
        )
    )


def _approval(contest: Contest) -> Words:
    approved = contest.criteria
    if approved is None:
        return words.NOT_STATED
    return fill(
        words.CRITERIA_APPROVED,
        version=approved.content.version,
        by=approved.approval.approved_by,
        on=day(approved.approval.approved_on),
        document=approved.approval.document,
        agreed=", ".join(approved.approval.agreed_with) or "–",
    )


def commission(case: Case) -> Iterator[Block]:
    """Members with position, organisation and presence; secretary; quorum in numbers."""
    yield Heading(words.COMMISSION)
    there = case.result.outcome.attendance
    presence = dict[str, Presence]()
    if there is not None:
        presence = {
            **dict.fromkeys(there.present, Presence.PRESENT),
            **dict.fromkeys(there.remote, Presence.REMOTE),
            **dict.fromkeys(there.absent, Presence.ABSENT),
        }
    yield Table(
        (
            Column(words.NUMBER, 11),
            Column(words.NAME, 40, grow=2),
            Column(words.POSITION, 40, grow=3),
            Column(words.TAKES_PART, 34),
        ),
        tuple(
            Row(
                (
                    case.sign(member.id),
                    member.name,
                    ", ".join(part for part in (member.position, member.organisation) if part) or "–",
                    and_so(
                        [
                            words.PRESENCE[presence[member.id]] if member.id in presence else words.NOT_STATED,
                            *([words.LEFT_COMMISSION] if there is not None and member.id in there.left else []),
                        ]
                    ),
                )
            )
            for member in case.members
        ),
    )
    secretary = case.result.manifest.roster.secretary
    yield Text(fill(words.SECRETARY_IS, name=_with_office(case)) if secretary else words.NO_SECRETARY)
    if there is not None:
        yield quorum(there)
        if there.left:
            rest = [member for member in (*there.present, *there.remote) if member not in there.left]
            yield Text(fill(words.LEFT_OF_THEM, left=len(there.left), rest=len(rest)))
        yield Text(words.QUORUM_HELD if there.valid else words.QUORUM_LACKS, "strong")
    yield from ground(case.profile.quorum.point)
    taken = case.acts(AttendanceTaken)
    for act in taken if len(taken) > 1 else ():
        here = [member for member, how in act.presence if how is not Presence.ABSENT]
        gone = [member for member, how in act.presence if how is Presence.ABSENT]
        yield Text(
            fill(
                words.ATTENDANCE_CHANGED,
                at=clock(act.at, case.result.manifest.contest.zone),
                there=case.names(here),
                absent=case.names(gone),
            ),
            "item",
        )


def _with_office(case: Case) -> str:
    secretary = case.result.manifest.roster.secretary
    assert secretary is not None
    return ", ".join(part for part in (secretary.name, secretary.position, secretary.organisation) if part)


def chair(case: Case) -> Iterator[Block]:
    """The election of the chair with the votes, by name; then the agenda."""
    yield Heading(words.CHAIR)
    elected = case.last(ChairElected)
    if elected is None:
        yield Text(words.NO_CHAIR)
    else:
        yield Text(fill(words.CHAIR_ELECTED, name=case.name(elected.chair)))
        yield from named_votes(case, elected.votes)
    yield from not_carried(case, ChairElected)
    yield Heading(words.AGENDA)
    items = words_further.AGENDA_ITEMS if case.session.further else words.AGENDA_ITEMS
    for number, item in enumerate(items, start=1):
        yield Text(fill(Both(kk="{n}) {item}", ru="{n}) {item}"), n=number, item=case.worded(item)), "item")


def conflicts(case: Case) -> Iterator[Block]:
    """Declarations of conflict and what was decided on each; in the public form without kind and reasons."""
    yield Heading(words.CONFLICTS)
    yield Text(words.CONFLICT_RULES[case.profile.conflicts.consequence])
    yield from ground(case.profile.conflicts.point)
    declared = {
        (member, declaration.application): declaration
        for member, declarations in case.result.declarations
        for declaration in declarations
        if declaration.answer is not Answer.NO_CONFLICT
    }
    decided = {(act.member, act.application): act for act in case.every(ConflictDecided)}
    before = in_force(case.result.manifest.decisions)
    pairs = sorted(declared.keys() | decided.keys() | before.keys())
    if not pairs:
        yield Text(words.NO_CONFLICTS)
        yield from not_carried(case, ConflictDecided)
        return
    columns = [
        Column(words.MEMBER, 34, grow=1),
        Column(words.CODE, 21),
        Column(words.DECLARED, 30, grow=1),
        Column(words.DECIDED, 34, grow=1),
    ]
    if not case.public:
        columns.append(Column(words.REASON, 30, grow=1))
    rows = []
    for pair in pairs:
        cells: list[Words] = [
            case.name(pair[0]),
            pair[1],
            _declared(case, declared.get(pair)),
            _decided(decided.get(pair), before.get(pair), declared.get(pair)),
        ]
        if not case.public:
            act, declaration, earlier = decided.get(pair), declared.get(pair), before.get(pair)
            given = act.reason if act else earlier.reason if earlier else ""
            reasons = (declaration.note if declaration else "", given)
            cells.append("\n".join(dict.fromkeys(filter(None, reasons))) or "–")
        rows.append(Row(tuple(cells)))
    yield Table(tuple(columns), tuple(rows))
    yield from not_carried(case, ConflictDecided)
    yield from no_part_list(case)


def _kind(case: Case, code: str | None) -> list[Words]:
    if case.public or code is None:
        return []
    return [next((kind.name for kind in case.profile.conflicts.kinds if kind.code == code), code)]


def _declared(case: Case, declaration: Declaration | None) -> Words:
    if declaration is None:
        return "–"
    return and_so([words.ANSWERS[declaration.answer], *_kind(case, declaration.kind)], ": ")


def _decided(act: ConflictDecided | None, earlier: PinnedConflict | None, declaration: Declaration | None) -> Words:
    if act is None and earlier is not None:
        decision = words.DECISION_CONFLICT if earlier.conflict else words.DECISION_NONE
        return fill(words_conflicts.DECIDED_BEFORE, decision=decision, on=day(earlier.at.date()))
    if act is None:
        own = declaration is not None and declaration.answer is Answer.CONFLICT
        return words.DECISION_BY_STATEMENT if own else words.DECISION_OPEN
    if not act.conflict:
        decision = words.DECISION_NONE
    else:
        decision = words.DECISION_CONFLICT if act.votes else words.DECISION_BY_STATEMENT
    return fill(words.WITH_VOTES, decision=decision, **tally(act.votes)) if act.votes else decision


def technical(case: Case) -> Iterator[Block]:
    """The technical selection in numbers, and what was refused."""
    manifest = case.result.manifest
    yield Heading(words.TECHNICAL)
    yield Table(
        (Column(words.INDICATOR, 70), Column(words.HOW_MANY, 24, align="right")),
        tuple(
            Row((wording, str(getattr(manifest.technical, field)))) for field, wording in words.TECHNICAL_ROWS.items()
        ),
    )
    if not manifest.refused:
        return
    yield Heading(words.REFUSED_LIST, 2)
    columns = [Column(words.CODE, 21), Column(words.TERRITORY, 34, grow=1)]
    if not case.public:
        columns += [Column(words.APPLICANT_PROJECT, 40, grow=2), Column(words.REASON, 50, grow=2)]
    rows = []
    for refused in manifest.refused:
        cells: list[Words] = [refused.code, case.territory(refused.territory)]
        if not case.public:
            reasons = [words.WITHDRAWN_BY] if refused.withdrawn else []
            if refused.reason.kk or refused.reason.ru:
                reasons.append(refused.reason)
            cells += ["\n".join(filter(None, (refused.applicant, refused.title))) or "–", and_so(reasons)]
        rows.append(Row(tuple(cells)))
    yield Table(tuple(columns), tuple(rows))
