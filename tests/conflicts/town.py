"""A second variety of invented people, held out: other names, other dirt, relations of another mixture.

Nothing in `models.conflicts` was tuned on it but what `benchmarks/README.md` says was; the seeds measured there were
run once. Surnames repeat as in life: some are made of given names and met often, others hardly ever. Four of the forty
planted pairs are uncle and nephew, who share nothing but a rare surname.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from random import Random

from models.conflicts.parties import Party
from models.conflicts.relations import Relation
from models.sample.people import invent_iin

_FATHERS = """
Сүлеймен Мырзахмет Байжан Тоқтамыс Жексен Қуандық Ілияс Дүйсен Сейдахмет Әбдіраман Қайырбек Өтеген Шәкен Жұмағали
Нұрпейіс Мәжит Рысбек Тілеуберді Үсен Хайролла Шаймерден Әмірхан Базарбай Ғизат Дүйсенбек Ерғали Жанайдар Зекен
Имаш Кәкім Қожахмет Қыдырбай Лесбек Мағзұм Нәсіп Орынбасар Панабек Рәшит Сапарғали Төлебай Уәли Хамза Шәріп Әшім
Бекежан Ғабдолла Досмағамбет Елтай Жұбан Ізбасар Қамбар Мәжен Нүсіп Пірімбет Сүйініш Тұяқ Ұзақбай Ыдырыс
"""
_SONS = """
Алихан Ерасыл Нұрислам Бексұлтан Арнұр Дамир Ернияз Жәнібек Қажымұқан Мирас Нұрәли Оңдасын Рауан Сұңғат Тамерлан
Үкібай Шерхан Әмір Бекарыс Ғани Дидар Жанғали Иса Қуат Мейіржан Нұртас Сырым Тәуекел
"""
_DAUGHTERS = """
Аружан Аяулым Балнұр Гүлсезім Дильназ Еңлік Жанель Зухра Індира Кәмила Қырмызы Ләйла Мөлдір Нұрия Пәрида Рабиға
Сабина Томирис Ұлбосын Шұғыла Әмина Бибінұр Гүлбаршын Дәмелі Жұпар Күнсұлу Меңсұлу Сандуғаш
"""
FATHERS, SONS, DAUGHTERS = _FATHERS.split(), _SONS.split(), _DAUGHTERS.split()
_FIRST = """
Аң Арғ Бал Бес Бұқ Быт Дар Дөң Елш Еңс Жағ Жел Жұм Зең Кеб Кең Күз Күм Қап Қат Қой Қор Қос Құр Лаш Мақ Мең Мыр
Мөң Нәл Өкп Өрт Пыс Рай Салм Сең Сиы Соз Сұғ Тау Тең Төк Тұз Тып Ұзы Үлг Шағ Шал Шең Шоң Шүк Ығы Ілм Әдеп Әлж
"""
_LAST = "ақбай ен ербай ұрат ықбек ымбет ыншы ілік ұмар ыбалды ыртай ілеу ұқбай аяқ ербек ұтай ыман імжан ұшбай ыспай"
RARE = sorted({first + last for first, last in product(_FIRST.split(), _LAST.split())})
_SLAVIC = """
Абрамов Белоусов Власенко Гаврилов Дорошенко Ершов Забродин Исаков Кравчук Логинов Макаренко Никонов Осипов
Панченко Рогожин Савицкий Тарасенко Уваров Федотов Хрипунов Чумак Шапошников Юдин Якимов Бойко Вишневский
"""
SLAVIC = _SLAVIC.split()
SLAVIC_MEN = (
    *(("Антон", "Антон"), ("Борис", "Борис"), ("Геннадий", "Геннадь"), ("Денис", "Денис"), ("Кирилл", "Кирилл")),
    *(("Леонид", "Леонид"), ("Максим", "Максим"), ("Роман", "Роман"), ("Степан", "Степан"), ("Фёдор", "Фёдор")),
    *(("Тимофей", "Тимофе"), ("Валерий", "Валерь"), ("Вадим", "Вадим"), ("Семён", "Семён")),
)
_SLAVIC_WOMEN = "Алла Галина Жанна Лариса Нина Оксана Светлана Тамара Полина Раиса Людмила Зоя"
SLAVIC_WOMEN = _SLAVIC_WOMEN.split()
STREETS = (
    *(("Тәуелсіздік", "Тауелсиздик", "Tauelsizdik"), ("Қонаев", "Кунаева", "Qonaev"), ("Желтоқсан",) * 3),
    *(("Момышұлы", "Момышулы", "Momyshuly"), ("Байтұрсынұлы", "Байтурсынова", "Baitursynuly")),
    ("Гоголь", "Гоголя", "Gogol"),
)
TOWNS = (("Жаңаөзен", "Жанаозен", "Janaozen"), ("Сарыағаш", "Сарыагаш", "Saryagash"), ("Шу", "Шу", "Shu"))
_OWN = "Ақбұлақ Наркескен Серпін Жаңғыру Тұғыр Қайнар Өріс Шапағат Толағай Иірім Сеним Аманат Ұшқын Дала"
OWN = _OWN.split()
TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_LETTERS = "a b v g d e z i i k l m n o p r s t u f h y e io"
_MORE = {"ь": "", "ъ": "", "ж": "j", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
_OF = {
    "2017": "a' g' q n' o' u u' h i",
    "2018": "á ǵ q ń ó u ú h i",
    "2021": "ä ğ q ñ ö ū ü h i",
    "passport": "a g k n o u u kh i",
}
_OTHERWISE = {
    "2017": {"ш": "s'"},
    "2018": {},
    "2021": {"ш": "ş"},
    "passport": {"ж": "zh", "х": "kh", "ю": "yu", "я": "ya", "й": "y"},
}
LATINS = {
    name: dict(zip("абвгдезийклмнопрстуфхыэё", _LETTERS.split(), strict=True))
    | _MORE
    | dict(zip("әғқңөұүһі", kazakh.split(), strict=True))
    | _OTHERWISE[name]
    for name, kazakh in _OF.items()
}
NEAR = dict(zip("абвгдекламнорстуықіәө", "пьаншнлдсотлкыгцуфұәө", strict=True))
UNCLE = Relation.SAME_SURNAME
KINDS = (
    *(Relation.SAME_PHONE, Relation.PARENT_CHILD, Relation.SIBLINGS, Relation.SPOUSES, Relation.SAME_EMAIL),
    *(Relation.SAME_ADDRESS, Relation.SAME_ORGANISATION, Relation.SAME_PERSON, Relation.SAME_IIN, UNCLE),
)


@dataclass
class Soul:
    sex: str
    surname: str
    given: str
    father: tuple[str, str]
    born: date
    slavic: bool
    phone: str
    email: str
    home: tuple[int, int, int, int]
    work: str
    iin: str
    whole: bool = False
    """Whether everything a planted relation shows by must be written."""


class Town:
    """20 people of a commission, applicants, and `planted` pairs among them; as `village.Village`."""

    def __init__(self, seed: int, *, people: int = 20, applicants: int = 280, relations: int = 40) -> None:
        self.rng = Random(f"town {seed}")
        self.rare = self.rng.sample(RARE, len(RARE))
        self.unique = [self.rare.pop() for _ in range(relations)]
        self.common = self.rng.sample(FATHERS, len(FATHERS))
        self.count = 0
        ours = [self.soul(1958, 11_000) for _ in range(people)]
        theirs = [self.soul(1989, 6_000) for _ in range(applicants)]
        self.planted: dict[tuple[str, str], Relation] = {}
        for number in range(relations):
            kind, at = KINDS[(number + number // people) % len(KINDS)], number % people
            if kind is UNCLE and ours[at].surname not in self.unique:
                ours[at] = replace(ours[at], surname=self.unique[at], slavic=False, **self.kazakh(ours[at].sex))
        for number, spot in enumerate(self.rng.sample(range(applicants), relations)):
            kind, at = KINDS[(number + number // people) % len(KINDS)], number % people
            ours[at].whole = True
            theirs[spot] = self.related(ours[at], kind, theirs[spot])
            self.planted[f"p{at}", f"a{spot}"] = kind
        self.people = [self.written(one, f"p{n}") for n, one in enumerate(ours)]
        self.applicants = [self.written(one, f"a{n}") for n, one in enumerate(theirs)]

    def kazakh(self, sex: str) -> dict[str, object]:
        father = self.rng.choice(FATHERS)
        return {"given": self.rng.choice(SONS if sex == "m" else DAUGHTERS), "father": (father, father)}

    def soul(self, from_year: int, days: int) -> Soul:
        rng = self.rng
        self.count += 1
        sex, born = rng.choice("mf"), date(from_year, 1, 1) + timedelta(days=rng.randrange(days))
        slavic = rng.random() < 0.12
        named = self.kazakh(sex)
        if slavic:
            surname = rng.choice(SLAVIC)
            named = {"given": self.slavic_given(sex), "father": rng.choice(SLAVIC_MEN)}
        elif rng.random() < 0.55:
            # as in life the commonest surname is met many times oftener than the rarest
            surname = self.common[min(int(rng.expovariate(1 / 18)), len(self.common) - 1)]
        else:
            surname = rng.choice(self.rare)
        return Soul(
            sex=sex, surname=surname, born=born, slavic=slavic, phone=f"7{rng.randrange(10**9):09}",
            email=f"kisi.{rng.randrange(10**6)}.{self.count}@mail.example",
            home=(rng.randrange(3), rng.randrange(6), self.count, rng.randrange(1, 90)),
            work=f"{rng.choice(OWN)} {self.count}", iin=invent_iin(rng, born, sex), **named,
        )  # type: ignore[arg-type]  # fmt: skip

    def slavic_given(self, sex: str) -> str:
        return self.rng.choice([name for name, _ in SLAVIC_MEN] if sex == "m" else SLAVIC_WOMEN)

    def given(self, one: Soul) -> str:
        if one.slavic:
            return self.slavic_given(one.sex)
        return self.rng.choice(SONS if one.sex == "m" else DAUGHTERS)

    def related(self, one: Soul, kind: Relation, other: Soul) -> Soul:
        """Return `other` as what `kind` makes it to `one`; a person is never a namesake by accident of the draw."""
        rng = self.rng
        other = replace(other, whole=True)
        family = {"surname": one.surname, "slavic": one.slavic}
        if kind is Relation.SAME_PERSON:
            return replace(one, phone=other.phone, email=other.email, home=other.home, work=other.work, whole=True)
        if kind is Relation.PARENT_CHILD:
            other = replace(other, **family)  # type: ignore[arg-type]
            if one.sex == "m":
                pair = next((pair for pair in SLAVIC_MEN if pair[0] == one.given), (one.given, one.given))
                other = replace(other, father=pair)
            else:
                father = rng.choice(SLAVIC_MEN) if one.slavic else (made := rng.choice(FATHERS), made)
                other = replace(other, home=one.home, father=father)
            born = one.born + timedelta(days=rng.randrange(7_000, 13_000))
            other = replace(other, given=self.given(other), born=min(born, date(2006, 1, 1)))
        elif kind is Relation.SIBLINGS:
            born = one.born + timedelta(days=rng.choice((-1, 1)) * rng.randrange(500, 4000))
            other = replace(other, father=one.father, born=born, **family)  # type: ignore[arg-type]
            while (given := self.given(other)) == one.given:
                pass
            other = replace(other, given=given)
        elif kind is Relation.SPOUSES:
            born = one.born + timedelta(days=rng.randrange(-2000, 2000))
            other = replace(other, sex="mf"[one.sex == "m"], born=born, home=one.home, **family)  # type: ignore[arg-type]
            father = rng.choice(SLAVIC_MEN) if one.slavic else (made := rng.choice(FATHERS), made)
            other = replace(other, given=self.given(other), father=father)
        elif kind is UNCLE:
            own = self.kazakh(other.sex)
            while own["father"] == one.father or own["father"] == (one.given, one.given):
                own = self.kazakh(other.sex)
            other = replace(other, **family, **own)  # type: ignore[arg-type]
        elif kind is Relation.SAME_IIN:
            given = self.given(replace(other, sex=one.sex))
            return replace(other, iin=one.iin, sex=one.sex, born=one.born, given=given)
        else:
            field = {
                Relation.SAME_PHONE: "phone", Relation.SAME_EMAIL: "email", Relation.SAME_ADDRESS: "home",
                Relation.SAME_ORGANISATION: "work",
            }[kind]  # fmt: skip
            return replace(other, **{field: getattr(one, field)})
        return replace(other, iin=invent_iin(rng, other.born, other.sex))

    def written(self, one: Soul, code: str) -> Party:
        rng = self.rng
        script = rng.choice(("kk", "kk", "ru", "ru", *LATINS))
        three = {"kk": 0, "ru": 1}.get(script, 2)
        town, street = TOWNS[one.home[0]][three], STREETS[one.home[1]][three]
        shape = {0: "{0} қ., {1} к-сі, {2}/{3}", 1: "г. {0}, улица {1} {2}, кв {3}", 2: "{1} {2}-{3}, {0}"}[three]
        own, number = one.work.split()
        firm = {0: "«{0} {1}» ЖШС", 1: "ТОО {0}-{1}", 2: "LLP {0} {1}"}[three]
        name = own if three == 0 else own.translate(TO_RUSSIAN) if three == 1 else self.latin(own, script)

        def shown(text: str) -> str:
            return text if one.whole or rng.random() < 0.8 else ""

        dialled = rng.choice(("+7{0}{1}", "8-{0}-{1}", "7 {0} {1}", "8 {0}{1}")).format(one.phone[:3], one.phone[3:])
        return Party(
            id=code, name=self.name(one, script), iin=shown(one.iin),
            birth_date=one.born if rng.random() < 0.6 else None, phone=shown(dialled),
            email=shown(one.email), address=shown(shape.format(town, street, *one.home[2:])),
            organisation=shown(firm.format(name, number)),
        )  # fmt: skip

    def latin(self, word: str, script: str) -> str:
        table = LATINS[script if script in LATINS else "2021"]
        made = "".join(table.get(sign.lower(), sign.lower()) for sign in word)
        return made[:1].upper() + made[1:]

    def name(self, one: Soul, script: str) -> str:
        """Write a name with the dirt of tables: order, initials, a missing patronymic, slips of the hand."""
        rng, woman = self.rng, one.sex == "f"
        surname = one.surname
        if not one.slavic and not (script != "ru" and rng.random() < 0.4):
            surname = surname.removesuffix("й") + ("ев" if surname[-1] in "йиеәі" else "ов")
        if woman:
            surname = surname.removesuffix("ский") + "ская" if surname.endswith("ский") else surname
            surname += "а" if surname.endswith(("ов", "ев", "ин")) else ""
        patronymic = self.patronymic(one, woman=woman, russian=one.slavic or (script == "ru" and rng.random() < 0.7))
        if rng.random() < 0.1:
            surname = self.slip(surname)
        parts = [surname, one.given, patronymic]
        if not one.whole and rng.random() < 0.3:
            parts = parts[:2]
        elif not one.whole and rng.random() < 0.06:
            return self.in_script(f"{surname} {one.given[0]}.{patronymic[0]}.", script)
        if rng.random() < 0.3:
            parts = [*parts[1:], parts[0]]
        return self.in_script(" ".join(parts), script)

    def in_script(self, text: str, script: str) -> str:
        if script == "kk":
            return text.upper() if self.rng.random() < 0.1 else text
        if script == "ru":
            return text.translate(TO_RUSSIAN)
        return " ".join(self.latin(word, script) for word in text.split())

    def slip(self, word: str) -> str:
        """Return `word` with one letter lost, doubled, swapped with the next or taken from a key beside."""
        if len(word) < 6:
            return word
        at, how = self.rng.randrange(1, len(word) - 2), self.rng.randrange(4)
        if how == 0:
            return word[:at] + word[at + 1 :]
        if how == 1:
            return word[:at] + word[at] + word[at:]
        if how == 2:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + NEAR.get(word[at], word[at]) + word[at + 1 :]

    def patronymic(self, one: Soul, *, woman: bool, russian: bool) -> str:
        own = one.father[1]
        if not russian:
            return own + ("қызы" if woman else "ұлы")
        soft = own[-1] in "ьей" or own.endswith(("ие", "е"))
        own = own.removesuffix("й") if own[-1] == "й" else own
        return own + (("евна" if woman else "евич") if soft else ("овна" if woman else "ович"))
