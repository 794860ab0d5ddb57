"""How the desk says what the model means: states, answers, changes, moments, the project's fields."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from models.conflicts.declarations import Answer
from models.contest.local_time import local
from models.packet.manifest import PacketChange
from models.scoring.completeness import Progress
from models.values import Both
from models.wording import current_language, later, said, tr
from ui.shell.theme import Tone

if TYPE_CHECKING:
    from models.scoring.desk import DeskPacket

_PROGRESS = {
    Progress.UNDECLARED: (later("Not declared"), Tone.WARN),
    Progress.UNSCORED: (later("Not scored"), Tone.NEUTRAL),
    Progress.PARTLY: (later("Partly"), Tone.WARN),
    Progress.SCORED: (later("Scored"), Tone.GOOD),
    Progress.CONFLICT: (later("Conflict"), Tone.BAD),
    Progress.NOT_SURE: (later("Not sure"), Tone.INFO),
}
_ANSWERS = {
    Answer.NO_CONFLICT: (later("No conflict"), Tone.GOOD),
    Answer.CONFLICT: (later("Conflict"), Tone.BAD),
    Answer.NOT_SURE: (later("Not sure"), Tone.INFO),
}


def both(words: Both) -> str:
    """Return words of papers in the interface's language."""
    return words.say(current_language())


def moment(at: datetime, desk: "DeskPacket") -> str:
    """Return a moment by the contest's clock, which papers print as well."""
    return f"{local(at, desk.contest.zone):%d.%m.%Y %H:%M}"


def progress(state: Progress) -> tuple[str, Tone]:
    """Return where an application stands, and the colour for it."""
    return said(_PROGRESS[state][0]), _PROGRESS[state][1]


def answer(given: Answer | None) -> tuple[str, Tone | None]:
    """Return what was declared, and the colour for it; nothing while nothing was."""
    return ("", None) if given is None else (said(_ANSWERS[given][0]), _ANSWERS[given][1])


def change(one: PacketChange, name_of: Callable[[str], str]) -> str:
    """Return what a packet revision changed; `name_of` gives a person's name by id."""
    who = ", ".join(map(name_of, one.fields))
    told = {
        "added": tr("Added"),
        "removed": tr("Removed"),
        "roster": tr("Commission: {who}", who=who),
        "criteria": tr("Criteria"),
        "contest": tr("Contest"),
        "decision": tr("Conflict of interest decided: {who}", who=who),
    }
    return told.get(one.what) or tr("Changed: {fields}", fields=", ".join(field(name) for name in one.fields))


def field(name: str) -> str:
    """Return the name of a field of an application ("project.title", "attachments"), as people call it."""
    return {
        "applicant": tr("applicant"),
        "territory": tr("territory"),
        "attachments": tr("attachments"),
        "flags": tr("remarks of the technical selection"),
        "project.title": tr("Project title"),
        "project.direction": tr("Direction"),
        "project.aim": tr("Aim"),
        "project.problem": tr("Social problem"),
        "project.territory": tr("Where it is carried out"),
        "project.target_group": tr("Target group"),
        "project.people_covered": tr("People covered"),
        "project.summary": tr("Short description"),
        "project.partners": tr("Partners"),
        "project.results": tr("Expected results"),
        "project.sustainability": tr("Sustainability"),
        "project.informing": tr("Informing the public"),
        "project.months": tr("Length, months"),
        "project.total_cost": tr("Total cost"),
        "project.grant_asked": tr("Grant asked"),
        "project.plan": tr("Plan"),
        "project.budget": tr("Budget"),
    }.get(name, name)
