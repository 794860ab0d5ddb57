"""Put the machine-readable result into a finished PDF, with an identity that depends on the content alone."""

from io import BytesIO

import pikepdf
import reportlab

from models.protocol.blocks import Paper


def attach(pdf: bytes, paper: Paper, *, name: str, data: bytes, kind: str) -> bytes:
    """Return `pdf` carrying `data` as the attachment `name` of MIME type `kind`; equal input gives equal bytes.

    The versions of the libraries that set the file stand in it: with others the bytes may differ.
    """
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.Root.Lang = pikepdf.String("kk")
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        carried = pikepdf.AttachedFileSpec(
            document, data, description="", filename=name, mime_type=kind, creation_date="", mod_date=""
        )
        carried.obj.AFRelationship = pikepdf.Name.Data
        document.attachments[name] = carried
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = paper.title.kk
            metadata["dc:language"] = ["kk", "ru"]
            metadata["dc:identifier"] = f"sha256:{paper.fingerprint}"
            metadata["pdf:Producer"] = setters()
        document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def setters() -> str:
    """The libraries that decide on the bytes, with their versions."""
    return f"Tandau; reportlab {reportlab.Version}; qpdf {pikepdf.__libqpdf_version__}"
