"""Whether a manifest is one that a sitting can stand on: everybody and everything in it once, and under a known name.

The secretary signs the manifest, so this asks what a signature can't vouch for. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from models.contest.codes import look_alikes
from models.contest.commission import Role
from models.contest.local_time import zone
from models.errors import FileError
from models.packet.manifest import PacketManifest
from models.wording import tr

MOST_REVISIONS = 9_999
"""Far more than a contest has; what a file claims beyond it is no number to count with."""


def check_manifest(manifest: PacketManifest, *, name: str) -> None:
    """Check the manifest of the file called `name`. Raises FileError that lists every defect."""
    if problems := list(_problems(manifest)):
        raise FileError(
            tr(
                "“{name}” contradicts itself and can't be worked with; nothing was taken from it. Ask the secretary "
                "for a packet without these defects:",
                name=name,
            ),
            problems=problems,
        )


def dated_ahead(manifest: PacketManifest) -> tuple[str, ...]:
    """Return the codes of applications about which something is dated later than the packet: a clock was wrong."""
    decided = {one.application for one in manifest.decisions if one.at > manifest.built_at}
    return tuple(sorted(decided | {one.application for one in manifest.changes if one.at > manifest.built_at}))


def _problems(manifest: PacketManifest) -> Iterator[str]:
    people, contest = manifest.roster.people, manifest.contest
    if not 1 <= manifest.revision <= MOST_REVISIONS:
        yield tr("the revision is no number from 1 to {most}", most=MOST_REVISIONS)
    if manifest.roster.contest != contest.id:
        yield tr("the commission is that of another contest")
    for person in _twice(person.id for person in people):
        yield tr("two people of the commission are called “{id}”", id=person)
    try:
        zone(contest.zone)
    except ValueError:
        yield tr("there is no zone of time “{zone}”", zone=contest.zone)
    keys = {person.public_key: person.name for person in people if person.public_key}
    for key in _twice(person.public_key for person in people if person.public_key):
        yield tr("two people of the commission have one key: {name}", name=keys[key])
    if sum(person.role is Role.SECRETARY for person in people) > 1:
        yield tr("the commission has more than one secretary")
    yield from _decisions(manifest)
    for code in _twice(application.code for application in manifest.applications):
        yield tr("two applications have the code “{code}”", code=code)
    yield from _look_alikes(manifest)
    territories = {territory.code for territory in contest.territories}
    for application in manifest.applications:
        if application.territory not in territories:
            yield tr(
                "{code}: there is no territory “{territory}”", code=application.code, territory=application.territory
            )


def _decisions(manifest: PacketManifest) -> Iterator[str]:
    people = {person.id for person in manifest.roster.people}
    codes = {application.code for application in manifest.applications}
    kinds = {None, *(kind.code for kind in manifest.contest.profile.conflicts.kinds)}
    for one in manifest.decisions:
        if one.person not in people or one.application not in codes or one.kind not in kinds:
            yield tr("a decision on a conflict of interest concerns nobody here: {code}", code=one.application)
    for pair, times in Counter(one.pair for one in manifest.decisions).items():
        if times > 1:
            yield tr("{code}: two decisions on one conflict of interest", code=pair[1])


def _look_alikes(manifest: PacketManifest) -> Iterator[str]:
    for group in look_alikes(application.code for application in manifest.applications):
        yield tr("these codes of applications look alike: {codes}", codes=_letters(group))
    for group in look_alikes(person.id for person in manifest.roster.people):
        yield tr("these signs of people look alike: {codes}", codes=_letters(group))


def _letters(codes: Iterable[str]) -> str:
    return ", ".join(f"“{code}”" for code in codes)


def _twice(names: Iterable[str]) -> Iterator[str]:
    return (name for name, times in Counter(names).items() if times > 1)
