"""Check a protocol PDF against what it carries: read in a child process, set again, compared byte by byte."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from models.errors import FileError
from models.intake.outside.child import run_outside
from models.packet.checking import check_manifest
from models.protocol.document import protocol
from models.protocol.files import PUBLIC_DATA, RESULT_FILE, PublicData, Source, protocol_pdf
from models.protocol.public import public_result
from models.sitting.result import Result
from models.wording import tr

_FOOT = 50.0
_MANY_PAGES = 5_000

Verdict = tuple[str, bool | None, str]
"""(what was checked, whether it holds, detail)."""


@dataclass(frozen=True)
class Carried:
    """What a protocol PDF carries: the full form its `.result`, the public one its data."""

    result: bytes | None = field(repr=False)
    public: PublicData | None = field(repr=False)
    printed: tuple[str, ...]
    """The fingerprint printed at the foot of each page; "" where a page has none."""
    setters: str
    """The libraries that set the file, as it says."""


def carried(pdf: bytes, *, name: str) -> Carried:
    """Read what `pdf` carries, in a child process. Raises FileError: no protocol of this program, damaged, hostile."""
    attached, printed, setters = run_outside(read_protocol, pdf, name=name)
    if RESULT_FILE in attached:
        return Carried(attached[RESULT_FILE], None, tuple(printed), setters)
    if PUBLIC_DATA in attached:
        public = PublicData.from_json(attached[PUBLIC_DATA], name=name)
        check_manifest(public.result.manifest, name=name)
        return Carried(None, public, tuple(printed), setters)
    raise FileError(
        tr("“{name}” carries no result: it was not made by this program or was saved again by another.", name=name)
    )


def read_protocol(pdf: bytes) -> tuple[dict[str, bytes], list[str], str]:
    """Return a PDF's attachments, the fingerprint at each page's foot, and who set it. For the child process only."""
    import pikepdf
    import pypdfium2

    attached: dict[str, bytes] = {}
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            for name in document.attachments:
                if name in (RESULT_FILE, PUBLIC_DATA):
                    attached[name] = document.attachments[name].get_file().read_bytes()
            setters = str(document.open_metadata(set_pikepdf_as_editor=False).get("pdf:Producer", ""))
        pages = pypdfium2.PdfDocument(pdf)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise FileError(tr("This PDF is damaged; nothing was checked.")) from error
    printed = []
    for number in range(min(len(pages), _MANY_PAGES)):
        foot = pages[number].get_textpage().get_text_bounded(top=_FOOT)
        found = re.search(r"[0-9a-f]{64}", re.sub(r"\s", "", foot))
        printed.append(found[0] if found else "")
    return attached, printed, setters


def check_full(pdf: bytes, inside: Carried, result: Result, sha256: str) -> Iterator[Verdict]:
    """Check a full protocol against the result it carries, which the caller has opened."""
    assert inside.result is not None
    yield _printed(inside, sha256)
    yield _same(pdf, protocol_pdf(Source(result, sha256, inside.result), public=False), inside)


def check_public(pdf: bytes, inside: Carried, full: Result | None) -> Iterator[Verdict]:
    """Check a public protocol against its own data, and those against the full result where it is at hand."""
    public = inside.public
    assert public is not None
    yield _printed(inside, public.fingerprint)
    again = protocol_pdf(Source(public.result, public.fingerprint, b""), public=True)
    yield _same(pdf, again, inside)
    checked = tr("The public form says what the signed result says")
    if full is None:
        detail = tr(
            "This needs the result file with SHA-256 {sha}; give it together with the protocol.", sha=public.fingerprint
        )
        yield checked, None, detail
        return
    same = public_result(full) == public.result and protocol(
        full, fingerprint=public.fingerprint, public=True
    ) == protocol(public.result, fingerprint=public.fingerprint, public=True)
    yield checked, same, public.fingerprint


def _printed(inside: Carried, sha256: str) -> Verdict:
    wrong = [str(n) for n, found in enumerate(inside.printed, start=1) if found != sha256]
    checked = tr("Every page prints the fingerprint of the result")
    return checked, bool(inside.printed) and not wrong, ", ".join(wrong) or sha256


def _same(pdf: bytes, again: bytes, inside: Carried) -> Verdict:
    from models.protocol.pdf.attaching import setters

    checked = tr("Setting the protocol again gives the same file, byte by byte")
    if again == pdf:
        return checked, True, setters()
    if inside.setters != setters():
        detail = tr(
            "It was set with {theirs}, this program has {ours}: the bytes can't be compared here.",
            theirs=inside.setters,
            ours=setters(),
        )
        return checked, None, detail
    return checked, False, tr("The pages were changed after the protocol was made.")
