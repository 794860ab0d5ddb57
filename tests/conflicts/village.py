"""A village of invented people in three alphabets, with relations planted between its commission and its applicants.

What is planted is a list of pairs; nobody else is related. Strangers still share surnames, fathers' names, streets,
employers and village telephones as often as strangers do.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models.conflicts.parties import Party
from models.conflicts.relations import Relation
from models.sample.people import invent_iin

_MEN = """
Абай Азамат Айбек Айдар Айдос Алдияр Алмас Алмат Арман Асан Асқар Асхат Бағдат Бақыт Бауыржан Бекзат Берік
Болат Ғабит Ғалым Данияр Дархан Дәулет Дәурен Досжан Елдос Ербол Ержан Еркін Ерлан Ермек Ернар Есен Жандос
Жанболат Жасұлан Жеңіс Жомарт Кенжебек Қайрат Қанат Қуаныш Құдайберген Мағжан Мадияр Мақсат Марат Мейрам Мұрат
Мұхтар Нұрбол Нұржан Нұрлан Нұрсұлтан Олжас Өмір Рамазан Рүстем Саламат Самат Санжар Серік Сұлтан Талғат Темір
Төлеген Ұлан Шыңғыс Айтбай Ақан Аманжол Аманкелді Арыстан Әділ Әлібек Бақытжан Батыр Бейсен Бекболат Бекет
Біржан Дулат Елеусіз Ерғазы Ескендір Жақсылық Жақып Жанат Жолдас Жұмабек Жүніс Зейнолла Кәрім Көшербай
Қабдолла Қажымұрат Қалдыбек Қасым Қойшыбай Мәлік Мырзабек Мұса Несіпбай Нәбиден Оразбек Орынбай Рақым Сабыр
Сағат Сайлау Сапар Сәкен Сейілхан Смағұл Тілек Тоқтар Тұрар Хамит Хасен Ыбырай
"""
MEN = _MEN.split()
_WOMEN = """
Айгерім Айгүл Айдана Айжан Айнұр Айсұлу Ақбота Алия Анар Арайлым Асыл Аяжан Әйгерім Әлия Әсел Баян Ботагөз
Гаухар Гүлжан Гүлмира Гүлнар Дана Дарина Динара Жадыра Жазира Жанар Жансая Зарина Зейнеп Қарлығаш Құралай
Лаура Ләззат Мадина Мақпал Маржан Меруерт Назгүл Назерке Назым Нұргүл Перизат Раушан Салтанат Сәуле Сымбат
Тоғжан Ұлжан Шолпан
"""
WOMEN = _WOMEN.split()
_FIRST = """
Ақ Алтын Бай Бек Бөке Дос Ер Есен Жан Жақсы Жұма Қара Қой Құл Мыр Нұр Ора Сары Сат Тас Тоқ Тұр Шал Шоқ
"""
FIRST = _FIRST.split()
_SECOND = """
бай бек берген болат ғали дәулет жан қожа құл мұрат сейіт тай темір хан
"""
SECOND = _SECOND.split()
_COMMON = """
Ахмет Омар Оспан Сейіт Ысқақ
"""
COMMON = _COMMON.split()
RUSSIAN = (
    "Иванов",
    "Петров",
    "Ковалёв",
    "Соколов",
    "Морозов",
    "Шевцов",
    "Юрьев",
    "Чернов",
    "Ёлкин",
    "Жуков",
    "Громов",
    "Лебедев",
    "Шульга",
    "Дьяченко",
    "Бондарь",
    "Зайцев",
    "Фролов",
    "Цветков",
    "Щукин",
    "Яшин",
)
RUSSIAN_MEN = (
    *(("Иван", "Иван"), ("Сергей", "Серге"), ("Андрей", "Андре"), ("Дмитрий", "Дмитри"), ("Юрий", "Юрь")),
    *(("Василий", "Василь"), ("Павел", "Павл"), ("Илья", "Иль"), ("Игорь", "Игор"), ("Алексей", "Алексе")),
    *(("Виктор", "Виктор"), ("Николай", "Николай"), ("Олег", "Олег"), ("Евгений", "Евгень"), ("Пётр", "Петр")),
)
RUSSIAN_WOMEN = ("Анна", "Ольга", "Ирина", "Юлия", "Вера", "Дарья", "Елена", "Ксения")
STREETS = (
    *(("Абай", "Абая", "Abai"), ("Сәтбаев", "Сатпаева", "Satpayev"), ("Бейбітшілік", "Бейбитшилик", "Beibitshilik")),
    *(("Жамбыл", "Жамбыла", "Zhambyl"), ("Әуезов", "Ауэзова", "Auezov"), ("Достық", "Достык", "Dostyq")),
)
PLACES = (("Қызылту", "Кызылту", "Qyzyltu"), ("Ақжар", "Акжар", "Aqjar"), ("Көктал", "Коктал", "Koktal"))
_NAMES = """
Қанат Болашақ Өркен Самғау Шаңырақ Береке Құлан Тұмар Арна Алау Көктем Мейірім Жұлдыз Дарын Зерде Үміт Шабыт
Тірек
"""
NAMES = _NAMES.split()
TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_PASSPORT = "a b v g d e z i i k l m n o p r s t u f kh y e"
_PASSPORT_KAZAKH = "a g k n o u u kh i yo"
_KAZAKH = "ñ ö ü ı ğ q ä ū j y ş h i h"
PASSPORT = {
    **dict(zip("абвгдезийклмнопрстуфхыэ", _PASSPORT.split(), strict=True)),
    **dict(zip("әғқңөұүһіё", _PASSPORT_KAZAKH.split(), strict=True)),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ь": "",
    "ъ": "",
}
KAZAKH_LATIN = PASSPORT | dict(zip("ңөүіғқәұжышхйһ", _KAZAKH.split(), strict=True))
LOOKS = str.maketrans("аеорсхАЕОРСХКМТНВ", "aeopcxAEOPCXKMTHB")


def latin(text: str, table: dict[str, str]) -> str:
    made = "".join(
        table.get(sign.lower(), sign) if sign.islower() else table.get(sign.lower(), sign).capitalize() for sign in text
    )
    return "Ye" + made[1:] if table is PASSPORT and text.startswith("Е") else made


@dataclass
class Soul:
    """A person of the village, before anybody writes the name down."""

    sex: str
    surname: str
    given: str
    father: tuple[str, str]
    """The father's given name, and its stem in a Russian patronymic (the same for Kazakh names)."""
    born: date
    russian: bool = False
    iin: str = ""
    phone: str = ""
    email: str = ""
    home: tuple[int, int, int, int] = (0, 0, 1, 1)
    work: str = ""
    shows_iin: bool = False


class Village:
    """300 people: 20 of the commission and 280 applicants, `planted` pairs among them."""

    def __init__(self, seed: int, *, people: int = 20, applicants: int = 280, relations: int = 40) -> None:
        self.rng = Random(seed)
        self.surnames = sorted({f + s for f in FIRST for s in SECOND})
        self.rng.shuffle(self.surnames)
        self.surnames = self.surnames[: max(160, (people + applicants) // 4)]
        self.souls = 0
        self.houses: set[tuple[int, int, int, int]] = set()
        ours = [self.soul(elder=True) for _ in range(people)]
        theirs = [self.soul() for _ in range(applicants)]
        self.planted: dict[tuple[str, str], Relation] = {}
        kinds = (
            *(Relation.PARENT_CHILD, Relation.SIBLINGS, Relation.SPOUSES, Relation.SAME_PHONE, Relation.SAME_EMAIL),
            *(Relation.SAME_ADDRESS, Relation.SAME_ORGANISATION, Relation.SAME_IIN, Relation.SAME_PERSON),
        )
        spots = self.rng.sample(range(applicants), relations)
        for number, spot in enumerate(spots):
            at = number % people
            kind = kinds[number % len(kinds)]
            theirs[spot] = self.related(ours[at], kind, theirs[spot])
            self.planted[f"p{at}", f"a{spot}"] = kind
        self.slip = Random(seed + 1)
        self.people = [self.written(soul, f"p{n}") for n, soul in enumerate(ours)]
        self.applicants = [self.written(soul, f"a{n}") for n, soul in enumerate(theirs)]
        self.mistype([spot for n, spot in enumerate(spots) if kinds[n % len(kinds)] is Relation.SAME_PERSON])

    def soul(self, *, elder: bool = False) -> Soul:
        rng = self.rng
        sex = rng.choice("mf")
        born = date(1965 if elder else 1992, 1, 1) + timedelta(days=rng.randrange(4_000))
        russian = rng.random() < 0.15
        surname = rng.choice(RUSSIAN) if russian else self.surname()
        father = rng.choice(RUSSIAN_MEN) if russian else (one := rng.choice(MEN), one)
        given = self.given(sex, russian=russian)
        self.souls += 1
        return Soul(
            sex=sex, surname=surname, given=given, father=father, born=born, russian=russian,
            iin=invent_iin(rng, born, sex), phone=self.phone(), email=f"user{rng.randrange(10**7)}@example.org",
            home=self.house(), work=f"{rng.choice(NAMES)}{rng.choice(SECOND)} {self.souls}",
        )  # fmt: skip

    def surname(self) -> str:
        return self.rng.choice(COMMON if self.rng.random() < 0.2 else self.surnames)

    def phone(self) -> str:
        return f"70{self.rng.randrange(10**8):08}"

    def house(self) -> tuple[int, int, int, int]:
        while True:
            home = (self.rng.randrange(3), self.rng.randrange(6), self.rng.randrange(1, 90), self.rng.randrange(1, 60))
            if home not in self.houses:
                self.houses.add(home)
                return home

    def related(self, one: Soul, kind: Relation, other: Soul) -> Soul:
        """Return `other` as what `kind` makes it to `one`."""
        rng = self.rng
        if kind is Relation.PARENT_CHILD:
            if one.sex == "m":
                other.surname, other.russian = one.surname, one.russian
                other.father = next((pair for pair in RUSSIAN_MEN if pair[0] == one.given), (one.given, one.given))
            else:
                other.surname, other.russian, other.home = one.surname, one.russian, one.home
            other.given = self.given(other.sex, russian=other.russian)
        elif kind is Relation.SIBLINGS:
            other.surname, other.father, other.russian = one.surname, one.father, one.russian
            other.born = one.born + timedelta(days=rng.choice((-1, 1)) * rng.randrange(400, 3000))
            other.given = self.given(other.sex, russian=other.russian)
            while other.given == one.given:
                other.given = self.given(other.sex, russian=other.russian)
        elif kind is Relation.SPOUSES:
            other.sex = "f" if one.sex == "m" else "m"
            other.surname, other.russian = one.surname, one.russian
            other.given = self.given(other.sex, russian=other.russian)
            other.born = one.born + timedelta(days=rng.randrange(-1500, 1500))
            if rng.random() < 0.5:
                other.home = one.home
            else:
                other.phone = one.phone
        elif kind is Relation.SAME_PHONE:
            other.phone = one.phone
        elif kind is Relation.SAME_EMAIL:
            other.email = one.email
        elif kind is Relation.SAME_ADDRESS:
            other.home = one.home
        elif kind is Relation.SAME_ORGANISATION:
            other.work = one.work
        elif kind is Relation.SAME_IIN:
            other.sex, other.born, other.iin = one.sex, one.born, one.iin
            other.given = self.given(other.sex, russian=other.russian)
            one.shows_iin = other.shows_iin = True
            return other
        else:
            return Soul(
                **{**one.__dict__, "phone": other.phone, "email": other.email, "home": other.home, "work": other.work}
            )
        other.iin = invent_iin(rng, other.born, other.sex)
        return other

    def given(self, sex: str, *, russian: bool) -> str:
        if russian:
            return self.rng.choice([name for name, _ in RUSSIAN_MEN] if sex == "m" else RUSSIAN_WOMEN)
        return self.rng.choice(MEN if sex == "m" else WOMEN)

    def written(self, soul: Soul, code: str) -> Party:
        rng = self.rng
        script = rng.choice(("kk", "ru", "passport", "latin"))
        three = {"kk": 0, "ru": 1}.get(script, 2)
        place, street = PLACES[soul.home[0]][three], STREETS[soul.home[1]][three]
        home = {
            0: "{0} ауылы, {1} көшесі, {2}-үй, {3}-пәтер", 1: "с. {0}, ул. {1}, д. {2}, кв. {3}",
            2: "{0}, {1} str. {2}-{3}",
        }[three].format(place, street, *soul.home[2:])  # fmt: skip
        number = soul.phone
        phone = rng.choice(("+7 {0} {1}", "8 ({0}) {1}", "8{0}{1}", "7-{0}-{1}")).format(number[:3], number[3:])
        return Party(
            id=code,
            name=self.name(soul, script),
            iin=soul.iin if soul.shows_iin or rng.random() < 0.6 else "",
            birth_date=soul.born if rng.random() < 0.8 else None,
            phone=phone,
            email=soul.email.upper() if rng.random() < 0.2 else soul.email,
            address=home,
            organisation=self.organisation(soul.work, script),
        )

    def organisation(self, name: str, script: str) -> str:
        own, number = name.split()
        if script == "kk":
            return f"«Жас {own} {number}» {self.rng.choice(('ҚБ', 'қоғамдық бірлестігі'))}"
        if script == "ru":
            return f'{self.rng.choice(("ОО", "Общественное объединение"))} "Жас {own.translate(TO_RUSSIAN)} {number}"'
        return f"“Jas {latin(own, KAZAKH_LATIN if script == 'latin' else PASSPORT)} {number}”"

    def name(self, soul: Soul, script: str) -> str:
        """Write the name as papers, tables and people do: in this alphabet, order and completeness."""
        rng = self.rng
        woman = soul.sex == "f"
        ended = soul.surname
        if not soul.russian:
            ended = ended.removesuffix("й") + ("ев" if ended[-1] in "йиа" else "ов")
        bare = not soul.russian and script in ("kk", "latin") and rng.random() < 0.3
        surname = soul.surname if bare else ended + ("а" if woman and ended.endswith(("ов", "ев", "ёв", "ин")) else "")
        if soul.russian or (script == "ru" and rng.random() < 0.6):
            patronymic = self.russian_patronymic(soul.father, woman=woman)
        else:
            patronymic = soul.father[0] + ("қызы" if woman else "ұлы")
        parts = [surname, soul.given, patronymic]
        if rng.random() < 0.25:
            parts = [*parts[1:], surname]
        text = " ".join(parts)
        if script == "ru":
            return text.translate(TO_RUSSIAN)
        if script == "kk":
            return text.translate(LOOKS) if rng.random() < 0.05 else text
        return " ".join(latin(part, PASSPORT if script == "passport" else KAZAKH_LATIN) for part in parts)

    def russian_patronymic(self, father: tuple[str, str], *, woman: bool) -> str:
        own = father[1]
        if own == "Иль":
            return "Ильинична" if woman else "Ильич"
        soft = own[-1] in "иеьйа" or own == "Игор"
        own = own[:-1] if own[-1] in "йа" else own
        return own + (("евна" if woman else "евич") if soft else ("овна" if woman else "ович"))

    def mistype(self, spots: list[int]) -> None:
        """Two letters change places, or one is lost, in the surname of every second one that is planted as a person."""
        for spot in spots[::2]:
            party = self.applicants[spot]
            head, gap, rest = party.name.partition(" ")
            if len(head) < 5:
                continue
            at = self.slip.randrange(2, len(head) - 2)
            swapped = head[:at] + head[at + 1] + head[at] + head[at + 2 :]
            name = (swapped if self.slip.random() < 0.5 else head[:at] + head[at + 1 :]) + gap + rest
            self.applicants[spot] = party.model_copy(update={"name": name})
