"""The second statement: members who were recused sign at the end that they took no part. In the protocol, or alone."""

from collections.abc import Iterator, Mapping

from models.errors import SittingError
from models.protocol import words, words_conflicts
from models.protocol.blocks import Block, Heading, PageBreak, Paper, Signature, Signatures, Text, Words, fill
from models.protocol.case import Case, clock, day, ground
from models.sitting.acts import NoPartStated, Opened
from models.sitting.result import Result
from models.wording import tr


def no_part_text(case: Case, member: str) -> Words:
    """Return the statement of `member` in both languages, by the profile's consequence of a conflict."""
    wording = words_conflicts.STATEMENT[case.profile.conflicts.consequence]
    return fill(wording, name=case.name(member), codes=", ".join(case.recused[member]))


def no_part_in(case: Case, codes: str) -> Words:
    """Return what somebody recused from `codes` took no part in, by the profile's consequence of a conflict."""
    return fill(words_conflicts.ABOUT[case.profile.conflicts.consequence], codes=codes)


def no_part_list(case: Case) -> Iterator[Block]:
    """Who was recused and gave the statement, and who has still to give it; nothing where nobody was recused."""
    if not case.recused:
        return
    stated = _stated(case)
    yield Heading(words_conflicts.STATEMENTS, 2)
    for member, codes in case.recused.items():
        values = {"name": case.name(member), "about": no_part_in(case, ", ".join(codes))}
        act = stated.get(member)
        if act is None:
            yield Text(fill(words_conflicts.NOT_STATED, **values), "item")
        else:
            at = clock(act.at, case.result.manifest.contest.zone)
            yield Text(fill(words_conflicts.STATED, at=at, **values), "item")


def no_part_appendix(case: Case) -> Iterator[Block]:
    """The statements to sign, all on one page as far as they fit; the public form has none."""
    if case.public or not case.recused:
        return
    yield PageBreak()
    yield Heading(words_conflicts.APPENDIX)
    for member in case.recused:
        yield Heading(case.name(member), 2)
        yield from _statement(case, member)


def no_part_paper(result: Result, member: str, *, fingerprint: str) -> Paper:
    """Return the statement of one member as a paper of its own, to be signed apart from the protocol.

    Raises SittingError for a member who was not recused from anything.
    """
    case = Case(result, fingerprint=fingerprint, public=False)
    if member not in case.recused:
        raise SittingError(tr("This member has no conflict of interest here, so there is nothing to state."))
    opened = case.last(Opened)
    number, on = (opened.number, opened.on) if opened else ("–", None)
    return Paper(
        title=words_conflicts.PAPER,
        number=number,
        on=on,
        fingerprint=fingerprint,
        running=fill(words.RUNNING, number=number, day=day(on)),
        blocks=(
            Heading(words_conflicts.PAPER, 0),
            Text(case.result.manifest.contest.title, "centre"),
            *_statement(case, member),
        ),
    )


def _statement(case: Case, member: str) -> Iterator[Block]:
    yield Text(no_part_text(case, member))
    yield from ground(case.profile.conflicts.point)
    places = (Signature(words.MEMBER_ROLE, case.name(member)), Signature(words_conflicts.SIGNED_ON, ""))
    yield Signatures(words_conflicts.SIGNED, places)


def _stated(case: Case) -> Mapping[str, NoPartStated]:
    """Return the last statement by member, where it names what the member was recused from in the end."""
    last = {act.member: act for act in case.every(NoPartStated)}
    return {member: act for member, act in last.items() if act.applications == case.recused.get(member)}
