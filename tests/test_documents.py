"""Text out of PDF and Word documents, hostile ones included."""

import io
import zipfile

import pytest

from edition import documents
from edition.list_numbers import figure_of

pytest.importorskip("pypdfium2")
docx = pytest.importorskip("docx")

NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:suff w:val="space"/>
<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="第%1条"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def pdf_of(*pages):
    """A small PDF: each page a list of (x, y, size, text)."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for i, lines in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {5 + 2 * i} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        shown = "".join(f"BT /F {s} Tf {x} {y} Td ({t}) Tj ET\n" for x, y, s, t in lines)
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}endstream")
    out, places = "%PDF-1.4\n", []
    for number, thing in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{thing}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Root 1 0 R/Size {len(places) + 1}>>\nstartxref\n{len(out)}\n%%EOF"
    return (out + end).encode("latin-1")


def docx_of(build):
    document = docx.Document()
    build(document)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def repacked(data, **changed):
    """The package with parts replaced, by their names with `__` for `/` and `.xml` left out."""
    stored = io.BytesIO()
    names = {name.replace("__", "/") + ".xml": text for name, text in changed.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stored, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, names.get(name, old.read(name)))
    return stored.getvalue()


def codes(data, **options):
    return [p.code for p in documents.text_of(data, "a.pdf", **options).problems]


def element(text):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return docx.oxml.parse_xml(text.replace(">", f" {space}>", 1))


def test_lines_gaps_indents_and_pages_of_a_pdf():
    lines = [
        (72, 30, 10, "1/2"),
        (72, 700, 12, "1. First line of the"),
        (72, 685, 12, "paragraph."),
        (96, 655, 12, r"\(a\) An item"),
        (96, 640, 12, "goes on."),
        (72, 770, 10, "A/1"),
    ]
    found = documents.text_of(pdf_of(lines, [(72, 700, 12, "End.")]), "a.pdf")
    assert found.problems == ()
    first, second = found.text.split("\f")
    deep = first[first.index("\n\n", 5) + 2 : first.index("(a)")].split("\n")[-1]
    assert 3 <= len(deep) <= 5
    assert first == (
        f"A/1\n\n1. First line of the\nparagraph.\n\n{deep}(a) An item\n{deep}goes on.\n\n1/2"
    )
    assert second == "End."


def test_raised_figures_and_table_columns_of_a_pdf():
    page = [(72, 700, 12, "See the note"), (139, 703, 8, "3"), (72, 685, 12, "Left")]
    page += [(300, 685, 12, "Right"), (72, 670, 12, "Last line of the page")]
    lines = documents.text_of(pdf_of(page), "a.pdf").text.split("\n")
    assert lines == ["See the note³", "Left\tRight", "Last line of the page"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"plain text", "E620"),
        (b"", "E620"),
        (documents.OLD_WORD + b"\0" * 100, "E620"),
        (documents.OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "E622"),
        (b"%PDF-1.7\ngarbage", "E621"),
        (b"PK\x03\x04 cut off", "E621"),
        (pdf_of([]), "E623"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, code):
    found = documents.text_of(data, "a.pdf")
    assert [p.code for p in found.problems] == [code]
    assert found.text == ""


def test_a_pdf_cut_off_is_no_traceback():
    whole = pdf_of([(72, 700, 12, "Text")])
    for size in (len(whole) // 4, len(whole) // 2):
        assert codes(whole[:size])[0] in ("E621", "E623")


def test_an_encrypted_pdf():
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(io.BytesIO(pdf_of([(72, 700, 12, "Text")])))
    writer.encrypt("secret", algorithm="RC4-128")
    stored = io.BytesIO()
    writer.write(stored)
    assert codes(stored.getvalue()) == ["E622"]


def test_time_is_bounded():
    assert codes(pdf_of([(72, 700, 12, "Text")]), seconds=0.0) == ["E624"]


def test_a_zip_bomb_is_not_unpacked():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (documents.MAX_UNPACKED + 1))
    assert codes(stored.getvalue()) == ["E624"]


def test_entities_do_not_multiply():
    bomb = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    for before, name in zip("bcdefgh", "cdefghi", strict=True):
        bomb += f'<!ENTITY {name} "{f"&{before};" * 20}">'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bomb += f'] ><w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p>'
    bomb = bomb.replace("] >", "]>") + "</w:body></w:document>"
    found = documents.text_of(repacked(docx_of(lambda d: None), word__document=bomb), "a.docx")
    assert found.problems
    assert "haha" not in found.text


def test_paragraphs_and_tables_of_a_word_document():
    def build(document):
        document.add_heading("导言", 1)
        document.add_paragraph("一段。")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"

    assert documents.text_of(docx_of(build), "a.docx").text == "导言\n\n一段。\n\na\tb\n"


def test_list_numbers_are_rebuilt():
    def build(document):
        for number, level, text in [
            (1, 0, "A"),
            (1, 1, "x"),
            (1, 1, "y"),
            (1, 0, "B"),
            (1, 1, "z"),
        ]:
            _listed(document.add_paragraph(text), number, level)
        for text in ("甲", "乙"):
            _listed(document.add_paragraph(text), 2, 0)

    data = repacked(docx_of(build), word__numbering=NUMBERING)
    lines = documents.text_of(data, "a.docx").text.split("\n\n")
    wanted = ["1.\tA", "(a) x", "(b) y", "2.\tB", "(a) z", "第一条甲", "第二条乙\n"]
    assert lines == wanted


def _listed(paragraph, number, level):
    xml = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(element(xml))


def test_tracked_changes():
    def build(document):
        p = document.add_paragraph("Keep ")._p
        p.append(element("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"))
        p.append(element("<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"))

    found = documents.text_of(docx_of(build), "a.docx")
    assert found.text == "Keep new\n"
    assert [p.code for p in found.problems] == ["W626"]


@pytest.mark.parametrize(
    ("number", "form", "figure"),
    [
        (27, "lowerLetter", "aa"),
        (4, "lowerRoman", "iv"),
        (49, "upperRoman", "XLIX"),
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (105, "chineseCounting", "一百〇五"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "ideographTraditional", "乙"),
        (12, "decimalFullWidth", "１２"),
        (3, "hebrew1", ""),
    ],
)
def test_figures(number, form, figure):
    assert figure_of(number, form) == figure


def test_a_missing_library_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(documents, "find_spec", lambda name: None)
    with pytest.raises(documents.MissingLibrary, match=r"bilingual-edition\[import\]"):
        documents.text_of(pdf_of([]), "a.pdf")


def test_notes_are_called_and_stand_at_the_end():
    def build(document):
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        notes = f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="0"/><w:footnote w:id="2"><w:p>'
        notes += "<w:r><w:footnoteRef/><w:t> See page 9.</w:t></w:r></w:p></w:footnote>"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        name = PackURI("/word/footnotes.xml")
        blob = f"{notes}</w:footnotes>".encode()
        part = Part(name, "application/xml", blob, document.part.package)
        document.part.relate_to(part, kind)
        p = document.add_paragraph("As said")._p
        p.append(element('<w:r><w:footnoteReference w:id="2"/></w:r>'))
        p.append(element("<w:hyperlink><w:r><w:t> here</w:t></w:r></w:hyperlink>"))

    found = documents.text_of(docx_of(build), "a.docx")
    assert found.text == "As said[1] here\n\n[1] See page 9.\n"
    assert found.problems == ()
