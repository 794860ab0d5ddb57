"""Put the machine-readable result into a finished PDF, with an identity that depends on the content alone."""

import hashlib
import zlib
from collections.abc import Iterable
from io import BytesIO

import pikepdf
import reportlab

from models.protocol.blocks import Paper


def attach(pdf: bytes, paper: Paper, *, name: str, data: bytes | Iterable[bytes], kind: str) -> bytes:
    """Return `pdf` carrying `data` (whole or in pieces) as the attachment `name` of MIME type `kind`.

    Equal input gives equal bytes. The versions of the libraries that set the file stand in it: with others the bytes
    may differ.
    """
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.Root.Lang = pikepdf.String(paper.languages[0])
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        carried = pikepdf.AttachedFileSpec(
            document, b"", description="", filename=name, mime_type=kind, creation_date="", mod_date=""
        )
        carried.obj.AFRelationship = pikepdf.Name.Data
        _fill(carried.obj.EF.F, (data,) if isinstance(data, bytes) else data)
        document.attachments[name] = carried
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = paper.title.say(paper.languages[0])
            metadata["dc:language"] = list(paper.languages)
            metadata["dc:identifier"] = f"sha256:{paper.fingerprint}"
            metadata["pdf:Producer"] = setters()
        document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def _fill(carrier: pikepdf.Object, pieces: Iterable[bytes]) -> None:
    """Pack the pieces one by one: a large result needs never stand there whole, nor twice."""
    packer, md5, size = zlib.compressobj(), hashlib.md5(usedforsecurity=False), 0
    packed = []
    for piece in pieces:
        packed.append(packer.compress(piece))
        md5.update(piece)
        size += len(piece)
    carrier.write(b"".join((*packed, packer.flush())), filter=pikepdf.Name.FlateDecode)
    carrier.Params = pikepdf.Dictionary(Size=size, CheckSum=pikepdf.String(md5.digest()))


def setters() -> str:
    """The libraries that decide on the bytes, with their versions."""
    return f"Tandau; reportlab {reportlab.Version}; qpdf {pikepdf.__libqpdf_version__}"
