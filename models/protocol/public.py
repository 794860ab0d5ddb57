"""What the public form leaves out: everything about a person that publishing the result does not need.

Left out: kind, notes and reasons of conflicts of interest (they reveal family ties); the ground of additional
points, the reason of putting an application out, of leaving the room and of losing a grant (they may reveal health or
a vulnerable status); names, titles and reasons of applications that the technical selection refused; the packet's
changes, flags and further columns; staff who do not sit. IIN, phone numbers, bank accounts and e-mail addresses that
somebody wrote into a free text are covered. Names of ranked applicants stay: the regulations have the result
published by name.
"""

import re
from typing import TypeVar

from models.contest.commission import Role
from models.intake.iin import check_iin
from models.packet.manifest import PacketManifest
from models.sitting.acts import Act, AdditionalPointsGiven, ConflictDecided, MemberLeft, NotCarried, PutOut, WinnerLeft
from models.sitting.outcome import Outcome
from models.sitting.result import Result
from models.values import Both, Value

_V = TypeVar("_V", bound=Value)

COVERED = "[…]"
"""What stands in place of a number or address that the public form may not show."""

_GAP = r"[\s()\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff.-]{0,3}"
"""What people write between the figures of a number: spaces, brackets, dots, any dash, what is not seen at all."""
_BETWEEN = _GAP.replace("{0,3}", "{1,3}")
_CONTACT = re.compile(
    r"[\w.+-]+[@\uff20][\w-]+(?:\.[\w-]+)+"  # e-mail
    rf"|(?<![\d+])(?:\+?7|8){_GAP}(?:\d{_GAP}){{9}}\d(?!\d)"  # phone
    rf"|(?<!\d)\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}(?!\d)"  # IIN, in groups too
    rf"|(?<![\d+])7\d\d{_BETWEEN}\d{{3}}{_BETWEEN}\d\d{_BETWEEN}\d\d(?!\d)"  # phone as said at home: 701 234 56 78
    r"|(?<![\d+])7[0-8]\d{5}(?!000)\d{3}(?!\d)"  # the same in one piece; a round sum is none
    r"|(?i:KZ)\s?\d{2}(?:\s?[0-9A-Za-z]){16}(?![0-9A-Za-z])"  # bank account
)


_TWELVE = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP.replace('()', '()_/')}\d){{11}})(?!\d))")
"""Twelve figures, each with what may follow it; such places may overlap."""
_DATED = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-6]\d{5}")
_GROUPS = ([4, 4, 4], [6, 6])


def cover(text: str) -> str:
    """Return `text` with IIN, phone numbers, bank accounts and e-mail addresses covered."""
    for found in reversed(list(_TWELVE.finditer(text))):
        if _is_iin(found[1]):
            text = text[: found.start(1)] + COVERED + text[found.end(1) :]
    return _CONTACT.sub(COVERED, text)


def _is_iin(text: str) -> bool:
    """Whether twelve figures in groups are an IIN: in groups that no sum or date has a birth date is enough."""
    figures = "".join(str(int(one)) for one in text if one.isdigit())
    grouped = [len(group) for group in re.findall(r"\d+", text)] in _GROUPS
    return check_iin(figures).valid or (grouped and _DATED.fullmatch(figures) is not None)


def public_result(result: Result) -> Result:
    """Return what may be published of `result`. Doing it twice changes nothing."""
    return result.model_copy(
        update={
            "manifest": _manifest(result.manifest),
            "declarations": tuple(
                (member, tuple(_with(d, kind=None, note="") for d in declarations))
                for member, declarations in result.declarations
            ),
            "acts": tuple(_act(act) for act in result.acts),
            "outcome": _outcome(result.outcome),
        }
    )


def _manifest(manifest: PacketManifest) -> PacketManifest:
    people = tuple(p for p in manifest.roster.people if p.role in (Role.MEMBER, Role.SECRETARY))
    return manifest.model_copy(
        update={
            "roster": manifest.roster.model_copy(update={"people": people}),
            "changes": (),
            "decisions": tuple(
                _with(one, kind=None, reason="", by="")
                for one in manifest.decisions
                if one.person in {person.id for person in people}
            ),
            "refused": tuple(
                refused.model_copy(update={"applicant": "", "title": "", "reason": Both(kk="", ru="")})
                for refused in manifest.refused
            ),
            "applications": tuple(
                _with(
                    application,
                    applicant=cover(application.applicant),
                    project=_with(application.project, title=cover(application.project.title)),
                    columns=(),
                    flags=(),
                    attachments=(),
                )
                for application in manifest.applications
            ),
        }
    )


def _act(act: Act) -> Act:
    if isinstance(act, NotCarried):
        return act.model_copy(update={"motion": _act(act.motion)})
    if isinstance(act, ConflictDecided):
        return act.model_copy(update={"conflict_kind": None, "reason": ""})
    if isinstance(act, PutOut | MemberLeft):
        return act.model_copy(update={"reason": ""})
    if isinstance(act, WinnerLeft):
        return act.model_copy(update={"basis": "", "document": ""})
    if isinstance(act, AdditionalPointsGiven):
        return act.model_copy(update={"ground": ""})
    texts = {field: cover(getattr(act, field)) for field in ("reason", "text", "item") if hasattr(act, field)}
    return act.model_copy(update=texts) if texts else act


def _outcome(outcome: Outcome) -> Outcome:
    return outcome.model_copy(
        update={
            "territories": tuple(
                territory.model_copy(
                    update={"lines": tuple(_with(line, additional_ground="") for line in territory.lines)}
                )
                for territory in outcome.territories
            )
        }
    )


def _with(value: _V, **changed: object) -> _V:
    """Return `value` with `changed`; itself where it says so already: thousands need no copy."""
    same = all(getattr(value, name) == wanted for name, wanted in changed.items())
    return value if same else value.model_copy(update=changed)
