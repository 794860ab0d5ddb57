"""Keep the Kazakh and Russian words complete: collect, add, check.

    tools/translations.py update [--prune]   rewrite the .ts files from the code
    tools/translations.py add FILE.json      merge {"English": {"kk": "…", "ru": "…"}}, then update
    tools/translations.py check              exit 1 and list what is missing or does not fit

The files are Qt Linguist's, with one context and without line numbers, so that a change shows only what changed.
Words that the code no longer (or not yet) says stay as "vanished" until `update --prune`.
"""

import argparse
import ast
import json
import os
import re
import string
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("models", "ui", "desktop")
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("kk", "ru")
LATIN_ALLOWED = {
    *("Caps", "Lock", "exFAT", "NTFS"),
    *("application", "member", "criterion", "points"),  # columns of a table of marks
    *("Tandau", "tandau", "PDF", "XLSX", "CSV", "ZIP", "JSON", "TOML", "USB", "NEET", "UTF", "SHA", "Windows", "Linux"),
    *("PostgreSQL", "SQLite", "SSH", "OpenSSH", "Ed", "Excel", "Word", "URL", "KZT", "JPEG", "PNG", "ID", "MB", "GB"),
    *("KB", "MiB", "GiB", "Ctrl", "Shift", "Alt", "Enter", "Esc", "Tab", "Space", "Home", "End", "Del", "Delete", "F"),
    *("MARKS", "PROFILE", "FILE", "DIR", "SHEETS", "RESULT", "Qt", "Python", "Latin", "Zoom", "GitHub", "MIT"),
    *("XLS", "contract", "new"),  # a kind of file; a key of a profile; a word of the command line
    *("DEFLATE", "age", "x", "SQLCipher", "H", "OK", "TANDAU", "DOCX", "UTC"),
}
"""Words in Latin letters that are right in Kazakh and Russian too."""


@dataclass
class Said:
    """What the code says: the files of every sentence, and calls that can't be collected."""

    places: dict[str, set[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class _Collector(ast.NodeVisitor):
    def __init__(self, said: Said, name: str) -> None:
        self.said, self.name, self.depth = said, name, 0

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for outside in (*node.decorator_list, node.args, *([node.returns] if node.returns else [])):
            self.visit(outside)
        self._inside(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - ast's own name

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        self._inside([node.body])

    def _inside(self, nodes: list[ast.stmt] | list[ast.expr]) -> None:
        self.depth += 1
        for node in nodes:
            self.visit(node)
        self.depth -= 1

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        if isinstance(called, ast.Name) and called.id in {"tr", "later"}:
            self._sentence(node, called.id)
        elif isinstance(called, ast.Attribute) and called.attr == "tr":
            self._refuse(node, "say it with models.wording.tr, not with Qt's tr")
        self.generic_visit(node)

    def _sentence(self, node: ast.Call, name: str) -> None:
        text = node.args[0] if len(node.args) == 1 else None
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            self._refuse(node, f"the one argument of {name} is a literal; values are named")
            return
        if name == "tr" and not self.depth:
            self._refuse(node, "tr outside a function speaks before the language is chosen; use later(…)")
        names = {keyword.arg for keyword in node.keywords}
        if name == "tr" and None not in names and names != set(placeholders(text.value)):
            self._refuse(node, f"values {sorted(map(str, names))} do not fit {text.value!r}")
        self.said.places.setdefault(text.value, set()).add(self.name)

    def _refuse(self, node: ast.AST, why: str) -> None:
        self.said.wrong.append(f"{self.name}:{getattr(node, 'lineno', 0)}: {why}")


def collect(root: Path = ROOT) -> Said:
    """Return every sentence that `tr` and `later` say in the packages under `root`."""
    said = Said()
    for path in sorted(path for package in PACKAGES for path in (root / package).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError as error:
            said.wrong.append(f"{name}:{error.lineno}: {error.msg}")
            continue
        _Collector(said, name).visit(tree)
    return said


def placeholders(text: str) -> list[str]:
    """Return the sorted `{names}` in `text`, each once. Text with stray braces raises ValueError."""
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def read(language: str, folder: Path = FOLDER) -> dict[str, str]:
    """Return all translations into `language`, vanished ones too, by English source."""
    path = folder / f"tandau_{language}.ts"
    if not path.is_file():
        return {}
    found = {}
    for message in ET.fromstring(path.read_text(encoding="utf-8")).iter("message"):
        if text := message.findtext("translation"):
            found[message.findtext("source", "")] = text
    return found


def write(language: str, translations: dict[str, str], said: Said, folder: Path = FOLDER) -> None:
    """Write the .ts file of `language`, sorted by source; replaces it in one step."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}_KZ" sourcelanguage="en">',
        "<context>",
        "    <name>tandau</name>",
    ]
    for source in sorted(said.places.keys() | translations.keys()):
        places = sorted(said.places.get(source, ()))
        kind = "" if places and source in translations else ' type="unfinished"' if places else ' type="vanished"'
        lines += [
            "    <message>",
            *(f'        <location filename="../../{place}"/>' for place in places),
            f"        <source>{_xml(source)}</source>",
            f"        <translation{kind}>{_xml(translations.get(source, ''))}</translation>",
            "    </message>",
        ]
    lines += ["</context>", "</TS>", ""]
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".tandau_{language}.ts.new"
    aside.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    aside.replace(folder / f"tandau_{language}.ts")


def _xml(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def misfit(source: str, translation: str) -> str | None:
    """Return what is wrong with a translation on its face, or None."""
    try:
        if placeholders(source) != placeholders(translation):
            return f"placeholders {placeholders(translation)} instead of {placeholders(source)}"
    except ValueError as error:
        return f"braces: {error}"
    bare = re.sub(
        r"\{[^}]*\}|`[^`]*`|\w+://\S+|\b[A-Za-z]+(?:[-–][A-Za-z0-9]+)+|\btandau [a-z]+|[-.*/_][\w.-]*[A-Za-z][\w.-]*",
        " ",
        translation,
    )
    for word in re.findall(r"[A-Za-z]+", bare):
        if word not in LATIN_ALLOWED and not re.fullmatch(r"[IVXC]\d*", word):
            return f"English is left: {word}"
    return None


def problems(said: Said, folder: Path = FOLDER) -> Iterator[str]:
    """Yield what keeps the words from being complete in every language, one line each."""
    yield from said.wrong
    for language in LANGUAGES:
        translations = read(language, folder)
        for source in sorted(said.places):
            if source not in translations:
                yield f"{language}: not translated: {source!r} ({', '.join(sorted(said.places[source]))})"
            elif wrong := misfit(source, translations[source]):
                yield f"{language}: {wrong}: {source!r} → {translations[source]!r}"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the operating system's lock, so that two people who add at once both keep their words."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:
                    time.sleep(0.1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if sys.platform == "win32":
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def update(folder: Path = FOLDER, *, more: dict[str, dict[str, str]] | None = None, prune: bool = False) -> list[str]:
    """Rewrite the .ts files with the words of `more` merged in; return what was refused or is wrong."""
    more = more or {}
    refused = []
    with _alone(folder):
        said = collect()
        for language in LANGUAGES:
            translations = read(language, folder)
            for source, words in more.items():
                text = words.get(language, "")
                wrong = misfit(source, text) if text else "missing"
                if wrong and not (text and wrong.startswith("English")):
                    refused.append(f"{language}: {wrong}: {source!r}")
                    continue
                if translations.get(source, text) != text:
                    refused.append(f"{language}: replaced: {source!r}: {translations[source]!r} → {text!r}")
                translations[source] = text
                if wrong:
                    refused.append(f"{language}: taken, but {wrong}: {source!r} → {text!r}")
            if prune:
                translations = {source: text for source, text in translations.items() if source in said.places}
            write(language, translations, said, folder)
    return [*said.wrong, *refused]


def main() -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update").add_argument("--prune", action="store_true")
    commands.add_parser("add").add_argument("files", nargs="+", type=Path)
    commands.add_parser("check")
    call = parser.parse_args()
    if call.command == "check":
        found = list(problems(collect()))
    elif call.command == "add":
        more: dict[str, dict[str, str]] = {}
        for path in call.files:
            more |= json.loads(path.read_text(encoding="utf-8"))
        found = update(more=more)
    else:
        found = update(prune=call.prune)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    os.chdir(ROOT)
    sys.exit(main())
