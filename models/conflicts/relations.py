"""What two people are to each other, judged from names and contacts: each finding with its strength and its reason.

Strength is the chance that the likeness is no accident. It compares how often such relations are met with how often
strangers of this very contest would agree so: the rarer the evidence here, the stronger.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from models.conflicts import relations_words as say
from models.conflicts.contacts import Address, Organisation
from models.conflicts.parties import Known
from models.names.known import known_roots, root, slavic_roots
from models.names.letters import loose
from models.names.parts import Name


class Relation(StrEnum):
    """What a hit says the two are to each other."""

    SAME_PERSON = "same-person"
    SAME_IIN = "same-iin"
    """One IIN under two different names."""
    PARENT_CHILD = "parent-child"
    SIBLINGS = "siblings"
    SPOUSES = "spouses"
    RELATIVES = "relatives"
    SAME_PHONE = "same-phone"
    SAME_EMAIL = "same-email"
    SAME_ADDRESS = "same-address"
    SAME_ORGANISATION = "same-organisation"
    SAME_SURNAME = "same-surname"


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation with its strength (0–1) and its reason in words."""

    kind: Relation
    strength: float
    reason: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike parts of two names are: 1 the same letters, 0.95 heard alike, 0.7 a slip of typing, 0 other names."""

    stem: float = 0
    given: float = 0
    father: float = 0
    parent: float = 0
    """The person's given name against the applicant's father's."""
    child: float = 0
    """The applicant's given name against the person's father's."""


class Rarity:
    """How often everything that can be compared occurs in this contest. Built once from all its people."""

    def __init__(self, ours: Sequence[Known], theirs: Sequence[Known], behind: Sequence[str]) -> None:
        """`behind`: the application of each of `theirs`; what stands in one several times counts once."""
        together: dict[str, list[Known]] = {}
        for application, one in zip(behind, theirs, strict=True):
            together.setdefault(application, []).append(one)
        groups = (*([one] for one in ours), *together.values())
        self.all = len(groups)
        self._names = Counter[tuple[str, str]]()
        self._contacts = Counter[tuple[str, object]]()
        self._prior = 0.35 / max(len(together), 100)
        for group in groups:
            self._names.update({part for one in group for part in _parts(one.name)})
            self._contacts.update({contact for one in group for contact in one.contacts})
        self._slavic = sum(any(_slavic(one.name) for one in group) for group in groups)
        self._applications = max(len(together), 100)
        self._stems = Counter(
            stem for group in together.values() for stem in {loose(one.name.stem) for one in group} if stem
        )
        self._borne = {loose(root(name)) for (part, name) in self._names if part in ("given", "father")}
        self._of_slavs = {loose(one.name.stem) for one in (*ours, *theirs) if _slavic(one.name)}
        self._seen = Counter((self._kind(stem), times) for stem, times in self._stems.items())

    def holders(self, part: str, *values: str) -> int:
        """Return how many people have the commonest of `values` as this part of the name."""
        return max(self._names[part, value] for value in values)

    def share(self, part: str, *values: str, like: float = 1) -> float:
        """Return the chance that a stranger here has it too; the two people in question are left out of the count."""
        others = max(self.holders(part, *values) - 2, 0)
        among = self.all
        if part == "father":
            # fathers' names are shared within a people: who has a Slavic surname has one of few of them
            among = self._slavic if values[0] in slavic_roots() else self.all - self._slavic
        return min(1.0, (others + 0.5) / (among + (10 if part == "father" else 30)) * (1 if like > 0.9 else 4))

    def stranger(self, stem: str) -> float | None:
        """Return the chance that a stranger has a surname that one application has; None where several have it.

        What is met once in a list is met again as often as its kind is met twice rather than once there (Good and
        Turing). Surnames made of a given name, which many bear, and those of Slavs are told apart from others.
        """
        if self._stems[loose(stem)] != 1:
            return None
        kind = self._kind(loose(stem))
        again = 2 * (self._seen[kind, 2] + 1) / (self._seen[kind, 1] + 1)
        return min(1.0, again / self._applications)

    def _kind(self, stem: str) -> str:
        """Return of which kind a surname, heard loosely, is: made of a given name, of Slavs, or another."""
        if root(stem) in _loose_roots() or root(stem) in self._borne:
            return "given name"
        return "slavic" if stem in self._of_slavs else "other"

    def sharing(self, kind: str, value: object) -> int:
        """Return how many people have this contact."""
        return max(self._contacts[kind, value], 2)

    def chance(self, *shares: float, times: float = 1) -> float:
        """Return the strength of evidence whose parts strangers share with these chances; `times` as frequent."""
        accident = 1.0
        for share in shares:
            accident *= share
        prior = self._prior * times
        return prior / (prior + accident)


@cache
def _loose_roots() -> frozenset[str]:
    return frozenset(map(loose, known_roots()))


def _parts(name: Name) -> tuple[tuple[str, str], ...]:
    parts = (
        *(("stem", name.stem), ("given", name.given), ("father", name.father)),
        *(("g", name.given_initial), ("f", name.father_initial)),
    )
    return tuple((part, value) for part, value in parts if value)


def _slavic(name: Name) -> bool:
    return (name.father or name.given) in slavic_roots()


_LEAST_PARENT, _MOST_PARENT, _MOST_SIBLINGS = 14, 65, 25
_MOST_SPOUSES = 20
"""Years between the two."""
_RARE = 0.7
"""From this chance on a surname alone is a reason to look first."""
_DAYS = 5_000
"""On so many days people of a contest are born."""


def judge(one: Known, other: Known, like: Likeness, rarity: Rarity) -> tuple[Finding, ...]:
    """Return what the person `one` and the applicant `other` are to each other, strongest first."""
    contacts = tuple(_contacts(one, other, rarity))
    named = _named(one, other, like, rarity)
    if named is None or named.kind in (Relation.SAME_SURNAME, Relation.RELATIVES):
        named = _household(one, other, like, {found.kind for found in contacts}) or named
    if named is None:
        return tuple(sorted(contacts, key=lambda found: -found.strength))
    if contacts and named.kind is not Relation.SAME_SURNAME:
        doubt = 1 - named.strength
        for found in contacts:
            doubt *= 1 - found.strength
        return (
            Finding(named.kind, min(0.99, max(named.strength, 1 - doubt)), named.reason),
            *sorted(contacts, key=lambda found: -found.strength),
        )
    return tuple(sorted((named, *contacts), key=lambda found: -found.strength))


def _gap(one: Known, other: Known) -> float | None:
    """Years by which `other` is younger, or None."""
    return (other.born - one.born).days / 365.25 if one.born and other.born else None


def _named(one: Known, other: Known, like: Likeness, rarity: Rarity) -> Finding | None:
    same = _same_person(one, other, like, rarity)
    if same is not None:
        return same
    gap = _gap(one, other)
    found = [
        finding
        for finding in (
            _parent(one, other, like.parent, like, gap, rarity),
            _parent(other, one, like.child, like, None if gap is None else -gap, rarity),
            _siblings(one, other, like, gap, rarity),
            _grandfather(one, other, rarity),
            _surname(one, other, like, rarity),
        )
        if finding
    ]
    return max(found, key=lambda finding: finding.strength) if found else None


def _same_person(one: Known, other: Known, like: Likeness, rarity: Rarity) -> Finding | None:
    a, b = one.name, other.name
    fathers = like.father or not (a.father and b.father)
    alike = bool(like.stem and fathers and (like.given or _initials(a, b)))
    born = one.born if one.born == other.born else None
    if one.iin and one.iin == other.iin:
        if alike or like.given or not (a.written and b.written):
            return Finding(Relation.SAME_PERSON, 0.99, say.same_iin())
        return Finding(Relation.SAME_IIN, 0.95, say.same_iin_other_name(a, b))
    if (one.iin and other.iin) or (one.born and other.born and not born):
        whole = alike and like.father and like.given and _sexes_agree(one, other)
        return Finding(Relation.SAME_PERSON, 0.3, say.namesakes(a, b)) if whole else None
    if not alike:
        renamed = born and like.given and like.father
        return Finding(Relation.SAME_PERSON, 0.75, say.renamed(a, b, born)) if renamed and born else None
    return _by_name(a, b, like, born, rarity) if _sexes_agree(one, other) else None


def _sexes_agree(one: Known, other: Known) -> bool:
    return not (one.sex and other.sex) or one.sex == other.sex


def _by_name(a: Name, b: Name, like: Likeness, born: date | None, rarity: Rarity) -> Finding:
    shares = [rarity.share("stem", a.stem, b.stem, like=like.stem)]
    if like.given:
        shares.append(rarity.share("given", a.given, b.given, like=like.given))
    else:
        shares.append(rarity.share("g", a.given_initial))
    if like.father:
        shares.append(rarity.share("father", a.father, b.father, like=like.father))
    elif a.father_initial and b.father_initial:
        shares.append(rarity.share("f", a.father_initial))
    if born:
        chance = rarity.chance(*shares, 1 / _DAYS)
        return Finding(Relation.SAME_PERSON, min(0.98, chance), say.same_name_and_birth(a, b, born))
    return Finding(Relation.SAME_PERSON, min(0.95, rarity.chance(*shares)), say.same_name(a, b))


def _initials(a: Name, b: Name) -> bool:
    """Whether one of the two has only initials where the other has names, and they agree."""
    if (a.given and b.given) or not (a.given_initial and a.given_initial == b.given_initial):
        return False
    return not (a.father_initial and b.father_initial) or a.father_initial == b.father_initial


def _parent(
    elder: Known, child: Known, alike: float, like: Likeness, gap: float | None, rarity: Rarity
) -> Finding | None:
    if not alike or elder.sex == "f" or (gap is not None and not _LEAST_PARENT <= gap <= _MOST_PARENT):
        return None
    a, b = elder.name, child.name
    father = rarity.share("father", b.father, a.given, like=alike)
    if like.stem:
        share = rarity.share("stem", a.stem, b.stem, like=like.stem)
        return Finding(
            Relation.PARENT_CHILD,
            min(0.95, rarity.chance(father, share)),
            say.parent(a, b, rarity.holders("stem", a.stem, b.stem), rarity.holders("father", b.father), rarity.all),
        )
    if b.stem and a.father and root(b.stem) == a.father and a.father not in slavic_roots():
        share = rarity.share("stem", b.stem)
        return Finding(
            Relation.PARENT_CHILD, min(0.9, rarity.chance(father, max(share, 0.02))), say.parent_by_grandfather(a, b)
        )
    return None


def _siblings(one: Known, other: Known, like: Likeness, gap: float | None, rarity: Rarity) -> Finding | None:
    if not (like.stem and like.father) or (gap is not None and abs(gap) > _MOST_SIBLINGS):
        return None
    a, b = one.name, other.name
    shares = (
        rarity.share("stem", a.stem, b.stem, like=like.stem),
        rarity.share("father", a.father, b.father, like=like.father),
    )
    stems, fathers = rarity.holders("stem", a.stem, b.stem), rarity.holders("father", a.father, b.father)
    return Finding(Relation.SIBLINGS, min(0.95, rarity.chance(*shares)), say.siblings(a, b, stems, fathers, rarity.all))


def _grandfather(one: Known, other: Known, rarity: Rarity) -> Finding | None:
    """The surname of one is the father's given name of the other, as where a grandfather's name became the surname."""
    for a, b in ((one.name, other.name), (other.name, one.name)):
        if (
            a.father
            and a.father not in slavic_roots()
            and b.stem
            and a.stem != b.stem
            and root(b.stem) == a.father
            and b.father != a.father
        ):
            strength = rarity.chance(rarity.share("stem", b.stem), rarity.share("father", a.father) * 10)
            return Finding(Relation.RELATIVES, min(0.45, strength), say.grandfather(a, b))
    return None


def _surname(one: Known, other: Known, like: Likeness, rarity: Rarity) -> Finding | None:
    a, b = one.name, other.name
    if like.stem < 0.9:
        if like.stem == 0 or len(a.stem) < 6:
            return None
        return Finding(Relation.SAME_SURNAME, 0.1, say.near_surname(a, b))
    holders = rarity.holders("stem", a.stem, b.stem)
    common = holders > max(3, rarity.all // 50)
    stranger = rarity.stranger(b.stem)
    alone = rarity.chance(stranger) if stranger is not None else 0
    if alone >= _RARE and holders == 2:
        return Finding(Relation.SAME_SURNAME, min(0.7, alone), say.rare_surname(a, b, rarity.all))
    strength = min(0.5, rarity.chance(rarity.share("stem", a.stem, b.stem)))
    return Finding(Relation.SAME_SURNAME, strength, say.surname(a, b, holders, rarity.all, common=common))


def _household(one: Known, other: Known, like: Likeness, shared: set[Relation]) -> Finding | None:
    """Spouses, or parent and child, by a home or contact that they share; a surname or a second contact is needed."""
    home = shared & {Relation.SAME_ADDRESS, Relation.SAME_PHONE, Relation.SAME_EMAIL}
    if not home or not (like.stem or len(home) > 1):
        return None
    gap = _gap(one, other)
    if gap is not None and abs(gap) > _MOST_SPOUSES:
        return Finding(Relation.PARENT_CHILD, 0.5, say.generations(round(abs(gap)))) if like.stem else None
    if one.sex and one.sex == other.sex:
        return Finding(Relation.RELATIVES, 0.5, say.household(one.name, other.name)) if like.stem else None
    return Finding(Relation.SPOUSES, 0.5, say.spouses(one.name, other.name, surname=bool(like.stem)))


def _contacts(one: Known, other: Known, rarity: Rarity) -> Iterable[Finding]:
    for kind, relation, ours, theirs, words in (
        ("phone", Relation.SAME_PHONE, one.phones, other.phones, say.phone),
        ("email", Relation.SAME_EMAIL, one.mails, other.mails, say.mail),
    ):
        both = [value for value in ours if value in theirs]
        if both:
            n = min(rarity.sharing(kind, value) for value in both)
            yield Finding(relation, _thinned(0.92, n, 0.12), words(n))
    for home in one.addresses:
        if any(same_place(home, place) for place in other.addresses):
            n = rarity.sharing("house", home.numbers) if len(home.numbers) > 1 else 2
            yield Finding(Relation.SAME_ADDRESS, 0.85, say.address(one.party.address, other.party.address))
            break
    for ours_at in one.organisations:
        twin = next((place for place in other.organisations if same_organisation(ours_at, place)), None)
        if twin is not None:
            n = max(rarity.sharing("organisation", ours_at.tells), rarity.sharing("organisation", twin.tells))
            strength = _thinned(0.85, n, 0.04) if ours_at.own else 0.3
            told = say.organisation if ours_at.own else say.organisation_without_name
            reason = told(one.party.organisation, other.party.organisation, n)
            yield Finding(Relation.SAME_ORGANISATION, strength, reason)
            break


def _thinned(full: float, n: int, each: float) -> float:
    return full / (1 + each * (n - 2))


def same_place(one: Address, other: Address) -> bool:
    """Whether two addresses are one home: the same numbers, and the shorter one's words all stand in the longer one."""
    if one.numbers != other.numbers:
        return False
    few, many = sorted((one.words, other.words), key=len)
    return all(any(_close(word, name) for name in many) for word in few)


def same_organisation(one: Organisation, other: Organisation) -> bool:
    """Whether two names are one organisation: its own words and numbers, whatever the legal form; weak words never."""
    if one.numbers != other.numbers:
        return False
    if not (one.names or other.names):
        return one.kinds == other.kinds
    apart = bool(one.kinds and other.kinds) and not set(one.kinds) & set(other.kinds)
    return not apart and len(one.names) == len(other.names) and all(map(_close, one.names, other.names))


def _close(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    if one == other or (min(len(one), len(other)) > 2 and loose(one) == loose(other)):
        return True
    return min(len(one), len(other)) > 5 and OSA.distance(one, other, score_cutoff=1) <= 1
