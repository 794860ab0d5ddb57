"""`tandau --smoke`: touch everything that a frozen program may lack, without a window and without anybody's data."""

import io
import os
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from importlib.resources import files
from pathlib import Path

SLOW = (
    "reportlab.pdfgen.canvas",
    "pikepdf",
    "pypdfium2",
    "openpyxl",
    "alembic.command",
    "PIL.Image",
    "python_calamine",
)


def smoke() -> None:
    """Start everything once and print the steps.

    Raises whatever is wrong: it is a fault of the build, not of a person.
    """
    for step in (_libraries, _resources, _sealing_and_store, _paper_read_outside, _window):
        print(f"smoke: {step.__name__.strip('_')}", flush=True)
        step()


def _libraries() -> None:
    for name in (*SLOW, "phonenumbers", "charset_normalizer", "psycopg", "sshsig", "holidays"):
        import_module(name)


def _resources() -> None:
    from models.contest.local_time import zone
    from models.contest.profile_files import builtin_profiles, load_profile
    from models.wording import catalogue

    for name in builtin_profiles():
        load_profile(name)
    zone("Asia/Almaty")
    for language in ("kk", "ru"):
        _expect(bool(catalogue(language)), f"no words in {language}")
    _expect((files("models.centre") / "migrations" / "env.py").is_file(), "no migrations")


def _sealing_and_store() -> None:
    with tempfile.TemporaryDirectory(prefix="tandau-", ignore_cleanup_errors=True) as folder:
        _seal_and_store_in(Path(folder))


def _seal_and_store_in(folder: Path) -> None:
    from models.centre.store import Central
    from models.sealing.encryption import encrypt
    from models.sealing.keys import new_key
    from models.sealing.signatures import Namespace, verify

    key = new_key(folder / "id_ed25519", "smoke test only")
    _expect(key.decrypt(encrypt("Әә".encode(), [key.public_line])) == "Әә".encode(), "age")
    verify(key.public_line, Namespace.CARD, b"x", key.sign(Namespace.CARD, b"x"))
    central = Central.create(folder / "central.tandau", key, at=datetime.now(UTC))
    _expect(tuple(central.admitted()) == (key.public_line,), "central file")
    central.close()


def _paper_read_outside() -> None:
    import font_source_serif_pro
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from models.intake.outside.child import run_outside

    serif = Path(font_source_serif_pro.font_directory) / "SourceSerifPro-Regular.ttf"
    pdfmetrics.registerFont(TTFont("smoke", serif))
    paper = io.BytesIO()
    canvas = Canvas(paper, invariant=1)
    canvas.setFont("smoke", 12)
    canvas.drawString(72, 720, "Хаттама: Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі ₸ №")
    canvas.save()
    _expect(run_outside(pages, paper.getvalue(), name="smoke.pdf") == 1, "the PDF has no page")


def pages(data: bytes) -> int:
    """Return the number of pages of a PDF; runs in the reading process."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _window() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QImageReader
    from PySide6.QtPrintSupport import QPrinter

    from ui.shell.home import Home
    from ui.start import application, build_window

    app = application()
    with tempfile.TemporaryDirectory(prefix="tandau-", ignore_cleanup_errors=True) as folder:
        for language in ("kk", "ru"):
            window = build_window(Home.at(Path(folder)), language=language)
            window.show()
            app.processEvents()
            window.close()
    _expect(b"svg" in {bytes(name.data()) for name in QImageReader.supportedImageFormats()}, "no SVG icons")
    QPrinter()


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise RuntimeError(what)
