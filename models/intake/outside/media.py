"""What a file is by its content, and its page as an image or text; runs in the child process only."""

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOCKED = "locked"
MOST_PIXELS = 120_000_000
"""A page scanned at 1200 dpi has 139 million; photographs of phones have up to 108."""
LONGEST_TEXT = 200_000
_PASSWORD = 4
"""PDFium's FPDF_ERR_PASSWORD."""
_STARTS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def media_types(paths: list[str]) -> list[str]:
    """Return the media type of each file, LOCKED for a PDF under a password, "" for one damaged or of another kind."""
    return [_checked(Path(path)) for path in paths]


def media_type(data: bytes) -> str:
    """Return what the beginning of a file says it is, or "". A DOCX is told from other archives by its parts."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if b"%PDF-" in data[:1024]:
        return PDF
    return DOCX if data.startswith(b"PK\x03\x04") else ""


def _checked(path: Path) -> str:
    with path.open("rb") as file:
        kind = media_type(file.read(1024))
    try:
        if kind in (JPEG, PNG):
            _image_size(str(path))
        elif kind == PDF:
            import pypdfium2

            try:
                document = pypdfium2.PdfDocument(path)
            except pypdfium2.PdfiumError as error:
                return LOCKED if getattr(error, "err_code", None) == _PASSWORD else ""
            pages = len(document)
            document.close()
            kind = kind if pages else ""
        elif kind == DOCX:
            with zipfile.ZipFile(path) as archive:
                archive.getinfo("word/document.xml")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a library may raise anything on a damaged file; "" is the answer to all of it
        return ""
    return kind


def _image_size(source: Any) -> tuple[int, int]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(source, formats=("JPEG", "PNG")) as image:
            return image.size


def page_image(data: bytes, kind: str, page: int, width: int) -> tuple[bytes, int, str]:
    """Return (PNG of the page at most `width` pixels wide, number of pages, text); a DOCX has text and no image.

    `page` counts from 0. Raises whatever the library raises on a damaged file: the parent says it in people's words.
    """
    if kind == PDF:
        return (*_pdf_page(data, page, width), "")
    if kind in (JPEG, PNG):
        return _picture(data, width), 1, ""
    return b"", 1, docx_text(data)


def _picture(data: bytes, width: int) -> bytes:
    from PIL import Image, ImageOps

    _image_size(io.BytesIO(data))
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        image.draft("RGB", (width, width * 2))
        turned = ImageOps.exif_transpose(image).convert("RGB")
        turned.thumbnail((width, width * 4))
        out = io.BytesIO()
        turned.save(out, "PNG")
        return out.getvalue()


def _pdf_page(data: bytes, page: int, width: int) -> tuple[bytes, int]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = len(document)
        sheet = document[min(page, pages - 1)]
        across, down = sheet.get_size()
        scale = min(width / across, (MOST_PIXELS / 8 / (across * down)) ** 0.5)
        image = sheet.render(scale=scale).to_pil()
        out = io.BytesIO()
        image.save(out, "PNG")
        return out.getvalue(), pages
    finally:
        document.close()


def docx_text(data: bytes) -> str:
    """Return the text of a DOCX, a paragraph a line, at most LONGEST_TEXT characters."""
    parts: list[str] = []
    length = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as file:
        for _, element in iterparse(file, events=("end",)):  # noqa: S314 - the child's limits end what would expand
            if element.tag == f"{_WORD}t":
                parts.append(element.text or "")
            elif element.tag in (f"{_WORD}p", f"{_WORD}br"):
                parts.append("\n")
            elif element.tag == f"{_WORD}tab":
                parts.append("\t")
            else:
                continue
            length += len(parts[-1])
            element.clear()
            if length > LONGEST_TEXT:
                break
    return "".join(parts)[:LONGEST_TEXT].strip()
