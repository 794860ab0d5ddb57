"""What changed between two revisions of a packet, so that no list is ever re-published in silence."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from models.contest.commission import Roster
from models.intake.fields import field
from models.packet.manifest import PacketApplication, PacketChange, PacketManifest
from models.values import Value
from models.wording import current_language, tr


def changes_between(
    before: PacketManifest | None, after: PacketManifest, *, by: str, at: datetime, why: Mapping[str, str]
) -> tuple[PacketChange, ...]:
    """Return every difference: contest, criteria, roster, the applications by code, then decided conflicts of interest.

    `why` gives the reason by application code, or under "contest", "criteria", "roster"; "" where it is silent.
    `fields` of a changed application name what differs ("project.title"); of the roster, the persons' ids; of the
    contest, its fields. A first revision (`before` is None) has no changes.
    """
    if before is None:
        return ()
    found: list[
        tuple[str, Literal["added", "removed", "changed", "roster", "criteria", "contest"], tuple[str, ...]]
    ] = []
    if contest := tuple(name for name in _differing(before.contest, after.contest) if name != "criteria"):
        found.append(("", "contest", contest))
    if before.contest.criteria != after.contest.criteria:
        found.append(("", "criteria", ()))
    if before.roster != after.roster:
        found.append(("", "roster", _people_differing(before.roster, after.roster)))
    old = {application.code: application for application in before.applications}
    new = {application.code: application for application in after.applications}
    for code in sorted(old.keys() | new.keys()):
        if code not in old:
            found.append((code, "added", ()))
        elif code not in new:
            found.append((code, "removed", ()))
        elif fields := _application_fields(old[code], new[code]):
            found.append((code, "changed", fields))
    return (
        *(
            PacketChange(application=code, what=what, fields=fields, by=by, at=at, why=why.get(code or what, ""))
            for code, what, fields in found
        ),
        *_decided(before, after, by=by, at=at),
    )


def _decided(before: PacketManifest, after: PacketManifest, *, by: str, at: datetime) -> Iterator[PacketChange]:
    """Yield the decisions on conflicts of interest that are new, each with its own reason, by whom and when.

    One that is gone concerned a person or an applicant whose data turned out to be another's.
    """
    old, new = ({one.pair: one for one in manifest.decisions} for manifest in (before, after))
    for person, code in sorted(old.keys() | new.keys()):
        now, was = new.get((person, code)), old.get((person, code))
        if now is None and was is not None:
            why = tr("the data of the person or the applicant changed: the decision no longer holds")
            yield PacketChange(application=code, what="decision", fields=(person,), by=by, at=at, why=why)
        elif now is not None and now != was:
            yield PacketChange(
                application=code, what="decision", fields=(person,), by=now.by, at=now.at, why=now.reason
            )


def _application_fields(old: PacketApplication, new: PacketApplication) -> tuple[str, ...]:
    outer = (name for name in _differing(old, new) if name != "project")
    return (*outer, *(f"project.{name}" for name in _differing(old.project, new.project)))


def _differing(old: Value, new: Value) -> tuple[str, ...]:
    fields: dict[str, Any] = type(old).model_fields
    return tuple(name for name in fields if getattr(old, name) != getattr(new, name))


def _people_differing(old: Roster, new: Roster) -> tuple[str, ...]:
    before = {person.id: person for person in old.people}
    after = {person.id: person for person in new.people}
    return tuple(key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key))


def change_words(change: PacketChange) -> str:
    """Return what changed, in one line without its fields, in the person's language."""
    return {
        "added": tr("application added"),
        "removed": tr("application removed"),
        "changed": tr("application changed"),
        "roster": tr("commission changed"),
        "criteria": tr("criteria changed"),
        "contest": tr("contest changed"),
        "decision": tr("conflict of interest decided"),
    }[change.what]


def fields_words(change: PacketChange, name_of: Callable[[str], str]) -> str:
    """Return which fields changed, as people call them; of the roster and of a decision whom it concerns."""
    people = change.what in ("roster", "decision")
    return ", ".join(map(name_of if people else _field, change.fields))


def _field(name: str) -> str:
    try:
        return field(name).title(current_language())
    except KeyError:
        return {
            "attachments": tr("Attachments"),
            "flags": tr("Flags"),
            "territory": tr("Territory"),
            "applicant": tr("Applicant"),
            "columns": tr("further data"),
        }.get(name, name)
