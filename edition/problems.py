"""Problems: diagnostics as data, their catalogue of codes, and the one printer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from edition.text import Source, Span, printable

MAX_LINE = 2_000
Severity = Literal["error", "warning"]

CATALOGUE: dict[str, tuple[Severity, str]] = {
    "E001": ("error", "The file cannot be read"),
    "E002": ("error", "The file is not valid UTF-8"),
    "E003": ("error", "The file is empty"),
    "E004": ("error", "The file is larger than this generator reads"),
    "E005": ("error", "A file that was not generated stands where a page belongs"),
    "E006": ("error", "The text holds a control character"),
    "E010": ("error", "The YAML is not well-formed"),
    "E011": ("error", "The YAML does not match its schema"),
    "E012": ("error", "A work id occurs twice"),
    "W013": ("warning", "A file under source is not used"),
    "E014": ("error", "The library has no work"),
    "E101": ("error", "A segment id occurs twice"),
    "E102": ("error", "An item has no numbered paragraph above it"),
    "W103": ("warning", "A quotation mark is left open"),
    "E104": ("error", "The text has no title"),
    "E105": ("error", "The text has more than one title"),
    "E106": ("error", "A block mark has no text after it"),
    "E107": ("error", "A line is longer than this generator reads"),
    "W108": ("warning", "A block begins with what is nearly a block mark"),
    "W109": ("warning", "A block mark stands inside a block"),
    "E201": ("error", "A translation is missing"),
    "E202": ("error", "A translation lacks a segment of the base text"),
    "E203": ("error", "A translation has a segment that the base text lacks"),
    "E204": ("error", "A translation has its segments in another order"),
    "W205": ("warning", "Sentence counts differ between base text and translation"),
    "E301": ("error", "A term has no definition"),
    "E302": ("error", "A term id occurs twice"),
    "E303": ("error", "A term refers to an entry that does not exist"),
    "E304": ("error", "Two terms share one form"),
    "W305": ("warning", "A reference in the text leads nowhere"),
    "W306": ("warning", "A term does not occur in any text"),
    "E311": ("error", "A note stands at a segment that does not exist"),
    "E312": ("error", "The quotation of a note does not stand in its segment"),
    "E313": ("error", "The quotation of a note stands in its segment more than once"),
    "E314": ("error", "A note quotes a language that its work does not have"),
    "E315": ("error", "A note id occurs twice"),
    "E316": ("error", "A cross-reference leads nowhere"),
    "E401": ("error", "The base text differs from the original"),
    "E402": ("error", "The original is not the file that work.yml names"),
    "E403": ("error", "A conversion changed the length of a text"),
    "E404": ("error", "An emendation does not fit the base text"),
    "E405": ("error", "An omission does not stand in the original"),
    "W421": ("warning", "A conversion that is ambiguous was not reviewed"),
    "E422": ("error", "An entry of conversion.yml is not what the conversion gives"),
    "W423": ("warning", "An entry of conversion.yml covers nothing"),
    "E411": ("error", "A published id has vanished"),
    "E412": ("error", "The words of a published id stand under another id"),
    "E413": ("error", "A published id stands for other words"),
    "W414": ("warning", "A segment or its wording is not locked yet"),
    "W415": ("warning", "A translation is older than its base text"),
    "E416": ("error", "What is recorded of published ids does not fit the work"),
    "E501": ("error", "The renderer failed"),
    "E502": ("error", "A rendered segment is missing or differs from the edition"),
    "E503": ("error", "An internal link or anchor does not resolve"),
    "E504": ("error", "An id occurs twice in one page"),
    "E505": ("error", "A language attribute is wrong"),
    "E506": ("error", "The site folder holds files that this generator did not write"),
    "E507": ("error", "Another build is at work in the same folders"),
    "E508": ("error", "There is no room on the disk, or it failed"),
    "E511": ("error", "A file of the site is not the one that its manifest names"),
    "E512": ("error", "A file that the manifest names is missing"),
    "E513": ("error", "A file of the site is not in its manifest"),
    "E514": ("error", "The manifest cannot be read, or is none of this generator"),
    "E515": ("error", "The sources are not those that the site was made from"),
    "E516": ("error", "A page does not show the text or the hash that the data give"),
    "E517": ("error", "A page leads to or loads an address of a kind that is not allowed"),
    "E518": ("error", "A page does not pass its Content-Security-Policy"),
    "W601": ("warning", "The title of an imported text is not sure"),
    "W602": ("warning", "A glyph of an imported text is not known"),
    "W603": ("warning", "Where a block of an imported text begins is not sure"),
    "W604": ("warning", "What may be a mark of an imported text was kept as text"),
    "E605": ("error", "There is no text to import"),
    "E620": ("error", "The document is neither a PDF nor a Word document"),
    "E621": ("error", "The document is damaged"),
    "E622": ("error", "The document is encrypted"),
    "E623": ("error", "The document has no text"),
    "E624": ("error", "The document is too large to read"),
    "W625": ("warning", "Some pages of the document are pictures"),
    "W626": ("warning", "The document has tracked deletions"),
    "W627": ("warning", "A list of the document has a format of numbers without a reading"),
    "W628": ("warning", "Some characters of the document cannot be read"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One diagnostic. `source` and `span` say where, when a place is known."""

    code: str
    message: str
    source: Source | None = None
    span: Span = field(default=Span(0, 0))
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """`error` or `warning`, as the catalogue has it."""
        return CATALOGUE[self.code][0]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def human(problem: Problem) -> str:
    """`file:line:column: code message`, the line, a caret and a hint, as one string.

    What has no glyph is shown as U+FFFD, so that no text can command a terminal, and a line
    of more than `MAX_LINE` characters is cut.
    """
    said = "\n".join(map(_shown, problem.message.split("\n")))
    lines = [f"{_place(problem)}{problem.code} {said}"]
    if problem.source is not None and problem.source.text:
        shown, caret = problem.source.excerpt(problem.span)
        lines += [f"  {shown}", f"  {caret}"]
    if problem.hint:
        lines.append(f"  hint: {_shown(problem.hint)}")
    return "\n".join(lines)


def _shown(line: str) -> str:
    return printable(line[:MAX_LINE]) + "…" * (len(line) > MAX_LINE)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array, one object per problem; `line` and `column` count from 1."""
    return json.dumps([_record(p) for p in problems], ensure_ascii=False, indent=2)


def _place(problem: Problem) -> str:
    if problem.source is None:
        return ""
    line, column = problem.source.position(problem.span.start)
    return f"{problem.source.path}:{line}:{column}: "


def _record(problem: Problem) -> dict[str, object]:
    record: dict[str, object] = {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }
    if problem.source is not None:
        line, column = problem.source.position(problem.span.start)
        record |= {"file": problem.source.path, "line": line, "column": column}
        if problem.source.text:
            record["excerpt"], record["caret"] = problem.source.excerpt(problem.span)
    return record
