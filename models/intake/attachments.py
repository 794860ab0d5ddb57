"""A folder of attachments: what is in it, of which kind, and to which application each file belongs."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from models.contest.application import Attachment
from models.contest.codes import look
from models.contest.profile import Document
from models.errors import FileError
from models.intake.outside.child import TooMuchError, run_outside
from models.intake.outside.media import LOCKED, media_types
from models.progress import Report, silent, step
from models.values import Value
from models.wording import tr

LARGEST_ATTACHMENT = 100 * 2**20
MOST_FILES = 50_000
_BATCH = 64
_NOT_ATTACHMENTS = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))


class FoundFile(Value):
    """A readable file of the folder. `path` is where its bytes are now, `name` its path below the folder with "/"."""

    path: str
    name: str
    size: int
    sha256: str
    media_type: str


class LeftAside(Value):
    """A file that can't be taken, and why."""

    name: str
    reason: str


class AttachmentScan(Value):
    """What a folder holds, in the order of names."""

    files: tuple[FoundFile, ...] = ()
    left_aside: tuple[LeftAside, ...] = ()


class Matched(Value):
    """A file that belongs to an application: its description, and where its bytes are."""

    attachment: Attachment
    path: str


def scan_attachments(folder: Path, *, report: Report = silent) -> AttachmentScan:
    """List, hash and check every file below `folder`; links are not followed, nothing outside it is read.

    Raises FileError where the folder can't be read, CancelledError.
    """
    if not folder.is_dir():
        raise FileError(tr("“{name}” is no folder; choose the folder that holds the attachments.", name=folder.name))
    paths: list[tuple[Path, str]] = []
    aside: list[LeftAside] = []
    for path, name in _walk(folder, folder, aside):
        paths.append((path, name))
        if len(paths) > MOST_FILES:
            raise FileError(
                tr(
                    "“{name}” holds more than {n} files; choose the folder of this contest.",
                    name=folder.name,
                    n=MOST_FILES,
                )
            )
    found: list[FoundFile] = []
    for start in range(0, len(paths), _BATCH):
        step(report, start, len(paths))
        batch = paths[start : start + _BATCH]
        for (path, name), (media_type, fault) in zip(batch, _types([path for path, _ in batch]), strict=True):
            if fault:
                aside.append(LeftAside(name=name, reason=fault))
                continue
            try:
                size, digest = _hash(path)
            except OSError as error:
                aside.append(LeftAside(name=name, reason=tr("can't be read: {why}", why=error.strerror or "")))
                continue
            found.append(FoundFile(path=str(path), name=name, size=size, sha256=digest, media_type=media_type))
    step(report, len(paths), len(paths))
    return AttachmentScan(files=tuple(found), left_aside=tuple(sorted(aside, key=lambda one: one.name)))


def _walk(folder: Path, root: Path, aside: list[LeftAside]) -> Iterator[tuple[Path, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        aside.append(LeftAside(name=folder.name, reason=tr("can't be read: {why}", why=error.strerror or "")))
        return
    for entry in entries:
        path = Path(entry.path)
        name = path.relative_to(root).as_posix()
        if entry.is_symlink() or (sys.platform == "win32" and _is_junction(entry)):
            aside.append(LeftAside(name=name, reason=tr("a link to another place; put the file itself here")))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root, aside)
        elif not entry.is_file(follow_symlinks=False):
            aside.append(LeftAside(name=name, reason=tr("not a file")))
        elif entry.name.lower() in _NOT_ATTACHMENTS or entry.name.startswith(("~$", "._")):
            continue
        elif (size := entry.stat(follow_symlinks=False).st_size) == 0:
            aside.append(LeftAside(name=name, reason=tr("empty; ask for it again")))
        elif size > LARGEST_ATTACHMENT:
            aside.append(LeftAside(name=name, reason=tr("larger than {mb} MB", mb=LARGEST_ATTACHMENT // 2**20)))
        else:
            yield path, name


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Tell whether Windows leads elsewhere from here (`Path.is_junction` is newer than our Python)."""
    return bool(getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0))


def _types(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Return (media type, fault) of each file; the one that kills the child is found by asking for each alone."""
    try:
        names = run_outside(media_types, [str(path) for path in paths], memory_mb=768, seconds=60)
    except TooMuchError:
        if len(paths) == 1:
            return [("", tr("damaged or far too large inside; open it, save it anew and ask for it again"))]
        return [one for path in paths for one in _types([path])]
    return [(name, _fault(name)) for name in names]


def _fault(media_type: str) -> str:
    if media_type == LOCKED:
        return tr("protected by a password; ask for it again without one")
    if not media_type:
        return tr("damaged, or none of JPEG, PNG, PDF, DOCX; ask for it again in one of these kinds")
    return ""


def _hash(path: Path) -> tuple[int, str]:
    size = 0
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(2**20):
            size += len(block)
            digest.update(block)
    return size, digest.hexdigest()


def kind_of(name: str, documents: Sequence[Document]) -> tuple[str, bool]:
    """Return the document code and whether it is personal for a file name; the longest word of the profile decides.

    A file that no word tells is "other" and personal, unless the profile itself has a document "other".
    """
    folded = PurePosixPath(name).as_posix().casefold()
    best: tuple[int, Document] | None = None
    for document in documents:
        for word in document.words:
            if word.casefold() in folded and (best is None or len(word) > best[0]):
                best = (len(word), document)
    if best:
        return best[1].code, best[1].personal
    other = next((document for document in documents if document.code == "other"), None)
    return "other", other.personal if other else True


class Matcher:
    """Finds whose a file is: its folder's or its own name begins with an application code or IIN."""

    def __init__(self, applications: Iterable[tuple[str, str]]) -> None:
        """`applications` are (code, IIN); what two applications share tells neither."""
        pairs = tuple(applications)
        self._as_written = _Keys((key, code) for code, iin in pairs for key in (code.casefold(), iin))
        self._by_look = _Keys((look(code), code) for code, _ in pairs)

    def whose(self, name: str) -> str | None:
        """Return the code of the application that the file `name` (path below the folder) belongs to, or None.

        A code in letters that only look alike tells it too, where no other code looks so.
        """
        parts = name.split("/")
        written = next((code for part in parts if (code := self._as_written.at_start(part.casefold()))), None)
        return written or next((code for part in parts if (code := self._by_look.at_start(look(part)))), None)


class _Keys:
    """Codes by what a name may begin with."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        keys: dict[str, set[str]] = {}
        for key, code in pairs:
            if key:
                keys.setdefault(key, set()).add(code)
        self._codes = {key: codes.pop() for key, codes in keys.items() if len(codes) == 1}
        self._lengths = sorted({len(key) for key in self._codes}, reverse=True)

    def at_start(self, text: str) -> str | None:
        """Return the code whose key `text` begins with and that ends there."""
        for length in self._lengths:
            code = self._codes.get(text[:length])
            if code and not text[length : length + 1].isalnum():
                return code
        return None


def match_attachments(
    scan: AttachmentScan, applications: Iterable[tuple[str, str]], documents: Sequence[Document]
) -> tuple[dict[str, tuple[Matched, ...]], tuple[LeftAside, ...]]:
    """Return the files of each application by code, and those that are nobody's or there twice.

    `applications` are (code, IIN) pairs. The same content twice within one application is kept once.
    """
    matcher = Matcher(applications)
    found: dict[str, dict[str, Matched]] = {}
    aside = list(scan.left_aside)
    for file in scan.files:
        code = matcher.whose(file.name)
        if code is None:
            reason = tr("no application has a code or IIN that its folder or name begins with")
            aside.append(LeftAside(name=file.name, reason=reason))
            continue
        own = found.setdefault(code, {})
        if file.sha256 in own:
            first = own[file.sha256].attachment.name
            aside.append(LeftAside(name=file.name, reason=tr("the same content as “{name}”", name=first)))
            continue
        kind, personal = kind_of(file.name, documents)
        own[file.sha256] = Matched(
            attachment=Attachment(
                name=PurePosixPath(file.name).name,
                kind=kind,
                size=file.size,
                sha256=file.sha256,
                personal=personal,
                media_type=file.media_type,
            ),
            path=file.path,
        )
    return {code: tuple(own.values()) for code, own in found.items()}, tuple(aside)
