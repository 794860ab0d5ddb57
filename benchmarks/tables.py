"""A long ranking as a paper: one table of 12 columns, on landscape pages, in both languages."""

from benchmarks.pools import applications
from models.protocol.blocks import Column, Paper, Row, Table
from models.values import Both

LANGUAGES = ("kk", "ru")
HEADS = (
    (Both(kk="Орын", ru="Место"), 12.5, 0),
    (Both(kk="Код", ru="Код"), 24, 0),
    (Both(kk="Өтініш беруші", ru="Заявитель"), 40, 1),
    (Both(kk="Жоба", ru="Проект"), 60, 2),
    (Both(kk="Сұралған сома", ru="Запрошено"), 22, 0),
    *((f"C{n}", 9, 0) for n in range(1, 6)),
    (Both(kk="Барлығы", ru="Итого"), 14, 0),
    (Both(kk="Шешім", ru="Решение"), 32, 0),
)
OUT = Both(kk="Шектен төмен", ru="Ниже черты")


def table(number: int) -> Table:
    some = applications(min(number, 1_000))
    rows = []
    for at in range(number):
        one = some[at % len(some)]
        marks = [str(22 + (at * place) % 4) for place in range(1, 6)]
        cells = (str(at + 1), f"ABA-{at + 1:05}", one.applicant.full_name, one.project.title)
        asked = f"{one.project.grant_asked or 0:,}".replace(",", " ")
        rows.append(Row((*cells, asked, *marks, str(sum(map(int, marks))), OUT)))
    return Table(tuple(Column(head, width, grow) for head, width, grow in HEADS), tuple(rows), wide=True)


def paper(number: int) -> Paper:
    title = Both(kk="Рейтинг", ru="Рейтинг")
    return Paper(title, "1", None, "0" * 64, title, (table(number),))
