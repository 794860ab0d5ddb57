"""Invented attachments: small, but real JPEG, PNG and PDF files that say they are samples."""

import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from models.contest.application import Application

_NAMES = {
    "kk": {
        "identity": "жеке куәлік.jpg",
        "registration": "мекенжай анықтамасы.pdf",
        "status": "NEET мәртебесі.jpg",
        "pension": "зейнетақы жарналары.jpg",
        "photos": "сурет.png",
        "quotes": "баға ұсынысы.pdf",
    },
    "ru": {
        "identity": "удостоверение личности.jpg",
        "registration": "адресная справка.pdf",
        "status": "статус NEET.jpg",
        "pension": "пенсионные взносы.jpg",
        "photos": "фото.png",
        "quotes": "коммерческое предложение.pdf",
    },
}
_ALWAYS = ("identity", "registration", "status")
_SOMETIMES = ("pension", "photos", "quotes")


def invent_attachments(rng: Random, application: Application, *, without: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield file name and content of 3 to 6 attachments; the kind `without` is left out."""
    kinds = [*_ALWAYS, *rng.sample(_SOMETIMES, rng.randrange(len(_SOMETIMES) + 1))]
    if without:
        kinds = [*_SOMETIMES, *(kind for kind in _ALWAYS if kind != without)]
    for kind in kinds:
        name = _NAMES[application.language][kind]
        lines = (_stem(name), application.code, application.project.territory, "ҮЛГІ · ОБРАЗЕЦ · SAMPLE")
        if name.endswith(".pdf"):
            yield name, _pdf(lines)
        else:
            yield name, _picture(lines, "PNG" if name.endswith(".png") else "JPEG", rng)


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


@cache
def _roboto() -> str:
    return str(files("font_roboto") / "files" / "Roboto-Regular.ttf")


@cache
def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(_roboto(), size)


def _picture(lines: tuple[str, ...], form: str, rng: Random) -> bytes:
    from PIL import Image, ImageDraw

    shade = tuple(rng.randrange(170, 240) for _ in range(3))
    image = Image.new("RGB", (360, 226), shade)
    draw = ImageDraw.Draw(image)
    draw.rectangle((14, 52, 94, 160), fill=tuple(part - 60 for part in shade))
    for number, line in enumerate(lines):
        draw.text((108, 40 + 34 * number), line, fill=(30, 30, 60), font=_font(17))
    buffer = io.BytesIO()
    if form == "PNG":
        image.quantize(16).save(buffer, "PNG")
    else:
        image.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


def _pdf(lines: tuple[str, ...]) -> bytes:
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfgen.canvas import Canvas

    # the protocol's own font and settings: reportlab keeps both for the whole process, and a second registration of the
    # same file would change the bytes of whatever is drawn next
    from models.protocol.pdf.fonts import SANS, font

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A5, invariant=1)
    canvas.setFont(font(SANS).fontName, 13)
    for number, line in enumerate(lines):
        canvas.drawString(50, 520 - 26 * number, line)
    canvas.save()
    return buffer.getvalue()
