"""The glossary as a termbase: TBX-Basic, in the form of 2019 and in that of 2008."""

from __future__ import annotations

from lxml import etree

from edition.model import Edition, Term
from edition.writers.layout import chosen
from edition.writers.markdown import plain
from edition.writers.strings import strings
from edition.writers.xml import element, tagged

TBX = "urn:iso:std:iso:30042:ed-2"
STATUS = {True: "preferredTerm-admn-sts", False: "admittedTerm-admn-sts"}
NAMES_OF_2008 = {
    "tbx": "martif",
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
}


def termbase(edition: Edition) -> etree._Element:
    """TBX-Basic in DCA style (ISO 30042:2019): a concept per term.

    The first form is preferred and the others are admitted. Pinyin is a note, an abbreviation a
    term of its own, beside the forms in Latin letters.
    """
    languages = [*edition.languages, "en"]
    title = edition.title.get(chosen(edition.title, languages[0]), "") or strings("en")["glossary"]
    root = etree.fromstring(f'<tbx type="TBX-Basic" style="dca" xmlns="{TBX}"/>')
    tagged(root, languages[0])
    header = element(element(root, "tbxHeader"), "fileDesc")
    element(element(header, "titleStmt"), "title", title)
    element(element(header, "sourceDesc"), "p", f"{title}, {edition.version}")
    body = element(element(root, "text"), "body")
    known = {term.id for term in edition.terms}
    for term in edition.terms:
        _concept(body, edition, term, known)
    return root


def termbase_of_2008(edition: Edition) -> etree._Element:
    """The same in the form of ISO 30042:2008, `martif`, which has other names for some elements."""
    root = termbase(edition)
    for found in root.iter():
        name = etree.QName(found).localname
        found.tag = NAMES_OF_2008.get(name, name)
    etree.cleanup_namespaces(root)
    del root.attrib["style"]
    root.set("type", "TBX")
    return root


def _concept(body: etree._Element, edition: Edition, term: Term, known: set[str]) -> None:
    concept = element(body, "conceptEntry", id=f"term.{term.id}")
    if term.domain:
        domain = edition.domains.get(term.domain, {}).get("en", term.domain)
        element(concept, "descrip", domain, type="subjectField")
    for other in (i for i in term.see if i in known and i != term.id):
        element(concept, "ref", other, type="crossReference", target=f"term.{other}")
    for tag, text in term.definition.items():
        if tag not in term.forms:
            tagged(_definition(concept, term, plain(text)), tag)
    for source in () if any(term.definition.values()) else term.sources:
        element(concept, "note", source)
    latin = next((t for t in term.forms if not t.startswith("zh")), next(iter(term.forms), ""))
    for tag, forms in term.forms.items():
        section = tagged(element(concept, "langSec"), tag)
        if text := plain(term.definition.get(tag, "")):
            _definition(section, term, text)
        for n, form in enumerate(forms):
            _term(section, form, STATUS[n == 0], term.pinyin if tag == "zh-Hans" and not n else "")
        if term.abbreviation and tag == latin:
            _term(section, term.abbreviation, STATUS[False], "", "abbreviation")


def _definition(parent: etree._Element, term: Term, text: str) -> etree._Element:
    """A definition, in a group with its sources."""
    group = element(parent, "descripGrp")
    found = element(group, "descrip", text, type="definition")
    for source in term.sources:
        element(group, "admin", source, type="source")
    return found


def _term(
    section: etree._Element, form: str, status: str, pinyin: str, kind: str = "fullForm"
) -> None:
    at = element(section, "termSec")
    element(at, "term", form)
    element(at, "termNote", kind, type="termType")
    element(at, "termNote", status, type="administrativeStatus")
    if pinyin:
        element(at, "note", pinyin)
