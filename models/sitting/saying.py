"""What the window and the command line say of a sitting: open questions, standings, marks; people by their names."""

from collections.abc import Iterable
from datetime import datetime

from models.conflicts.declarations import Answer
from models.contest.counting import Unequal
from models.contest.local_time import local
from models.contest.points import both_points
from models.packet.manifest import PacketManifest
from models.scoring.marks import Mark, MarkState
from models.sitting.acts import Choice, Presence
from models.sitting.outcome import Line, Question, Remark, Standing
from models.wording import current_language, tr


def name_of(person: str | None, manifest: PacketManifest) -> str:
    """Return the name of a person on the roster; the id itself where the roster does not know it."""
    return next((one.name for one in manifest.roster.people if one.id == person), person or "")


def names_of(people: Iterable[str], manifest: PacketManifest) -> str:
    """Return the names one after another; a dash for nobody."""
    return ", ".join(name_of(person, manifest) for person in people) or "–"


def clock_text(at: datetime, manifest: PacketManifest) -> str:
    """Return a moment to the minute by the contest's clock, which papers print as well."""
    return f"{local(at, manifest.contest.zone):%d.%m.%Y %H:%M}"


def territory_name(code: str | None, manifest: PacketManifest) -> str:
    """Return the territory's name in the current language; for None "all territories"."""
    if code is None:
        return tr("all territories")
    found = next((one for one in manifest.contest.territories if one.code == code), None)
    return found.name.say(current_language()) if found else code


def question_text(question: Question, manifest: PacketManifest) -> str:
    """Return what is open, in one line."""
    member = name_of(question.member, manifest)
    territory = territory_name(question.territory, manifest)
    texts = {
        "not-opened": tr("The sitting is not open yet."),
        "no-quorum": tr("There is no quorum."),
        "no-chair": tr("No chair is elected."),
        "missing-sheet": tr("A score sheet is missing: {member}.", member=member),
        "incomplete-sheet": tr("A score sheet is incomplete: {member}.", member=member),
        "clash": tr("A clash is not settled: {member}.", member=member),
        "conflict-unsure": tr("A conflict of interest is not decided: {member}.", member=member),
        "unequal-panel": tr("Unequal numbers of marks, and no way is chosen: {territory}.", territory=territory),
        "tie-at-cut": tr("A tie at the cut is not settled: {territory}.", territory=territory),
        "winners-not-named": tr("Winners are not named: {territory}.", territory=territory),
    }
    codes = ", ".join(question.applications[:5])
    more = "…" if len(question.applications) > 5 else ""
    return f"{texts[question.kind]} {codes}{more}".rstrip()


def presence_text(presence: Presence) -> str:
    """Return how a member takes part."""
    return {
        Presence.PRESENT: tr("present"),
        Presence.REMOTE: tr("remote"),
        Presence.ABSENT: tr("absent"),
    }[presence]


def choice_text(choice: Choice) -> str:
    """Return a vote."""
    return {Choice.FOR: tr("for"), Choice.AGAINST: tr("against"), Choice.ABSTAINED: tr("abstained")}[choice]


def answer_text(answer: Answer) -> str:
    """Return what a member declared."""
    return {
        Answer.NO_CONFLICT: tr("no conflict of interest"),
        Answer.CONFLICT: tr("conflict of interest"),
        Answer.NOT_SURE: tr("not sure"),
    }[answer]


def mark_text(mark: Mark) -> str:
    """Return the points, or in a word why there are none."""
    if mark.points is not None:
        return str(mark.points)
    return {
        MarkState.NOT_GIVEN: tr("not given"),
        MarkState.RECUSED: tr("recused"),
        MarkState.ABSENT: tr("absent"),
        MarkState.NOT_APPLICABLE: tr("not applicable"),
    }[mark.state]


def form_text(form: str) -> str:
    """Return the form of a sitting ("in-person", "video", "mixed")."""
    return {"in-person": tr("in person"), "video": tr("by video"), "mixed": tr("in person and by video")}[form]


def conflict_kind_text(kind: str | None, manifest: PacketManifest) -> str:
    """Return the name of a kind of conflict in the current language; empty for None."""
    kinds = manifest.contest.profile.conflicts.kinds
    return next((one.name.say(current_language()) for one in kinds if one.code == kind), kind or "")


def way_text(way: Unequal) -> str:
    """Return a lawful way to rank unequal panels."""
    return {
        Unequal.LEAVE_POOL: tr("The marks of a member who lacks some are taken out for the whole territory"),
        Unequal.MEAN_OF_VALID: tr("Rank by the mean of the valid marks"),
        Unequal.MISSING_SCORED: tr("Wait for the missing marks: the member hands in a further revision"),
    }[way]


def remark_text(remark: Remark) -> str:
    """Return why an application is out or not above the line."""
    return {
        Remark.BELOW_LINE: tr("below the cut line"),
        Remark.QUOTA: tr("no place left under the quotas of groups"),
        Remark.MONEY: tr("not enough money"),
        Remark.THRESHOLD: tr("below the least total"),
        Remark.INELIGIBLE: tr("does not meet the requirements"),
        Remark.WITHDRAWN: tr("the application was withdrawn"),
        Remark.DUPLICATE: tr("a second application of the same person"),
        Remark.DISQUALIFIED: tr("disqualified"),
        Remark.LOST_VOTE: tr("not chosen by the vote"),
        Remark.NOT_RANKED: tr("not ranked: too few marks"),
        Remark.CONTRACT_FAILED: tr("no contract came about"),
    }[remark]


def standing_text(line: Line) -> str:
    """Return where an application stands, in a few words; next in line with its number."""
    if line.standing is Standing.RESERVE and line.reserve is not None:
        return tr("next in line: {n}", n=line.reserve)
    if line.remark is Remark.CONTRACT_FAILED:
        return remark_text(line.remark)  # nobody put it out of the ranking: its place stands
    if line.remark is Remark.WITHDRAWN:
        return tr("withdrawn")
    return standing_name(line.standing)


def standing_name(standing: Standing) -> str:
    """Return a standing in a few words."""
    return {
        Standing.WINNER: tr("winner"),
        Standing.PROPOSED: tr("above the line"),
        Standing.OPEN: tr("to be decided"),
        Standing.RESERVE: tr("below the line"),
        Standing.OUT: tr("out"),
    }[standing]


def place_text(line: Line) -> str:
    """Return the place, a range where places are shared, a dash where there is none."""
    if line.place_from is None:
        return "–"
    return str(line.place_from) if line.place_to in (None, line.place_from) else f"{line.place_from}–{line.place_to}"


def point_text(point: str) -> str:
    """Return a sentence with a profile's reference to a rule ("kk / ru"), "" for none; in English the Russian half."""
    said = both_points(point).say("kk" if current_language() == "kk" else "ru")
    return tr("The rule: {point}.", point=said) if said else ""
