"""`.result` files: every sheet verbatim, the decisions and the computed table, signed by the chair, not encrypted.

Entries: `result.json`, `result.json.sig`, then `sheets/<member>-r<revision>[-n].json` and `.sig` each. The same result
and sheets give the same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from models.conflicts.declarations import Answer
from models.errors import FileError, ScoringError, SealError
from models.letting_go import let_go
from models.packet.checking import check_manifest
from models.packet.manifest import PacketApplication, PacketManifest
from models.progress import Report, silent, step
from models.scoring.checking import check_sheet
from models.scoring.sheet_files import SignedSheet
from models.scoring.sheets import Sheet
from models.sealing.containers import Container, pack, read_all
from models.sealing.keys import PrivateKey
from models.sealing.public_keys import plain_line
from models.sealing.reading import read_bytes, read_value
from models.sealing.safe_write import safe_write
from models.sealing.signatures import Namespace, verify
from models.sitting.acts import Act
from models.sitting.chain import head
from models.sitting.compute import compute
from models.sitting.outcome import Outcome
from models.sitting.replay import Unlawful, replay
from models.sitting.result import Result, TakenSheet
from models.sitting.sheets.merging import merge
from models.sitting.state import Sitting
from models.sitting.trying.reopened import reopened
from models.values import sha256
from models.wording import tr

LARGEST_RESULT = 1 << 30
_CONTENT, _SIGNATURE, _SHEETS = "result.json", "result.json.sig", "sheets/"
_FIRST_NAME = 30
"""Where a ZIP file names its first entry."""

Recompute = Callable[[PacketManifest, Sequence[Sheet], Sequence[Act]], Outcome]
"""The shape of `models.sitting.compute.compute`."""


@dataclass(frozen=True)
class OpenResult:
    """A result whose signatures, sheets and, where asked for, whose table were checked."""

    result: Result
    sheets: tuple[SignedSheet, ...]
    """In the order of `result.sheets`."""
    signer_line: str
    """The chair's public key."""
    sha256: str
    """Of `result.json`, the bytes the chair signed; equals `result.digest()`."""
    data: bytes = field(repr=False, default=b"")
    """The file's own bytes."""
    signature: bytes = field(repr=False, default=b"")
    """The chair's, of `result.json`."""

    @cached_property
    def unlawful(self) -> tuple[Unlawful, ...]:
        """The acts that the contest's rules refuse in their place; takes some times as long as opening did."""
        return replay(self.result.manifest, (one.sheet for one in self.sheets), self.result.acts)


def strip(manifest: PacketManifest) -> PacketManifest:
    """Return `manifest` with only what the table and the protocol need of each application.

    Plan, budget, long texts and attachments go; code, names, territory, titles, sums, columns and flags stay. Doing it
    twice changes nothing.
    """
    return manifest.model_copy(update={"applications": tuple(map(_stripped, manifest.applications))})


def _stripped(application: PacketApplication) -> PacketApplication:
    project = application.project
    short = type(project)(
        title=project.title,
        direction=project.direction,
        territory=project.territory,
        months=project.months,
        total_cost=project.total_cost,
        grant_asked=project.grant_asked,
    )
    return application.model_copy(update={"project": short, "attachments": ()})


def build_result(
    packet_id: str,
    manifest: PacketManifest,
    sheets: Iterable[Sheet],
    acts: Sequence[Act],
    *,
    recompute: Recompute = compute,
) -> Result:
    """Return the result of a sitting: a pure function of the packet, the *set* of sheets and the acts.

    Sheets stand in the roster's order, then by revision. Raises SittingError or ScoringError where nothing can be
    counted.
    """
    kept = strip(manifest)
    if kept.contest.criteria is None:
        raise ScoringError(tr("The criteria are not approved yet, so nothing can be scored."))
    place = {person.id: number for number, person in enumerate(kept.roster.people)}
    by_hash = {sheet.digest(): sheet for sheet in sheets}
    ordered = sorted(by_hash.items(), key=lambda one: (place.get(one[1].member, -1), one[1].revision, one[0]))
    members = [person.id for person in kept.roster.members]
    merged = merge([sheet for _, sheet in ordered], members)
    declared = ((member, merged.declarations(member)) for member in members)
    return Result(
        packet=packet_id,
        criteria=kept.contest.criteria.digest(),
        manifest=kept,
        sheets=tuple(
            TakenSheet(member=sheet.member, revision=sheet.revision, sha256=digest, counts=digest in merged.counting)
            for digest, sheet in ordered
        ),
        declarations=tuple(
            (member, told)
            for member, every in declared
            if (told := tuple(one for one in every if one.answer is not Answer.NO_CONFLICT))
        ),
        acts=tuple(acts),
        log=head(acts),
        outcome=recompute(kept, [sheet for _, sheet in ordered], acts),
        reopened=reopened(Sitting(kept, merged, tuple(acts))),
    )


def result_bytes(result: Result, sheets: Iterable[SignedSheet], key: PrivateKey) -> bytes:
    """Return the content of a `.result` file. `key` is the elected chair's, `sheets` exactly those the result names.

    Raises SealError when key, sheets or manifest do not fit; nothing was written.
    """
    if key.public_line != _chair_line(result):
        raise SealError(tr("A result is signed by the elected chair; nothing was written. Use the chair's key."))
    by_hash = {sheet.sha256: sheet for sheet in sheets}
    if result.manifest != strip(result.manifest) or set(by_hash) != {taken.sha256 for taken in result.sheets}:
        raise SealError(tr("The result does not name exactly the sheets it carries; nothing was written."))
    data = result.canonical()
    return _packed(result, [by_hash[taken.sha256] for taken in result.sheets], data, key.sign(Namespace.RESULT, data))


def _packed(result: Result, sheets: Iterable[SignedSheet], signed: bytes, signature: bytes) -> bytes:
    entries = [(_CONTENT, signed), (_SIGNATURE, signature)]
    for name, sheet in zip(_names(result), sheets, strict=True):
        entries += [(f"{name}.json", sheet.signed_bytes), (f"{name}.sig", sheet.signature)]
    return pack(entries)


def signed_result(result: Result, sheets: Iterable[SignedSheet], signature: bytes) -> OpenResult:
    """Return what `open_result` makes of the file that `signature` stands in; `sheets` are those the result names.

    Raises SealError where it is not the elected chair's signature of this result.
    """
    chair, signed = _chair_line(result), result.canonical()
    verify(chair, Namespace.RESULT, signed, signature)
    by_hash = {sheet.sha256: sheet for sheet in sheets}
    ordered = tuple(by_hash[taken.sha256] for taken in result.sheets)
    data = _packed(result, ordered, signed, signature)
    return OpenResult(result, ordered, chair, sha256(signed), data, signature)


def write_result(
    path: Path, result: Result, sheets: Iterable[SignedSheet], key: PrivateKey, *, replace: bool = False
) -> str:
    """Write a `.result` file and return the SHA-256 of its `result.json`. Raises as `result_bytes`, and FileError."""
    data = result_bytes(result, sheets, key)
    safe_write(path, data, replace=replace)
    return result.digest()


def open_result(
    source: Path | bytes, *, recompute: Recompute = compute, name: str = "", report: Report = silent
) -> OpenResult:
    """Open a result and check everything: layout, chair's and members' signatures, every cell, and the table itself.

    The whole result is built again from its sheets and acts and must be the same; whether the rules allow each act
    is `OpenResult.unlawful`. `name` is what messages call bytes.
    Raises FileError (damaged, newer), SealError (a signature or the table does not fit), ScoringError or SittingError
    (a sheet or an act that can't count), CancelledError when `report` answers False.
    """
    called = source.name if isinstance(source, Path) else name or _CONTENT
    data = read_bytes(source, at_most=LARGEST_RESULT) if isinstance(source, Path) else source
    if not (data.startswith(b"PK") and data.startswith(_CONTENT.encode(), _FIRST_NAME)):
        raise _no_result(called)
    container = Container(data, name=called)
    entries = read_all(container, lambda _: True, at_most=LARGEST_RESULT)
    signed = entries.get(_CONTENT, b"")
    result = read_value(Result, signed, name=called)
    check_manifest(result.manifest, name=called)
    chair = _chair_line(result)
    signature = entries.get(_SIGNATURE, b"")
    verify(chair, Namespace.RESULT, signed, signature)
    names = _names(result)
    expected = [_CONTENT, _SIGNATURE, *(f"{one}.{ending}" for one in names for ending in ("json", "sig"))]
    if list(container.names) != expected:
        raise container.damaged()
    sheets = []
    for done, one in enumerate(names):
        step(report, done, len(names))
        sheets.append(_sheet(entries[f"{one}.json"], entries[f"{one}.sig"], result))
    step(report, len(names), len(names))
    again = [
        build_result(result.packet, result.manifest, [one.sheet for one in sheets], result.acts, recompute=recompute)
    ]
    if again[0] != result:
        raise _contradiction(called)
    let_go(again)
    return OpenResult(result, tuple(sheets), chair, sha256(signed), data, signature)


def _sheet(signed: bytes, signature: bytes, result: Result) -> SignedSheet:
    sheet = SignedSheet.from_bytes(signed, signature, result.manifest.roster)
    check_sheet(sheet.sheet, result.manifest, result.packet)
    return sheet


def _no_result(name: str) -> FileError:
    return FileError(tr("“{name}” is no result of a sitting; nothing was taken from it.", name=name))


def _contradiction(name: str) -> SealError:
    return SealError(
        tr(
            "“{name}” contradicts itself: its table is not what its sheets and decisions give. It was not taken; "
            "ask the chair for the result again.",
            name=name,
        )
    )


def _chair_line(result: Result) -> str:
    chair = next((one for one in result.manifest.roster.members if one.id == result.outcome.chair), None)
    if chair is None or chair.public_key is None:
        raise SealError(
            tr("The result names no elected chair from the roster, so nobody can sign for it. Elect the chair first.")
        )
    return plain_line(chair.public_key)


def _names(result: Result) -> list[str]:
    names: list[str] = []
    for taken in result.sheets:
        plain = f"{_SHEETS}{quote(taken.member, safe='')}-r{taken.revision}"
        number = sum(one == plain or one.startswith(f"{plain}-") for one in names)
        names.append(f"{plain}-{number + 1}" if number else plain)
    if len(set(names)) != len(names):
        raise FileError(tr("The result lists its sheets in a way that can't be stored; nothing was written."))
    return names
