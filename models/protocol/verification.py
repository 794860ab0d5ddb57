"""What `tandau verify FILE…` finds: which file it is, what was checked, whether it holds, who signed it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.errors import FileError, TandauError
from models.packet.checking import dated_ahead
from models.packet.files import OpenPacket, check_whole, open_packet, read_header
from models.packet.header import PacketHeader
from models.plain_files import open_plain
from models.protocol.verification_pdf import Carried, carried, check_full, check_public
from models.scoring.sheet_files import LARGEST_SHEET, open_sheet, read_sheet
from models.scoring.sheets import Sheet
from models.sealing.cards import parse_card
from models.sealing.containers import Container
from models.sealing.keys import NotForThisKeyError, PrivateKey
from models.sealing.public_keys import plain_line, spoken
from models.sealing.reading import read_bytes
from models.sitting.acts import WinnersNamed
from models.sitting.held.result_files import OpenResult, open_result, strip
from models.sitting.sessions import sessions
from models.sitting.sheets.hints import hint_text
from models.sitting.state import Sitting, sitting
from models.sitting.table import prove_proposal
from models.wording import tr

Kind = Literal["card", "packet", "sheet", "result", "protocol", "allowed_signers", "unknown"]

_LARGEST = 1 << 30
_LARGEST_SMALL = 1 << 20


@dataclass(frozen=True)
class Finding:
    """One thing that was checked about one file."""

    file: str
    """The file's name, without its folder."""
    kind: Kind
    checked: str
    """What was checked, in words."""
    holds: bool | None
    """None: it could not be checked here; `detail` says what is missing."""
    signer: str = ""
    """Who signed, with the key's spoken fingerprint; "" where nothing is signed."""
    detail: str = ""


_BEGINS: dict[Kind, bytes] = {
    "protocol": rb"%PDF-",
    "sheet": rb"age-encryption\.org/|-----BEGIN AGE",
    "card": rb"\s*\{",
    "allowed_signers": rb"[A-Za-z0-9][\w.@-]* namespaces=",
}

Check = Callable[[Path, "_Given"], Iterator[Finding]]


@dataclass(frozen=True)
class _Given:
    """What the checks of one call may use: the person's key and the results among the files."""

    key: PrivateKey | None
    results: Mapping[str, OpenResult]
    """The results that open, by the SHA-256 that their protocols print."""
    packets: Mapping[str, OpenPacket]
    """The packets that open with the key, by id."""
    revisions: Mapping[tuple[str, int], frozenset[str]]
    """The ids of the packets among the files and of those that results name, by contest and revision."""


def verify(paths: Sequence[Path], *, key: PrivateKey | None = None) -> tuple[Finding, ...]:
    """Check `paths` in their order; `key` opens what is sealed to it (packets, sheets).

    Never raises for a bad file: that is a finding that does not hold. Results among the files serve to check public
    protocols made from them. Nothing is written anywhere.
    """
    kinds = [kind_of(path) for path in paths]
    results = _results(paths, kinds)
    given = _Given(key, results, _packets(paths, kinds, key), _revisions(paths, kinds, results))
    found: list[Finding] = []
    for path, kind in zip(paths, kinds, strict=True):
        try:
            found += _CHECKS[kind](path, given)
        except TandauError as error:
            found.append(Finding(path.name, kind, tr("The file opens and is whole"), holds=False, detail=str(error)))
    return tuple(found)


def _results(paths: Sequence[Path], kinds: Sequence[Kind]) -> dict[str, OpenResult]:
    found = {}
    for path, kind in zip(paths, kinds, strict=True):
        with suppress(TandauError):  # what does not open gets its own finding
            if kind == "result":
                opened = open_result(path)
                found[opened.sha256] = opened
    return found


def _packets(paths: Sequence[Path], kinds: Sequence[Kind], key: PrivateKey | None) -> dict[str, OpenPacket]:
    found = {}
    for path, kind in zip(paths, kinds, strict=True):
        with suppress(TandauError):  # as above
            if kind == "packet" and key is not None:
                opened = open_packet(path, key)
                found[opened.id] = opened
    return found


def _revisions(
    paths: Sequence[Path], kinds: Sequence[Kind], results: Mapping[str, OpenResult]
) -> dict[tuple[str, int], frozenset[str]]:
    found: dict[tuple[str, int], frozenset[str]] = {}
    named = [
        (one.result.manifest.contest.id, one.result.manifest.revision, one.result.packet) for one in results.values()
    ]
    for path, kind in zip(paths, kinds, strict=True):
        with suppress(TandauError):  # as above
            if kind == "packet":
                header, packet_id = read_header(path)
                named.append((header.contest, header.revision, packet_id))
    for contest, revision, packet_id in named:
        found[contest, revision] = found.get((contest, revision), frozenset()) | {packet_id}
    return found


def kind_of(path: Path) -> Kind:
    """Tell what a file is by its content, never by its name alone; "unknown" also where it can't be read."""
    try:
        with open_plain(path) as file:
            start = file.read(256)
    except OSError:
        return "unknown"
    if start.startswith(b"PK"):
        return _container_kind(path)
    return next((kind for kind, begins in _BEGINS.items() if re.match(begins, start)), "unknown")


def _container_kind(path: Path) -> Kind:
    try:
        names = Container(path).names
    except FileError:
        return "packet" if path.suffix == ".packet" else "result"
    return "packet" if "packet.json" in names else "result"


def _who(name: str, public_line: str) -> str:
    return f"{' '.join(name.split())} · {spoken(public_line)}"


def _card(path: Path, given: _Given) -> Iterator[Finding]:  # noqa: ARG001 - the shape of a Check
    card = parse_card(read_bytes(path, at_most=_LARGEST_SMALL), name=path.name)
    yield Finding(
        path.name,
        "card",
        tr("The card is signed by the key it carries"),
        holds=True,
        signer=_who(card.name, card.public_key),
        detail=tr("Read the words of the key aloud to its owner: only that proves whose card it is."),
    )


def _packet(path: Path, given: _Given) -> Iterator[Finding]:
    header, packet_id = check_whole(path)
    signed = tr("The packet is whole and signed by the key it names")
    yield Finding(path.name, "packet", signed, holds=True, signer=spoken(header.signer), detail=packet_id)
    yield from _only_one(path, header, packet_id, given)
    content = tr("The signer is the roster's secretary, and every entry is what was signed")
    if given.key is None:
        yield Finding(path.name, "packet", content, holds=None, detail=tr("This needs the key of one of its readers."))
        return
    try:
        opened = open_packet(path, given.key)
    except NotForThisKeyError as error:
        yield Finding(path.name, "packet", content, holds=None, detail=str(error))
        return
    secretary = opened.manifest.roster.secretary
    name = secretary.name if secretary else ""
    yield Finding(path.name, "packet", content, holds=True, signer=_who(name, header.signer), detail=packet_id)
    yield from _clocks(path.name, "packet", dated_ahead(opened.manifest))


def _clocks(name: str, kind: Kind, ahead: Sequence[str]) -> Iterator[Finding]:
    """Tell what is dated later than it can be. What was decided holds all the same: clocks decide nothing here."""
    if ahead:
        yield Finding(name, kind, tr("No moment lies ahead: the clocks agree"), holds=None, detail=", ".join(ahead))


def _only_one(path: Path, header: PacketHeader, packet_id: str, given: _Given) -> Iterator[Finding]:
    twins = [one for one in given.revisions.get((header.contest, header.revision), ()) if one != packet_id]
    if twins:
        checked = tr("No other packet of this contest has the same revision number")
        yield Finding(path.name, "packet", checked, holds=False, detail=", ".join(sorted(twins)))


def _sheet(path: Path, given: _Given) -> Iterator[Finding]:
    content = tr("The sheet opens and is whole")
    if given.key is None:
        detail = tr("This needs the key of the chair, the secretary or the member.")
        yield Finding(path.name, "sheet", content, holds=None, detail=detail)
        return
    data = read_bytes(path, at_most=LARGEST_SHEET)
    try:
        sheet = read_sheet(data, given.key)
    except NotForThisKeyError as error:
        yield Finding(path.name, "sheet", content, holds=None, detail=str(error))
        return
    detail = tr(
        "Member {member}, revision {n}, packet {packet}", member=sheet.member, n=sheet.revision, packet=sheet.packet
    )
    yield Finding(path.name, "sheet", content, holds=True, detail=detail)
    signed = tr("The sheet is signed by its member and fits its packet")
    packet = given.packets.get(sheet.packet)
    if packet is None:
        detail = tr("This needs its packet; give it together with the sheet.")
        yield Finding(path.name, "sheet", signed, holds=None, detail=detail)
        return
    opened = open_sheet(data, given.key, packet.manifest, packet.id)
    roster = packet.manifest.roster
    signer = roster.person(opened.sheet.member) if opened.sheet.typed is None else roster.secretary
    who = _who(signer.name, signer.public_key) if signer is not None and signer.public_key else ""
    yield Finding(path.name, "sheet", signed, holds=True, signer=who, detail=opened.sha256)
    yield from _paper(path.name, "sheet", opened.sheet)


def _paper(name: str, kind: Kind, sheet: Sheet) -> Iterator[Finding]:
    """Tell who typed and who confirmed a paper sheet that was opened, and so was found to say what they signed."""
    if sheet.typed is not None:
        hands = (sheet.typed.paper.typist, sheet.typed.checks.checker)
        yield Finding(
            name,
            kind,
            tr("The paper sheet says what one person typed and another confirmed, each with an own signature"),
            holds=True,
            signer=", ".join(_who(hand.name, hand.public_key) for hand in hands),
            detail=tr("Member {member}, revision {n}", member=sheet.member, n=sheet.revision),
        )


def _result(path: Path, given: _Given) -> Iterator[Finding]:
    opened = open_result(path)
    yield from _result_findings(path.name, "result", opened, given)
    yield from _continued(path.name, opened, given)


def _continued(name: str, opened: OpenResult, given: _Given) -> Iterator[Finding]:
    """Hold a further sitting against the results of the sittings before that are among the files."""
    last = sessions(opened.result.acts)[-1]
    if not last.further:
        return
    checked = tr("It continues the sitting of protocol № {number} without a change", number=last.stands_on[-1].number)
    same = [one.result for one in given.results.values() if one.result.packet == opened.result.packet]
    former = [one for one in same if len(one.acts) <= len(last.earlier)]
    if not former:
        detail = tr("This needs the result of the earlier sitting; give it together with this one.")
        yield Finding(name, "result", checked, holds=None, detail=detail)
        return
    holds = all(
        one.acts == opened.result.acts[: len(one.acts)] and one.sheets == opened.result.sheets for one in former
    )
    yield Finding(name, "result", checked, holds=holds, detail=last.earlier_head)


def _of_its_packet(name: str, kind: Kind, opened: OpenResult, given: _Given) -> Iterator[Finding]:
    """Hold what a result says of its packet against the packet: the chair signs the result, its keys and rules too."""
    checked = tr("Rules, commission and applications are those of the packet that it names")
    packet = given.packets.get(opened.result.packet)
    if packet is None:
        detail = tr("This needs its packet and the key of one of the packet's readers; give both together with this.")
        yield Finding(name, kind, checked, holds=None, detail=detail)
        return
    secretary = packet.manifest.roster.secretary
    same = strip(packet.manifest) == opened.result.manifest
    who = _who(secretary.name if secretary else "", packet.header.signer)
    yield Finding(name, kind, checked, holds=same, signer=who, detail=packet.id)


def _result_findings(name: str, kind: Kind, opened: OpenResult, given: _Given) -> Iterator[Finding]:
    chair = opened.result.manifest.roster.person(opened.result.outcome.chair or "")
    signer, sha256 = _who(chair.name, opened.signer_line), opened.sha256
    yield Finding(
        name, kind, tr("The result is whole and signed by the chair"), holds=True, signer=signer, detail=sha256
    )
    yield Finding(
        name, kind, tr("Counting the sheets again gives the same table"), holds=True, signer=signer, detail=sha256
    )
    yield from _of_its_packet(name, kind, opened, given)
    for one in opened.sheets:
        yield from _paper(name, kind, one.sheet)
    lawful = tr("Every act of the sitting was lawful in its place")
    against = "\n".join(tr("Act {n}: {reason}", n=one.number, reason=one.reason) for one in opened.unlawful)
    yield Finding(name, kind, lawful, holds=not against, signer=signer, detail=against or str(len(opened.result.acts)))
    yield from _best(name, kind, opened, signer)
    yield from _clocks(name, kind, _ahead(opened))
    for hint in opened.result.outcome.hints:
        checked = tr("The member's revisions follow one another without a gap or a fork")
        told = hint_text(hint, opened.result.manifest)
        yield Finding(name, kind, checked, holds=None, signer=signer, detail=told)
    closed = sessions(opened.result.acts)[-1].closed and not opened.result.outcome.questions
    yield Finding(name, kind, tr("The sitting was closed with nothing left open"), holds=closed, signer=signer)


def _ahead(opened: OpenResult) -> tuple[str, ...]:
    """Return what of a result is dated after it: the packet after the first act, a sheet after the last."""
    manifest, acts = opened.result.manifest, opened.result.acts
    if not acts:
        return ()
    packet = (tr("packet"),) if manifest.built_at > acts[0].at else ()
    late = (tr("Member {member}, revision {n}", member=one.sheet.member, n=one.sheet.revision)
            for one in opened.sheets if one.sheet.handed_in > acts[-1].at)  # fmt: skip
    return (*packet, *late, *dated_ahead(manifest))


def _best(name: str, kind: Kind, opened: OpenResult, signer: str) -> Iterator[Finding]:
    """Hold what the ranking proposed before every naming of winners against the rules once more.

    Nothing is told of namings that left an open tie out: of them there is no proposal to hold.
    """
    checked = tr("No other winners that the rules allow are better in the rules' order")
    state = sitting(opened.result.manifest, (one.sheet for one in opened.sheets), opened.result.acts)
    found = [
        (act.territory, proof)
        for number, act in enumerate(state.acts)
        if isinstance(act, WinnersNamed)
        and (proof := prove_proposal(Sitting(state.manifest, state.merged, state.acts[:number]), act.territory))
    ]
    against = [territory for territory, proof in found if not proof.holds]
    if found:
        told = dict.fromkeys(against or (territory for territory, _ in found))
        yield Finding(name, kind, checked, holds=not against, signer=signer, detail=", ".join(told))


def _protocol(path: Path, given: _Given) -> Iterator[Finding]:
    data = read_bytes(path, at_most=_LARGEST)
    inside: Carried = carried(data, name=path.name)
    if inside.result is not None:
        opened = open_result(inside.result, name=path.name)
        yield from _result_findings(path.name, "protocol", opened, given)
        for checked, holds, detail in check_full(data, inside, opened.result, opened.sha256):
            yield Finding(path.name, "protocol", checked, holds=holds, detail=detail)
        return
    full = None
    if inside.public is not None and inside.public.fingerprint in given.results:
        full = given.results[inside.public.fingerprint].result
    for checked, holds, detail in check_public(data, inside, full):
        yield Finding(path.name, "protocol", checked, holds=holds, detail=detail)


def _signers(path: Path, given: _Given) -> Iterator[Finding]:  # noqa: ARG001 - the shape of a Check
    checked = tr("Every line names a person, what they may sign, and a key that can be read")
    lines = read_bytes(path, at_most=_LARGEST_SMALL).decode("utf-8", "replace").splitlines()
    for line in lines:
        found = re.fullmatch(r'(\S+) namespaces="[a-z,-]+" (ssh-ed25519 \S+)', line)
        if found is None:
            yield Finding(path.name, "allowed_signers", checked, holds=False, detail=line[:80])
            return
        plain_line(found[2])
    yield Finding(path.name, "allowed_signers", checked, holds=True, detail=str(len(lines)))


def _unknown(path: Path, given: _Given) -> Iterator[Finding]:  # noqa: ARG001 - the shape of a Check
    read_bytes(path, at_most=_LARGEST)
    yield Finding(
        path.name,
        "unknown",
        tr("The file is one of this program's"),
        holds=False,
        detail=tr("It is no card, packet, sheet, result, protocol or key list."),
    )


_CHECKS: dict[Kind, Check] = {
    "card": _card,
    "packet": _packet,
    "sheet": _sheet,
    "result": _result,
    "protocol": _protocol,
    "allowed_signers": _signers,
    "unknown": _unknown,
}
