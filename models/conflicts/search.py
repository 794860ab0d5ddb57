"""Finding probable conflicts of interest: everyone who touches the contest against everyone who applies."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.conflicts.parties import Known, Party, known
from models.conflicts.reading import Reading
from models.conflicts.relations import Likeness, Rarity, Relation, judge, same_organisation
from models.names.known import known_roots, root
from models.names.letters import loose
from models.names.parts import Name, given_name, read_name
from models.progress import Report, silent, step
from models.values import Value

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Levels = NDArray[float32]
else:
    Levels = Any

LOOK_FROM = 0.6
"""From this strength on a secretary should look first."""


class Hit(Value):
    """What one person and one applicant probably are to each other. It is a question to a person, never a verdict."""

    person: str
    applicant: str
    kind: Relation
    """The strongest relation that was found."""
    strength: float
    """0–1, to two places: the chance that the likeness is no accident in this very contest."""
    reasons: tuple[str, ...]
    """In the language spoken when it was searched: the reason of `kind` first, then further evidence."""
    look: bool
    """Whether a secretary should look at it first."""

    @property
    def reason(self) -> str:
        """The reasons as one text."""
        return " ".join(self.reasons)


def find_conflicts(
    people: Sequence[Party],
    applicants: Sequence[Party],
    *,
    behind: Sequence[str] | None = None,
    report: Report = silent,
) -> tuple[Hit, ...]:
    """Return a hit for each pair of `people` × `applicants` that anything connects, strongest first.

    `behind` names for each of `applicants` the application that it belongs to, where several parties stand behind one:
    what is met several times in one application is met once. None: each is its own.
    Ties stand in the order given. `report` hears (people done, people). Raises CancelledError when it answers False.
    """
    reading = Reading()
    ours, theirs = [known(one, reading) for one in people], [known(one, reading) for one in applicants]
    found = find_among(ours, theirs, behind or [str(number) for number in range(len(theirs))], report=report)
    return tuple(hit for _, hit in found)


def find_among(
    people: Sequence[Known], applicants: Sequence[Known], behind: Sequence[str], *, report: Report = silent
) -> tuple[tuple[int, Hit], ...]:
    """Return what `find_conflicts` does, each hit after the number of the applicant among `applicants`, from 0."""
    if not people or not applicants:
        return ()
    ours, theirs = _settled(people, applicants)
    rarity = Rarity(ours, theirs, behind)
    levels_of = likeness([one.name for one in ours], [one.name for one in theirs])
    shared = _shared(ours, theirs)
    found: list[tuple[float, int, int, Hit]] = []
    for at, one in enumerate(ours):
        step(report, at, len(ours))
        levels = {part: matrix[at].tolist() for part, matrix in levels_of.items()}
        namesakes = {number for number, level in enumerate(levels["stem"]) if level}
        for number in sorted(namesakes | shared[at]):
            like = Likeness(**{part: row[number] for part, row in levels.items()})
            hit = _hit(one, theirs[number], like, rarity)
            if hit is not None:
                found.append((-hit.strength, at, number, hit))
    step(report, len(ours), len(ours))
    return tuple((number, hit) for *_, number, hit in sorted(found, key=lambda line: line[:3]))


def _settled(ours: Sequence[Known], theirs: Sequence[Known]) -> tuple[list[Known], list[Known]]:
    """Where the order of two words is open, given names met elsewhere in the contest decide."""
    met = {name for one in (*ours, *theirs) if one.name.certain for name in (one.name.given, one.name.father) if name}
    met -= {one.name.stem for one in (*ours, *theirs) if one.name.certain}
    return [_again(one, met) for one in ours], [_again(one, met) for one in theirs]


def _again(one: Known, met: set[str]) -> Known:
    name = one.name
    # they decide only where they know one of the two words
    if name.certain or not name.given or (given_name(name.surname_as) in met) == (name.given in met):
        return one
    return replace(one, name=read_name(one.party.name, given_names=met))


def _hit(one: Known, other: Known, like: Likeness, rarity: Rarity) -> Hit | None:
    findings = judge(one, other, like, rarity)
    if not findings:
        return None
    strength = round(findings[0].strength, 2)
    return Hit(
        person=one.party.id,
        applicant=other.party.id,
        kind=findings[0].kind,
        strength=strength,
        reasons=tuple(finding.reason for finding in findings),
        look=strength >= LOOK_FROM,
    )


def _shared(ours: Sequence[Known], theirs: Sequence[Known]) -> list[set[int]]:
    """Return for each of `ours` the numbers of `theirs` that share a contact, a birth date or a grandfather's name."""
    having: dict[tuple[str, object], list[int]] = defaultdict(list)
    organisations: dict[Any, list[int]] = defaultdict(list)
    for number, one in enumerate(theirs):
        for trace in (*_contacts(one), *_ancestors(one)):
            having[trace].append(number)
        for organisation in one.organisations:
            organisations[organisation].append(number)
    found = []
    for one in ours:
        numbers = {number for trace in _contacts(one) for number in having.get(trace, ())}
        for part, mirrored in (("father", "ancestor"), ("ancestor", "father")):
            numbers.update(
                n for kind, value in _ancestors(one) if kind == part for n in having.get((mirrored, value), ())
            )
        for own in one.organisations:
            for other, holders in organisations.items():
                if other.numbers == own.numbers and same_organisation(own, other):
                    numbers.update(holders)
        found.append(numbers)
    return found


def _contacts(one: Known) -> tuple[tuple[str, object], ...]:
    return (*one.contacts, ("born", one.born)) if one.born else one.contacts


def _ancestors(one: Known) -> tuple[tuple[str, object], ...]:
    """The father's given name, and the surname as the name of a forefather."""
    name = one.name
    return (
        *((("father", name.father),) if name.father else ()),
        *((("ancestor", root(name.stem)),) if name.stem else ()),
    )


def likeness(ours: Sequence[Name], theirs: Sequence[Name]) -> dict[str, Levels]:
    """Return by part of the name how alike each of `ours` is to each of `theirs`: arrays of len(ours) × len(theirs)."""
    stems = alike(
        [one.stem for one in ours],
        [one.stem for one in theirs],
        [one.whole for one in ours],
        [one.whole for one in theirs],
    )
    import numpy as np

    roots = alike(
        [one.given for one in ours] + [one.father for one in ours],
        [one.given for one in theirs] + [one.father for one in theirs],
    )
    m, n = len(ours), len(theirs)
    met = Counter(one.stem for one in (*ours, *theirs))
    for at, number in np.argwhere((roots[:m, :n] > 0.9) & (roots[m:, n:] > 0.9) & (stems == 0)).tolist():
        both_met = met[ours[at].stem] > 1 and met[theirs[number].stem] > 1
        if not both_met and _may_be_one_surname(ours[at], theirs[number]):
            stems[at, number] = 0.7
    return {
        "stem": stems,
        "given": roots[:m, :n],
        "father": roots[m:, n:],
        "parent": roots[:m, n:],
        "child": roots[m:, :n],
    }


def _may_be_one_surname(one: Name, other: Name) -> bool:
    """Whether two surnames are so near that under one given and one father's name they may be the same."""
    from rapidfuzz.distance import OSA

    pairs = ((one.stem, other.stem), (one.whole, other.whole))
    return any(a and b and OSA.normalized_similarity(a, b) >= 0.6 for a, b in pairs)


def alike(
    ours: Sequence[str], theirs: Sequence[str], whole: Sequence[str] = (), their_whole: Sequence[str] = ()
) -> Levels:
    """Return how alike skeletons are, as `Likeness` says, as float32 of len(ours) × len(theirs).

    Each different skeleton is compared once. A slip is one letter in five or two in eight, and never between two forms
    that are both names: known as such, or met twice in what is compared. Empty ones are like nothing. `whole`: the
    words that `ours` and `theirs` are stems of; a slip may stand in their endings.
    """
    import numpy as np

    (a, from_a), (b, from_b) = _numbered(ours), _numbered(theirs)
    counted = Counter((*ours, *theirs))
    both = np.logical_and.outer(
        *(np.array([counted[x] > 1 or root(x) in known_roots() for x in side]) for side in (a, b))
    )
    distance, shorter = _distances(a, b)
    slip = (((distance == 1) & (shorter > 4)) | ((distance == 2) & (shorter > 7))) & ~both
    heard: dict[str, int] = {}
    loose_a, loose_b = (np.array([heard.setdefault(loose(x), len(heard)) for x in side]) for side in (a, b))
    level = np.where(slip, np.float32(0.7), np.float32(0))
    level[np.equal.outer(loose_a, loose_b) & (shorter > 3)] = 0.95
    level[(distance == 0) & (shorter > 0)] = 1
    level = level[np.ix_(from_a, from_b)]
    if whole:
        (a, from_a_whole), (b, from_b_whole) = _numbered(whole), _numbered(their_whole)
        distance, shorter = _distances(a, b)
        slip = ((distance == 1) & (shorter > 5))[np.ix_(from_a_whole, from_b_whole)] & ~both[np.ix_(from_a, from_b)]
        level[slip & (level == 0)] = 0.7
    return level


def _distances(a: Sequence[str], b: Sequence[str]) -> tuple[Any, Any]:
    """Return how many slips part each of `a` from each of `b` (3: more than 2), and the shorter one's length."""
    import numpy as np
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    distance = cdist(a, b, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    return distance, np.minimum.outer(np.array([len(x) for x in a]), np.array([len(x) for x in b]))


def _numbered(names: Sequence[str]) -> tuple[list[str], list[int]]:
    at: dict[str, int] = {}
    places = [at.setdefault(name, len(at)) for name in names]
    return list(at), places
