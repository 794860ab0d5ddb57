"""What two people may share besides a name: telephones, e-mail, homes, employers, each in one form."""

import re
import unicodedata
from dataclasses import dataclass

from models.intake.folding import dialled
from models.names.letters import letters, single

_PHONE = re.compile(r"\+?\d[\d\s().\-–]{5,}\d")
_MAIL = re.compile(r"[^\s,;<>()\"]+@[^\s,;<>()\"]+\.[^\s,;<>()\"]+")
_LIKE_LATIN = str.maketrans("аеорсухі", "aeopcyxi")
_PARTS = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´ʹ′][^\W\d_]+)*['’ʼ‘`´ʹ′]?|\d+")
_INDEX = re.compile(r"(?<!\d)\d{6}(?!\d)")
_KINDS_OF_PLACE = (
    "көшесі көше к сі кө ул улица street str st даңғылы даңғыл пр т проспект просп avenue ave пер переулок тұйығы "
    "бульвар бульвары б р ауылы ауыл а село с посёлок пос п аул кенті кент қаласы қала қ город гор г city село "
    "village үй үйі дом д үйші house пәтер пәтері п т кв квартира apt flat apartment облысы обл область region "
    "oblast ауданы ауд аудан район р н district шағын мкр мкрн мөлтек микрорайон микр microdistrict "
    "ықшамауданы ықшамаудан ықш ықшам қазақстан республикасы республика казахстан рк қр kazakhstan "
    "индекс тұрғын корпус корп к строение имени ат ат ындағы атындағы ы uli"
)
_PLACE_WORDS = frozenset(single(letters(word)) for word in _KINDS_OF_PLACE.split())
_WEAK = {
    "youth": (
        "жас жастар жастары жастардың молодёжь молодёжи молодёжный молодёжная молодёжное молодых youth young жасөспірім"
    ),
    "center": "орталығы орталық центр центра center centre",
    "school": "мектебі мектеп мектебінің школа школы лицей лицейі гимназия гимназиясы лицея school lyceum",
    "college": "колледж колледжі колледжа college",
    "university": "университет университеті университета university",
    "kindergarten": "балабақша балабақшасы бөбекжай детский сад садик kindergarten",
    "library": "кітапхана кітапханасы библиотека библиотеки library",
    "culture": "мәдениет үйі дом культуры culture house клуб клубы club",
    "office": (
        "әкімдік әкімдігі әкім әкімі аппараты акимат акимата аким акима аппарат басқармасы басқарма управление отдел "
        "отдела бөлімі бөлім department office администрация"
    ),
    "learning": "білім беру образование образования образовательный education образовательная",
    "sport": "спорт спорты спортивный спортивная sport sports",
    "help": "қоры қор фонд фонда foundation fund көмек помощь помощи help даму дамыту развития развитие development",
    "union": (
        "бірлестігі бірлестік объединение союз одақ одағы қоғамы қоғам общество ассоциация ассоциациясы association "
        "union ұйымы ұйым организация organization organisation мекемесі учреждение қоғамдық общественный общественное "
        "общественная общественного public жеке жекеменшік частный частное частная private қайырымдылық "
        "благотворительный charity әлеуметтік социальный social коммуналдық коммунальное мемлекеттік государственное "
        "кгу кмм кгп кмк гу мм кгкп ммкк мкқк гккп жауапкершілігі шектеулі серіктестігі товарищество с ограниченной "
        "ответственностью кәсіпкер предприниматель индивидуальный республикалық республиканский республиканское "
        "областной областное облыстық аудандық районный районное қалалық городской городское ауылдық сельский ауыл "
        "казахстан қазақстан казахстана қазақстанның kazakhstan рк қр орта средняя общеобразовательная жалпы и және "
        "and the of по для no нөмірлі атындағы имени им"
    ),
}
_LEGAL = (
    "қб оо ққ оф жшс тоо рқб роо жқ чф мқ қор кқ ао ақ ип жк ллп llp ngo үеұ нпо ұқб кх шқ офб кф ққб моо мкб зтб оюл "
    "pf pa lp ltd llc"
)
_WEAK_AS = {
    **{single(letters(word)): "" for word in f"{_LEGAL} {_WEAK['union']}".split()},
    **{single(letters(w)): meaning for meaning, line in _WEAK.items() if meaning != "union" for w in line.split()},
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address as what tells houses apart. Equal numbers in order are the first condition of the same place."""

    numbers: tuple[str, ...]
    """House and flat (and a street's own number), in the order written; the index is left out."""
    words: tuple[str, ...]
    """Skeletons of the names of places and streets without their kinds, ends and case cut."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as what tells it from others of its kind."""

    names: tuple[str, ...]
    """Skeletons of its own words in alphabetical order: without legal form and without words that many have."""
    kinds: tuple[str, ...]
    """What its weak words mean in any language: "school", "youth"."""
    numbers: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Whether anything tells it apart: a word of its own or a number."""
        return bool(self.names or self.numbers)

    @property
    def tells(self) -> tuple[tuple[str, ...], ...]:
        """What the same organisation has the same: own words and number; without own words also its kinds."""
        return (self.names, self.numbers) if self.names else (self.kinds, self.numbers)


def phones(text: str) -> tuple[str, ...]:
    """Return every telephone number in `text` without trunk prefix, in order; nothing for what is no number."""
    found = (dialled(match.group().replace("–", "-")) for match in _PHONE.finditer(text))
    return tuple(dict.fromkeys(number for number in found if number and len(set(number)) > 2))


def mails(text: str) -> tuple[str, ...]:
    """Return every e-mail address in `text` in lower case; Cyrillic look-alikes are mended, "+tag" is cut."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_LIKE_LATIN)
    found = []
    for match in _MAIL.finditer(plain):
        user, _, host = match.group().strip(".").rpartition("@")
        own = user.split("+")[0]
        found.append(f"{own.replace('.', '') if host in ('gmail.com', 'googlemail.com') else own}@{host}")
    return tuple(dict.fromkeys(found))


def address(text: str) -> Address | None:
    """Return the address in `text`, or None where it names no place or no house."""
    plain = re.sub(r"(?<=\d)\s*[-/]?\s*([а-яa-z])(?![\w.])", r"\1", _INDEX.sub(" ", text.lower()))
    numbers, words = [], []
    for match in _PARTS.finditer(plain):
        part = match.group()
        if part.isdigit():
            after = plain[match.end() : match.end() + 2]
            letter = letters(after[0]) if after[:1].isalpha() and not after[1:].isalpha() else ""
            numbers.append(part.lstrip("0") + letter)
        elif match.start() and plain[match.start() - 1].isdigit():
            continue
        elif (skeleton := single(letters(part))) not in _PLACE_WORDS and len(skeleton) > 1:
            words.append(_place(skeleton))
    return Address(tuple(numbers), tuple(dict.fromkeys(words))) if numbers and words else None


def _place(skeleton: str) -> str:
    """Return the name of a street without its case: Абая, Абай; Сатпаева, Сәтбаев; Ленина, Ленин."""
    made = re.sub(r"(?<=.{3})(?:[oe]va?|skaia|skogo|ski|uli)$", "", skeleton)
    while len(made) > 2 and made[-1] in "aeiou":
        made = made[:-1]
    return made


def organisations(text: str) -> tuple[Organisation, ...]:
    """Return the organisations named in `text`, parted by ";" or lines; those of which nothing remains are left out."""
    found = (_organisation(part) for part in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _organisation(text: str) -> Organisation | None:
    names, kinds, numbers = set(), set(), []
    for match in _PARTS.finditer(unicodedata.normalize("NFKC", text.replace("№", " "))):
        part = match.group()
        if part.isdigit():
            numbers.append(part.lstrip("0"))
            continue
        skeleton = single(letters(part))
        weak = _WEAK_AS.get(skeleton)
        if weak is None and len(skeleton) > 1:
            names.add(skeleton)
        elif weak:
            kinds.add(weak)
    if not (names or kinds):
        return None
    return Organisation(tuple(sorted(names)), tuple(sorted(kinds)), tuple(numbers))
