"""What the protocol says of the decision aid: that it was opened, and which sheets and marks came only after it."""

from collections.abc import Iterator
from typing import Final

from models.protocol.blocks import Block, Text, fill
from models.protocol.case import Case, and_so, clock
from models.sitting.acts import AidOpened, MarkReopened
from models.values import Both

OPENED: Final = Both(
    kk="«Нәтиже өзгерер ме еді?» көмекші есебі ашылды: {at}, {name}. Ол ресми қорытындыға кірмейді.",
    ru="Вспомогательный расчёт «Изменился бы результат?» открыт: {at}, {name}. В официальный итог он не входит.",
)
NOTHING_AFTER: Final = Both(
    kk="Содан кейін бірде-бір бағалау парағы қабылданған жоқ және бірде-бір балл өзгертілген жоқ.",
    ru="После этого ни один лист оценки не был принят и ни один балл не был изменён.",
)
AFTER: Final = Both(
    kk="Содан кейін қабылданған бағалау парақтары: {sheets}; өзгертілген балдар саны: {marks}.",
    ru="После этого приняты листы оценки: {sheets}; изменено баллов: {marks}.",
)
REVISION: Final = Both(kk="{name}, {n}-редакция", ru="{name}, редакция {n}")


def aid(case: Case) -> Iterator[Block]:
    """That the aid was opened, by whom and when, and what came after the first time; nothing where it was not."""
    opened = case.acts(AidOpened)
    if not opened:
        return
    zone = case.result.manifest.contest.zone
    for act in opened:
        yield Text(fill(OPENED, at=clock(act.at, zone), name=case.name(act.by)))
    late = [one for one in case.result.sheets if one.sha256 not in opened[0].sheets]
    acts = case.session.acts
    marks = sum(isinstance(act, MarkReopened) for act in acts[acts.index(opened[0]) :])
    if not late and not marks:
        yield Text(NOTHING_AFTER)
        return
    named = and_so([fill(REVISION, name=case.name(one.member), n=one.revision) for one in late], "; ")
    yield Text(fill(AFTER, sheets=named if late else "–", marks=marks))
