"""Every sentence is said in Kazakh and Russian, with the same values in it."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from models.errors import FileError
from models.values import Value
from models.wording import catalogue, current_language, tr

ROOT = Path(__file__).resolve().parents[2]


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_tool", ROOT / "tools" / "translations.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tool = load_tool()


def test_every_sentence_is_translated_with_the_same_placeholders() -> None:
    found = list(tool.problems(tool.collect()))
    assert not found, f"{len(found)} problems, among them {found[:5]}"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_qt_linguist_reads_the_translations(language: str, tmp_path: Path) -> None:
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    source = ROOT / "resources" / "translations" / f"tandau_{language}.ts"
    target = tmp_path / "out.qm"
    done = subprocess.run(
        [lrelease, source, "-qm", target], capture_output=True, text=True, encoding="utf-8", check=True, timeout=60
    )
    assert f"Generated {len(catalogue(language))} translation(s)" in done.stdout
    assert target.stat().st_size > 0


def read_as_xml(text: str) -> dict[str, str]:
    """Return the finished translations, slowly and surely."""
    messages = [(one.findtext("source", ""), one.find("translation")) for one in ET.fromstring(text).iter("message")]
    return {
        source: found.text
        for source, found in messages
        if found is not None and found.get("type") is None and found.text
    }


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_catalogue_is_what_the_file_says_as_xml(language: str) -> None:
    file = ROOT / "resources" / "translations" / f"tandau_{language}.ts"
    assert catalogue(language) == read_as_xml(file.read_text(encoding="utf-8"))


def test_catalogue_understands_what_qt_linguist_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """<TS version="2.1"><context><name>tandau</name>
    <message><location filename="a.py" line="1"/><source>Bread &amp; &lt;b&gt;</source>
        <oldsource>Bread</oldsource><comment>of whom</comment><translatorcomment>a &quot;b&quot;</translatorcomment>
        <translation>Нан &amp;amp; &quot;су&quot; &apos;
тұз&apos;</translation></message>
    <message><source>later</source><translation type="unfinished">кейін</translation></message>
    <message><source>never</source><translation type="vanished">ешқашан</translation></message>
    <message><source>empty</source><translation></translation></message>
    <message><source>last</source><translation>соңғы</translation></message>
    </context></TS>"""
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "tandau_kk.ts").write_text(text, encoding="utf-8")
    monkeypatch.setattr("resources.__path__", [str(tmp_path)])
    assert catalogue.__wrapped__("kk") == read_as_xml(text)
    assert set(read_as_xml(text)) == {"Bread & <b>", "last"}


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("def f(x): tr(x)", "literal"),
        ("def f(x): tr(f'{x}')", "literal"),
        ("def f(x): tr('a', x)", "literal"),
        ("WORD = tr('a')", "outside a function"),
        ("def f(word=tr('a')): pass", "outside a function"),
        ("def f(x): tr('{name}', nmae=x)", "do not fit"),
        ("def f(x): tr('{name}')", "do not fit"),
        ("def f(x): x.tr('a')", "not with Qt"),
        ("def f(", "was never closed"),
    ],
)
def test_calls_that_can_not_be_translated_are_refused(code: str, why: str, tmp_path: Path) -> None:
    said = collected(tmp_path, code)
    assert len(said.wrong) == 1
    assert why in said.wrong[0]
    assert said.wrong[0].startswith("models/a.py:1:")


def test_literals_are_collected_with_their_files(tmp_path: Path) -> None:
    said = collected(tmp_path, "HEAD = later('Head {a}')\ndef f(x): return tr('One ' 'two {b}', b=lambda: tr('in'))")
    assert (said.wrong, said.places) == (
        [],
        {"Head {a}": {"models/a.py"}, "One two {b}": {"models/a.py"}, "in": {"models/a.py"}},
    )


def collected(root: Path, code: str) -> object:
    (root / "models").mkdir()
    (root / "models" / "a.py").write_text(code, encoding="utf-8")
    return tool.collect(root)


@pytest.mark.parametrize(
    ("source", "translation", "why"),
    [
        ("{n} rows", "{n} жол", None),
        ("{n} rows", "жол", "placeholders"),
        ("{n} rows", "{m} жол", "placeholders"),
        ("{n} rows", "{n жол", "braces"),
        ("Open", "Open", "English"),
        ("Open the packet", "Открыть packet", "English"),
        ("Run `tandau verify {name}`", "Выполните `tandau verify {name}`", None),
        ("As *.packet or PDF", "Как *.packet или PDF", None),
    ],
)
def test_a_translation_that_does_not_fit_is_named(source: str, translation: str, why: str | None) -> None:
    found = tool.misfit(source, translation)
    assert (found is None) if why is None else (found is not None and why in found)


def test_written_words_come_back_and_unfinished_ones_stay_marked(tmp_path: Path) -> None:
    said = tool.Said(places={"a & <b>": {"models/x.py"}, "new": {"ui/y.py"}})
    words = {"a & <b>": "«ә» & <\"б\"> 'в'\nжол", "gone": "кетті"}
    tool.write("kk", words, said, tmp_path)
    assert tool.read("kk", tmp_path) == words
    kinds = {
        message.findtext("source"): message.find("translation").get("type")  # type: ignore[union-attr] # we wrote it
        for message in ET.parse(tmp_path / "tandau_kk.ts").iter("message")
    }
    assert kinds == {"a & <b>": None, "gone": "vanished", "new": "unfinished"}


def test_adding_keeps_what_others_added_and_refuses_what_does_not_fit(tmp_path: Path) -> None:
    first = tool.update(tmp_path, more={"one {n}": {"kk": "бір {n}", "ru": "один {n}"}})
    second = tool.update(tmp_path, more={"two {n}": {"kk": "екі", "ru": "два {n}"}})
    assert first == tool.collect().wrong
    assert [line for line in second if "two" in line] == ["kk: placeholders [] instead of ['n']: 'two {n}'"]
    assert tool.read("ru", tmp_path) == {"one {n}": "один {n}", "two {n}": "два {n}"}
    assert tool.read("kk", tmp_path) == {"one {n}": "бір {n}"}


def test_a_sentence_speaks_the_chosen_language(language: Callable[[str], None]) -> None:
    language("kk")
    source = "“{name}” is damaged or was made by another program; it was not taken."
    with pytest.raises(FileError) as refused:
        Value.from_json(b"{", name="x")
    assert refused.value.args[0] == catalogue("kk")[source].format(name="x") != source.format(name="x")
    language("en")
    assert tr("{n} of {m}", n=1, m=2) == "1 of 2"
    with pytest.raises(ValueError, match="no such language"):
        language("de")
    assert current_language() == "en"
