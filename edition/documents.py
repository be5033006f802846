"""The text of a PDF or a Word document, for `import`: read in a process of its own, with limits.

PDFium (pypdfium2, Apache-2.0) and python-docx (MIT) come with the extra `import`. A hostile file
can crash or stall a parser, so both run in a child process with a limit on time and, where the
system has one, on memory.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec

from edition import docx_text, pdf_text
from edition.problems import Problem
from edition.text import CONTROL, REPLACEMENT, Source, Span

MAX_BYTES = 100_000_000
MAX_UNPACKED = 200_000_000
MAX_PARTS = 5000
SECONDS = 120.0
MEMORY = 3_000_000_000
LIBRARIES = {"pdf": "pypdfium2", "docx": "docx"}
CHILD = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "from edition.documents import answer; answer(sys.argv[1])"
)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OCR = "recognise its text first (OCR), for instance with OCRmyPDF, and import the result"
Found = tuple[str, str, str]  # code, message, hint


class MissingLibrary(Exception):
    """The library that reads this form of document is not installed; the message says how."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text that `import` reads, and what could not be read."""

    text: str
    problems: tuple[Problem, ...]


def form_of(data: bytes) -> str:
    """`pdf`, `docx` (or an old Word file, which is encrypted or cannot be read), or nothing."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "docx" if data.startswith((b"PK\x03\x04", OLD_WORD)) else ""


def text_of(data: bytes, name: str, *, seconds: float = SECONDS) -> DocumentText:
    """The text of a document: visual lines and form feeds (PDF), or paragraphs (Word).

    `name` is the file's name as problems show it. Problems: E620 (another form), E621
    (damaged), E622 (encrypted), E623 (pictures of text), E624 (too large or too slow), W625
    (pages that are pictures), W626 (tracked deletions), W627 (a number's format), W628
    (unreadable characters). Raises `MissingLibrary`.
    """
    form = form_of(data)
    if not form:
        found = ("E620", "this is neither a PDF nor a Word document (.docx)", "save it as one")
        return _result("", [found], name)
    if find_spec(LIBRARIES[form]) is None:
        raise MissingLibrary(
            f"reading {name} needs an optional library: "
            'pip install "bilingual-edition[import]", or `make` for the whole environment'
        )
    if len(data) > MAX_BYTES:
        return _result(
            "", [_too_large(f"it has {len(data)} bytes; the limit is {MAX_BYTES}")], name
        )
    text, problems = _apart(form, data, seconds)
    return _result(text, problems, name)


def _result(text: str, found: list[Found], name: str) -> DocumentText:
    source = Source(name, "")
    made = (Problem(code, words, source, Span(0, 0), hint) for code, words, hint in found)
    return DocumentText(text, tuple(made))


def _apart(form: str, data: bytes, seconds: float) -> tuple[str, list[Found]]:
    """Reads the document in a child process, which answers in JSON."""
    command = [sys.executable, "-c", CHILD, form, json.dumps(sys.path)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return "", [_too_large(f"reading it takes more than {seconds:g} seconds")]
    if done.returncode:
        return "", [_damaged("reading it broke off")]
    text, found = json.loads(done.stdout)
    return text, [(code, message, hint) for code, message, hint in found]


def answer(form: str) -> None:
    """What the child process does: reads a document from standard input, answers in JSON."""
    data = sys.stdin.buffer.read()
    _limit_memory()
    try:
        read = (_pdf if form == "pdf" else _docx)(data)
    except MemoryError:
        read = ("", [_too_large("reading it takes too much memory")])
    except Exception as error:
        read = ("", [_damaged(f"{type(error).__name__}: {error}"[:200])])
    sys.stdout.write(json.dumps(read))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _pdf(data: bytes) -> tuple[str, list[Found]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            return "", [_encrypted()]
        return "", [_damaged(str(error))]
    read = pdf_text.read(document)
    if read.pages > pdf_text.MAX_PAGES:
        message = f"it has {read.pages} pages; the limit is {pdf_text.MAX_PAGES}"
        return "", [_too_large(message)]
    if not read.text.strip():
        what = "its pages are pictures" if read.pictures else "it has no text"
        return "", [("E623", what, OCR)]
    found: list[Found] = []
    if read.pictures:
        found.append(("W625", f"no text, but pictures, on page {_listed(read.pictures)}", OCR))
    if read.unreadable:
        message = f"characters without a meaning on page {_listed(read.unreadable)}"
        found.append(("W628", message, "compare these pages, or recognise them (OCR)"))
    return read.text, found


def _docx(data: bytes) -> tuple[str, list[Found]]:
    import docx

    if data.startswith(OLD_WORD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "", [_encrypted()]
        return "", [("E620", "this is a Word document of before 2007", "save it as .docx")]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if "word/document.xml" not in package.namelist():
            return "", [("E620", "this archive is no Word document", "save it as .docx")]
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        return "", [_too_large(f"unpacked it has {unpacked} bytes in {len(parts)} parts")]
    read = docx_text.read(docx.Document(io.BytesIO(data)))
    if not read.text.strip():
        what = "it holds pictures and no text" if read.pictures else "it has no text"
        return "", [("E623", what, OCR)]
    text = CONTROL.sub(REPLACEMENT, read.text)
    found: list[Found] = []
    if read.deleted:
        message = f"{read.deleted} deleted characters (tracked changes) are left out"
        found.append(("W626", message, "accept or reject the changes in Word if that is wrong"))
    if read.unknown:
        message = f"numbers in the format {', '.join(read.unknown)} are written as 1, 2, 3"
        found.append(("W627", message, "compare the numbers with the document"))
    return text, found


def _listed(pages: tuple[int, ...]) -> str:
    more = f" and {len(pages) - 8} more" if len(pages) > 8 else ""
    return ", ".join(map(str, pages[:8])) + more


def _damaged(why: str) -> Found:
    return "E621", f"the document cannot be read ({why})", "open it and save it again"


def _encrypted() -> Found:
    return "E622", "the document is encrypted", "save it without a password"


def _too_large(why: str) -> Found:
    return "E624", f"the document is too large: {why}", "import it in parts"
