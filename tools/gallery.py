"""A place that exists only for looking: every shared widget once, with long Kazakh and Russian words."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDate

from models.wording import current_language, tr
from ui.item_models.table import Column
from ui.shell.kinds import FileKind
from ui.shell.place import Page, Place, Services, StepInfo, StepState
from ui.shell.places import PlaceInfo
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.frames import Badge, Card, DropArea, EmptyState, Figure, row
from ui.widgets.labels import Facts
from ui.widgets.notice import Notice


def say(kk: str, ru: str, en: str) -> str:
    """Return the words in the current language; the gallery is no part of the product, so not of its catalogue."""
    return {"kk": kk, "ru": ru}.get(current_language(), en)


@dataclass(frozen=True)
class Item:
    """An invented application."""

    code: str
    name: str
    title: str
    total: int | None
    state: str


def items(count: int = 60) -> list[Item]:
    """Return invented rows."""
    names = (
        "Әбдіғалиева Үміт Өтегенқызы",
        "Қожахметов Нұрғали Ыбырайұлы",
        "Константинопольский Святослав Вячеславович",
    )
    titles = ("Ауыл жастарына арналған жөндеу шеберханасы", "Мобильная швейная мастерская для молодых матерей")
    return [
        Item(
            f"ТР-{n:03}",
            names[n % 3],
            titles[n % 2],
            None if n % 7 == 0 else 60 + n * 37 % 66,
            "todo" if n % 3 else "done",
        )
        for n in range(1, count + 1)
    ]


class _Page(Page["Gallery"]):
    names = ("", "", "")
    words = ("", "", "")

    @classmethod
    def title(cls) -> str:
        return say(*cls.names)

    @classmethod
    def intro(cls) -> str:
        return say(*cls.words)


class TablePage(_Page):
    """The table."""

    key = "table"
    names = ("Өтінімдерді техникалық іріктеу", "Технический отбор заявок", "Technical selection of the applications")
    words = (
        "Әр өтінім конкурс ережесінің барлық талаптары бойынша тексеріледі. Ескертуді басып, ереженің тармағын оқыңыз.",
        "Каждая заявка проверена по всем требованиям положения. Нажмите на замечание, чтобы прочитать пункт положения.",
        "Every application is checked by every rule of the regulation. Open a flag to read the rule.",
    )

    def __init__(self, place: "Gallery") -> None:
        super().__init__(place)
        done, todo = say("Бағаланды", "Оценена", "Scored"), say("Бағаланбаған", "Не оценена", "Not scored")
        figures = [
            Figure("288", say("түскен өтінім", "заявок поступило", "applications received")),
            Figure("240", say("комиссияға жіберілді", "допущено к оценке", "admitted")),
            Figure("11", say("түзетуге қайтарылды", "возвращено на доработку", "sent back for mending")),
        ]
        self.body.addWidget(row(*figures, stretch=1))
        self.table = DataTable(
            [
                Column[Item](say("Код", "Код", "Code"), lambda item: item.code),
                Column[Item](say("Өтініш беруші", "Заявитель", "Applicant"), lambda item: item.name, width=26),
                Column[Item](
                    say("Жобаның атауы", "Название проекта", "Project"), lambda item: item.title, stretch=True
                ),
                Column[Item](say("Жалпы балл", "Общий балл", "Total"), lambda item: item.total, number=True),
                Column[Item](
                    say("Күйі", "Состояние", "State"),
                    lambda item: done if item.state == "done" else todo,
                    tone=lambda item: Tone.GOOD if item.state == "done" else Tone.WARN,
                ),
            ],
            key=lambda item: item.code,
            name=self.title(),
            many=True,
        )
        self.table.set_rows(items())
        self.table.choose("ТР-003")
        self.body.addWidget(self.table, 1)
        strip = self.services.strip
        self.add_action(
            say("Тізімді шығару…", "Выгрузить список…", "Export the list…"),
            strip.clear,
            icon="export",
            left=True,
        )
        self.add_action(say("Қабылдамау…", "Отклонить…", "Refuse…"), strip.clear, role="danger")
        self.add_action(
            say("Бағалауға жіберу", "Допустить к оценке", "Admit"), strip.clear, role="primary", icon="check"
        )


class FormPage(_Page):
    """Forms, facts, notices."""

    key = "form"
    names = ("Конкурстық комиссияны тіркеу", "Состав конкурсной комиссии", "The commission")
    words = (
        "Комиссия мүшелері, төраға және хатшы. Кілттер карточка файлдарынан алынады.",
        "Члены комиссии, председатель и секретарь. Ключи берутся из файлов карточек.",
        "Members, chair and secretary. Keys are taken from card files.",
    )

    def __init__(self, place: "Gallery") -> None:
        super().__init__(place)
        self.body.addWidget(
            Notice(
                Tone.WARN,
                say(
                    "Комиссияда кемінде бес мүше болуы керек: екеуі жетіспейді.",
                    "В комиссии должно быть не менее пяти членов: не хватает двух.",
                    "The commission needs five members: two are missing.",
                ),
            )
        )
        form = Form(columns=2)
        name = form.text(
            say("Тегі, аты, әкесінің аты", "Фамилия, имя, отчество", "Name"),
            "Қожахметов Нұрғали",
            required=True,
            hint=say("Жеке куәліктегідей", "Как в удостоверении личности", "As in the identity card"),
        )
        form.choice(
            say("Комиссиядағы рөлі", "Роль в комиссии", "Role"),
            [("m", say("Мүше", "Член комиссии", "Member")), ("s", say("Хатшы", "Секретарь", "Secretary"))],
        )
        form.number(
            say("Сұралған грант сомасы, теңге", "Запрашиваемая сумма гранта, тенге", "Grant asked, KZT"), 985_000
        )
        form.date(
            say("Ұйымдастырушымен жасалған шарттың күні", "Дата договора с организатором", "Contract date"),
            QDate(2022, 6, 1),
        )
        form.long_text(say("Өздігінен бас тарту негізі", "Основание самоотвода", "Ground of the recusal"), lines=2)
        form.problem(
            name, say("Бұл адам тізімде бар.", "Этот человек уже есть в списке.", "This person is enrolled already.")
        )
        card = Card(say("Жаңа мүше", "Новый член комиссии", "New member"))
        card.body.addWidget(form)
        self.body.addWidget(card)
        facts = Card(say("Конкурс туралы", "О конкурсе", "The contest"))
        facts.tools.addWidget(
            Badge(Tone.GOOD, say("Өлшемшарттар бекітілген", "Критерии утверждены", "Criteria approved"))
        )
        facts.body.addWidget(
            Facts(
                [
                    (say("Ұйымдастырушы", "Организатор", "Organiser"), "«Жастар ресурстық орталығы» КММ"),
                    (say("Гранттар саны", "Количество грантов", "Grants"), "20 + 8"),
                    (say("Өтінім қабылдаудың аяқталуы", "Окончание приёма заявок", "Intake ends"), "24.04.2024, 23:59"),
                ]
            )
        )
        self.body.addWidget(facts)
        self.body.addWidget(
            DropArea(
                say(
                    "Мүшелердің карточкаларын осы жерге сүйреңіз",
                    "Перетащите сюда карточки членов комиссии",
                    "Drop member cards here",
                ),
                say("Файл таңдау…", "Выбрать файлы…", "Choose files…"),
                lambda: None,
                FileKind.CARD,
            )
        )
        badges = [
            Badge(tone, word)
            for tone, word in zip(Tone, ("№ 1", "Өтінім", "Дайын", "Назар аударыңыз", "Қате"), strict=True)
        ]
        self.body.addWidget(row(*badges))
        self.body.addStretch(1)


class EmptyPage(_Page):
    """The empty state."""

    key = "empty"
    names = ("Бағалау парақтарын қабылдау", "Приём оценочных листов", "Take the score sheets in")

    def __init__(self, place: "Gallery") -> None:
        super().__init__(place)
        self.body.addWidget(
            EmptyState(
                say("Бірде-бір парақ түскен жоқ", "Ни один оценочный лист ещё не принят", "No sheet yet"),
                say(
                    "Комиссия мүшелерінің .sheet файлдарын терезеге сүйреңіз.",
                    "Перетащите файлы .sheet членов комиссии на окно.",
                    "Drop the members' .sheet files on the window.",
                ),
                action=say("Файлдарды таңдау…", "Выбрать файлы…", "Choose files…"),
                clicked=lambda: None,
            ),
            1,
        )


class LastPage(EmptyPage):
    """A closed step."""

    key = "last"
    names = ("Қорытынды хаттама мен жеңімпаздар", "Итоговый протокол и победители", "Protocol and winners")


class Gallery(Place):
    """All shared widgets."""

    key = "gallery"
    icon = "office"

    def __init__(self, services: Services) -> None:
        super().__init__(services, (FormPage, TablePage, EmptyPage, LastPage))
        self.opened: list[Path] = []

    def title(self) -> str:
        return tr("Office")

    def subject(self) -> str:
        return "Zhas Project 2024 · Алматы облысы, Абай облысы · «Жастар ресурстық орталығы» КММ"

    def step_info(self, key: str) -> StepInfo:
        return {
            "form": StepInfo(StepState.DONE, say("7 мүше, 7 кілт", "7 членов, 7 ключей", "7 members, 7 keys")),
            "table": StepInfo(
                StepState.NEXT, say("37 өтінім қаралмаған", "37 заявок не рассмотрено", "37 applications left")
            ),
            "last": StepInfo(
                StepState.CLOSED, say("Алдымен барлық парақтар керек", "Сначала нужны все листы", "All sheets first")
            ),
        }.get(key, StepInfo())

    def open_path(self, path: Path, kind: FileKind) -> None:
        del kind
        self.opened.append(path)


INFO = PlaceInfo("gallery", "office", frozenset(FileKind), Gallery, lambda: ("Gallery", "All widgets", "For looking"))
