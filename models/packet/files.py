"""Packet files: a container that is never unpacked to disk, sealed to the roster and signed by the secretary.

In the order written: `attachments/<sha256>.age` each, `manifest.age`, `allowed_signers`, `packet.json`,
`packet.json.sig`. Only one entry is in memory at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as with_changes
from pathlib import Path

from models.contest.commission import Role
from models.errors import FileError, SealError
from models.packet.checking import check_manifest
from models.packet.header import HEADER, MANIFEST, SIGNATURE, SIGNERS, Entry, PacketHeader, Reader, attachment_entry
from models.packet.manifest import PacketManifest
from models.packet.roster_files import allowed_signers
from models.progress import Report, silent, step
from models.sealing.containers import Container, Writer, container_writer
from models.sealing.encryption import Recipients
from models.sealing.keys import NotForThisKeyError, PrivateKey
from models.sealing.reading import read_value
from models.sealing.safe_write import safe_writer
from models.sealing.signatures import Namespace, verify
from models.values import sha256
from models.wording import tr

_LARGEST_HEADER = 64 << 20
_LARGEST_MANIFEST = 512 << 20
_LARGEST_ATTACHMENT = 1 << 30


def write_packet(
    path: Path,
    manifest: PacketManifest,
    attachment_bytes: Callable[[str], bytes],
    key: PrivateKey,
    report: Report = silent,
    *,
    replace: bool = False,
) -> str:
    """Write the packet for `manifest` and return its id.

    `attachment_bytes` gives an attachment's content by SHA-256, called once each, in the calling thread. `key` is the
    secretary's. Raises FileError (criteria not approved, personal attachment, content not as listed, disk) or
    SealError (people without key, not the secretary); nothing is left behind then, nor when `report` cancels.
    """
    check_manifest(manifest, name=path.name)
    readers = Recipients(_check_people(manifest, key))
    attachments = _check_content(manifest)
    with safe_writer(path, replace=replace) as file, container_writer(file) as container:
        entries = []
        for done, digest in enumerate(attachments):
            step(report, done, len(attachments))
            content = attachment_bytes(digest)
            if sha256(content) != digest:
                raise FileError(
                    tr(
                        "The attachment “{name}” is not as it was taken in; no packet was built. Take it in again.",
                        name=attachments[digest],
                    )
                )
            entries.append(_add(container, attachment_entry(digest), readers.encrypt(content)))
        entries.append(_add(container, MANIFEST, readers.encrypt(manifest.canonical())))
        entries.append(_add(container, SIGNERS, allowed_signers(manifest.roster).encode()))
        header = _header(manifest, key, tuple(entries)).canonical()
        container.add(HEADER, header)
        container.add(SIGNATURE, key.sign(Namespace.PACKET, header))
        step(report, len(attachments), len(attachments))
    return sha256(header)


def _add(container: Writer, name: str, data: bytes) -> Entry:
    container.add(name, data)
    return Entry(name=name, size=len(data), sha256=sha256(data))


def _header(manifest: PacketManifest, key: PrivateKey, entries: tuple[Entry, ...]) -> PacketHeader:
    criteria = manifest.contest.criteria
    return PacketHeader(
        contest=manifest.contest.id,
        title=manifest.contest.title,
        revision=manifest.revision,
        previous=manifest.previous,
        built_at=manifest.built_at,
        criteria=criteria.digest() if criteria else "",
        roster=manifest.roster.digest(),
        signer=key.public_line,
        readers=tuple(Reader(id=person.id, name=person.name) for person in manifest.roster.people if person.public_key),
        entries=entries,
    )


def _check_people(manifest: PacketManifest, key: PrivateKey) -> list[str]:
    """Return every public key of the roster. Each person has one: nobody is left out in silence."""
    roster = manifest.roster
    lacking = [person.name for person in roster.people if not person.public_key and person.role is not Role.STAFF]
    if lacking:
        raise SealError(
            tr("These people have no key yet; no packet was built. Take their cards first."), problems=lacking
        )
    if roster.secretary is None or roster.secretary.public_key != key.public_line:
        raise SealError(tr("A packet is signed by the secretary of the roster; no packet was built. Use that key."))
    return [person.public_key for person in roster.people if person.public_key]


def _check_content(manifest: PacketManifest) -> dict[str, str]:
    """Return the attachments' names by SHA-256, in the order of their codes: the same content is stored once."""
    if manifest.contest.criteria is None:
        raise FileError(tr("The criteria are not approved yet; no packet was built. Approve them first."))
    attachments = [(app.code, each) for app in manifest.applications for each in app.attachments]
    if personal := [f"{code}: {each.name}" for code, each in attachments if each.personal]:
        raise FileError(tr("Personal documents never go into a packet; no packet was built."), problems=personal)
    return {each.sha256: each.name for _, each in attachments}


@dataclass(frozen=True)
class OpenPacket:
    """A packet whose signature and content were checked. Attachments are read, checked and decrypted when asked for."""

    path: Path
    id: str
    header: PacketHeader
    manifest: PacketManifest
    _container: Container = field(repr=False)
    _key: PrivateKey = field(repr=False)

    def attachment(self, digest: str) -> bytes:
        """Return an attachment's content by its SHA-256, in memory only.

        Raises FileError when the file is damaged or gone, SealError when the content is not what was signed.
        """
        name = attachment_entry(digest)
        data = self._key.decrypt(_entry(self._container, self.header, name, _LARGEST_ATTACHMENT))
        if sha256(data) != digest:
            raise self._container.damaged()
        return data

    def in_copy(self, path: Path) -> "OpenPacket":
        """Return this very packet as it stands in another file, without reading its content a second time.

        Raises FileError when that file is gone, damaged or another packet, SealError when its signature does not fit.
        """
        header, packet_id, container = _read_header(path)
        if packet_id != self.id:
            raise container.damaged()
        _entry(container, header, MANIFEST, _LARGEST_MANIFEST)  # the id fixes its bytes, so it says what this says
        return with_changes(self, path=path, _container=container)

    def check_all(self, report: Report = silent) -> None:
        """Read every entry and compare it with what was signed; takes as long as reading the file once."""
        _check_entries(self.header, self._container, report)


def check_whole(path: Path, report: Report = silent) -> tuple[PacketHeader, str]:
    """Do what `read_header` does and compare every entry with what was signed, without a key."""
    header, packet_id, container = _read_header(path)
    _check_entries(header, container, report)
    return header, packet_id


def read_header(path: Path) -> tuple[PacketHeader, str]:
    """Return a packet's public header and its id, without a key.

    Checks the signature against the key the header itself names, so it says *whose* packet this claims to be; only
    `open_packet` can tell whether that is the roster's secretary. Raises FileError or SealError.
    """
    header, packet_id, _ = _read_header(path)
    return header, packet_id


def open_packet(path: Path, key: PrivateKey, *, signer: str | None = None) -> OpenPacket:
    """Open a packet and check it: layout, signature, every size, the manifest's bytes, roster, criteria, signer.

    `signer` is the secretary's public key where it is known from a card. Attachments are checked when they are read.
    Raises FileError (damaged, cut short, newer) or SealError (not for this key, signed by somebody else).
    """
    header, packet_id, container = _read_header(path)
    if signer is not None and header.signer != signer:
        raise _foreign(path)
    sealed = _entry(container, header, MANIFEST, _LARGEST_MANIFEST)
    try:
        plain = key.decrypt(sealed)
    except NotForThisKeyError as error:
        raise NotForThisKeyError(
            tr("“{name}” is not sealed to your key. Ask the secretary for one that is; it is for:", name=path.name),
            problems=[reader.name for reader in header.readers],
        ) from error
    manifest = read_value(PacketManifest, plain, name=path.name)
    _check_against(header, manifest, container)
    check_manifest(manifest, name=path.name)
    if manifest.roster.secretary is None or manifest.roster.secretary.public_key != header.signer:
        raise _foreign(path)
    return OpenPacket(path, packet_id, header, manifest, container, key)


def _read_header(path: Path) -> tuple[PacketHeader, str, Container]:
    container = Container(path)
    data = container.read(HEADER, at_most=_LARGEST_HEADER)
    header = read_value(PacketHeader, data, name=path.name)
    verify(header.signer, Namespace.PACKET, data, container.read(SIGNATURE, at_most=_LARGEST_HEADER))
    signed = [(entry.name, entry.size) for entry in header.entries]
    found = [(name, container.size(name)) for name in container.names]
    if found[:-2] != signed or [name for name, _ in found[-2:]] != [HEADER, SIGNATURE]:
        raise container.damaged()
    _entry(container, header, SIGNERS, _LARGEST_HEADER)
    return header, sha256(data), container


def _check_entries(header: PacketHeader, container: Container, report: Report) -> None:
    for done, entry in enumerate(header.entries):
        step(report, done, len(header.entries))
        _entry(container, header, entry.name, _LARGEST_ATTACHMENT)


def _entry(container: Container, header: PacketHeader, name: str, at_most: int) -> bytes:
    signed = header.entry_by_name.get(name)
    if signed is None:
        raise container.damaged()
    data = container.read(name, at_most=at_most)
    if sha256(data) != signed.sha256:
        raise container.damaged()
    return data


def _check_against(header: PacketHeader, manifest: PacketManifest, container: Container) -> None:
    """Header and manifest say the same: they were signed together, so a difference means another program made it."""
    criteria = manifest.contest.criteria
    listed = {attachment_entry(each.sha256) for app in manifest.applications for each in app.attachments}
    if (
        criteria is None
        or (header.contest, header.title) != (manifest.contest.id, manifest.contest.title)
        or (header.revision, header.previous) != (manifest.revision, manifest.previous)
        or (header.criteria, header.roster) != (criteria.digest(), manifest.roster.digest())
        or {entry.name for entry in header.entries} != listed | {MANIFEST, SIGNERS}
        or container.read(SIGNERS) != allowed_signers(manifest.roster).encode()
    ):
        raise container.damaged()


def _foreign(path: Path) -> SealError:
    return SealError(
        tr(
            "“{name}” is signed, but not by the secretary of its contest; it was not opened. Ask the secretary.",
            name=path.name,
        )
    )
