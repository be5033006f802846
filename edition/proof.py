"""The chain of each work, from its original by way of the texts to the rendered pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from edition import passages
from edition.model import Document, Edition, Emendation, Language, Omission, Reading
from edition.problems import Problem
from edition.text import Source, printable

State = Literal["equal", "differs", "absent", "outdated", "unread"]
SHORT = 60


@dataclass(frozen=True, slots=True)
class Pages:
    """The last link: whether a built site shows these texts.

    `state` is `equal`, `differs` (`fault` says where), `absent` where there is no site, `outdated`
    where it was made from other sources, or `unread` where the sources themselves have errors.
    `manifest` is the SHA-256 of its manifest, `site` its folder, `count` how many pages of works
    it has.
    """

    state: State
    site: str = ""
    manifest: str = ""
    count: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a work: `source` and `sha256` of its file, which a conversion has not.

    `passages` is the digest of all its passages, `differs` says what keeps it from its base.
    """

    language: Language
    file: str
    sha256: str
    segments: int
    characters: int
    passages: str
    differs: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """What is known of a work: its original, the base text, the others, and its pages.

    `stated` is the SHA-256 that `work.yml` states of the original, or nothing.

    `equal` says whether the base text is the original up to white space, block marks, the
    emendations and the omissions (`edition/collation.py`); `None` where there is no original,
    or it is not compared. Characters are code points, white space aside.
    """

    work: str
    original: Source | None
    stated: str
    characters: int
    equal: bool | None
    differs: str
    emendations: tuple[Emendation, ...]
    omissions: tuple[Omission, ...]
    texts: tuple[Text, ...]
    pages: Pages


def chains(edition: Edition, problems: Iterable[Problem], pages: Pages) -> tuple[Chain, ...]:
    """The chain of each work of an edition, `problems` being all that its check has found."""
    found = tuple(problems)
    return tuple(_chain(reading, found, pages) for reading in edition.readings)


def _chain(reading: Reading, problems: tuple[Problem, ...], pages: Pages) -> Chain:
    base, original, work = reading.documents[reading.work.base], reading.original, reading.work
    wrong = [p for p in problems if p.severity == "error"]
    differs = (
        _said(wrong, "E401", base.source)
        or _of_omissions(reading, wrong)
        or _of_emendations(reading, wrong)
    )
    return Chain(
        work.id,
        original,
        work.sha256,
        _characters(original.text.removeprefix("\ufeff")) if original else 0,
        not differs if original else None,
        differs,
        reading.emendations,
        reading.omissions,
        tuple(
            _text(reading.documents[language.tag], language, base, wrong)
            for language in work.languages
            if language.tag in reading.documents
        ),
        pages,
    )


def _of_omissions(reading: Reading, problems: list[Problem]) -> str:
    sources = [o.source for o in reading.omissions]
    return next((p.message for p in problems if p.code == "E405" and p.source in sources), "")


def _of_emendations(reading: Reading, problems: list[Problem]) -> str:
    sources = [e.source for e in reading.emendations]
    return next((said for s in sources if (said := _said(problems, "E404", s))), "")


def _said(problems: Iterable[Problem], code: str, source: Source | None) -> str:
    """The message of the first problem of a kind in a file, or nothing."""
    return next((p.message for p in problems if p.code == code and p.source is source), "")


def _text(document: Document, language: Language, base: Document, wrong: list[Problem]) -> Text:
    converted = language.role == "conversion"
    return Text(
        language,
        "" if converted else document.source.path,
        "" if converted else document.source.sha256,
        len(document.segments),
        sum(_characters(segment.text) for segment in document.segments),
        passages.digest((s.id, s.text) for s in document.segments),
        next(_faults(document, language, base, wrong), ""),
    )


def _faults(
    document: Document, language: Language, base: Document, wrong: list[Problem]
) -> Iterator[str]:
    """What keeps a translation or conversion from its base, in the words of the checks."""
    for problem in wrong:
        ours, theirs = problem.source is document.source, problem.source is base.source
        if language.role == "conversion":
            if problem.code == "E403" and f"its {language.tag} form" in problem.message and ours:
                yield problem.message
        elif language.role == "translation" and (
            (problem.code in ("E203", "E204") and ours)
            or (problem.code == "E202" and theirs and problem.message.startswith(language.tag))
        ):
            yield problem.message


def _characters(text: str) -> int:
    return sum(not character.isspace() for character in text)


def human(found: Iterable[Chain]) -> str:
    """A block for each chain, for people."""
    return "\n\n".join("\n".join(_lines(chain)) for chain in found)


def _lines(chain: Chain) -> Iterator[str]:
    yield chain.work
    if chain.original is None:
        yield "  original   none is held"
    else:
        yield f"  original   {chain.original.path}, {chain.characters:,} characters"
        stated = "work.yml states none"
        if chain.stated:
            same = chain.stated == chain.original.sha256
            stated = "as work.yml states" if same else "not what work.yml states"
        yield f"             SHA-256 {chain.original.sha256}, {stated}"
    for text in chain.texts:
        yield from _lines_of(text)
        if text.language.role == "base" and chain.original is not None:
            yield f"             {_compared(chain)}"
            yield from (f"             · {_emended(e)}" for e in chain.emendations)
            yield from (f"             · {_omitted(o)}" for o in chain.omissions)
    yield f"  pages      {_of_pages(chain.pages)}"


def _lines_of(text: Text) -> Iterator[str]:
    size = f"{text.segments:,} segments, {text.characters:,} characters"
    if text.language.role == "conversion":
        yield f"  {text.language.tag:<10} converted from {text.language.source}, {size}"
        yield f"             {text.differs or 'as long as that, segment for segment'}"
        return
    yield f"  {text.language.tag:<10} {text.file}, {size}"
    yield f"             SHA-256 {text.sha256}"
    if text.language.role == "translation":
        faced = text.differs or f"a translation with every segment of {text.language.source}"
        yield f"             {faced}"


def _compared(chain: Chain) -> str:
    if not chain.equal:
        return f"differs from the original: {printable(chain.differs)}"
    count = len(chain.emendations)
    emended = {0: "no emendations", 1: "1 emendation:"}.get(count, f"{count} emendations:")
    if chain.omissions:
        emended = f"{emended.rstrip(':')}, {len(chain.omissions)} lines left out or moved:"
    return f"equals the original but for white space and block marks; {emended}"


def _omitted(omission: Omission) -> str:
    where = f"moved to {omission.at}" if omission.at else "left out"
    return f"line {omission.line}: “{_short(omission.text)}” {where} ({_short(omission.reason)})"


def _emended(emendation: Emendation) -> str:
    one, other = (f"“{_short(t)}”" for t in (emendation.original, emendation.reading))
    return f"{emendation.at}: {one} → {other} ({_short(emendation.reason)})"


def _short(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= SHORT else f"{shown[: SHORT - 1]}…"


def _of_pages(pages: Pages) -> str:
    if pages.state == "equal":
        counted = f"the {pages.count} pages of the works in {pages.site}"
        return f"{counted} show these texts; SHA-256 of manifest.json {pages.manifest}"
    return {
        "differs": f"{pages.site} shows other texts: {printable(pages.fault)}",
        "absent": f"not built: {pages.site} has no manifest.json",
        "outdated": f"not built: {pages.site} was made from other sources",
        "unread": "not compared, since the sources have errors",
    }[pages.state]


def as_data(found: Iterable[Chain]) -> list[dict[str, object]]:
    """The chains as JSON has them (docs/guide.md, Verify)."""
    return [_record(chain) for chain in found]


def _record(chain: Chain) -> dict[str, object]:
    original = chain.original and {
        "file": chain.original.path,
        "sha256": chain.original.sha256,
        "stated": chain.stated,
        "characters": chain.characters,
    }
    pages = chain.pages
    return {
        "work": chain.work,
        "original": original,
        "equal": chain.equal,
        "differs": chain.differs,
        "emendations": [_emendation(e) for e in chain.emendations],
        "omissions": [
            {"line": o.line, "text": o.text, "reason": o.reason, "at": o.at}
            for o in chain.omissions
        ],
        "texts": [
            {
                "lang": text.language.tag,
                "role": text.language.role,
                "from": "" if text.language.role == "base" else text.language.source,
                "file": text.file,
                "sha256": text.sha256,
                "segments": text.segments,
                "characters": text.characters,
                "passages": text.passages,
                "differs": text.differs,
            }
            for text in chain.texts
        ],
        "pages": {
            "state": pages.state,
            "site": pages.site,
            "manifest": pages.manifest,
            "count": pages.count,
            "differs": pages.fault,
        },
    }


def _emendation(emendation: Emendation) -> dict[str, object]:
    record: dict[str, object] = {
        "at": emendation.at,
        "original": emendation.original,
        "reading": emendation.reading,
        "reason": emendation.reason,
    }
    if emendation.source:
        line, column = emendation.source.position(emendation.place.start)
        record |= {"file": emendation.source.path, "line": line, "column": column}
    return record
