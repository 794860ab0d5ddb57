"""A page of an attachment for the screen, drawn in a child process with limits."""

from models.errors import FileError
from models.intake.outside.child import run_outside
from models.intake.outside.media import DOCX, JPEG, PDF, PNG, page_image
from models.values import Value
from models.wording import tr


class Preview(Value):
    """A page to look at: `png` (empty for a text), the number of pages, and the text of a Word form."""

    png: bytes
    pages: int
    text: str = ""


def preview(data: bytes, media_type: str, page: int = 0, width: int = 900, *, name: str = "") -> Preview:
    """Return page `page` (from 0; one beyond the end gives the last) at most `width` pixels wide.

    Raises FileError: damaged, hostile or far too large, or a kind that can't be shown.
    """
    if media_type not in (JPEG, PNG, PDF, DOCX):
        raise FileError(
            tr("“{name}” is none of JPEG, PNG, PDF, DOCX and can't be shown here; it can still be saved.", name=name)
        )
    png, pages, text = run_outside(page_image, data, media_type, page, width, name=name, memory_mb=1024, seconds=30)
    return Preview(png=png, pages=pages, text=text)
