"""What pages say to machines: JSON-LD in the terms of schema.org, and Highwire's `citation_*`.

An address here is relative to the site and becomes `<site>` and that address in the JSON, where
no other `<` can stand: the template puts the site's name there, else the way to its root.
"""

from __future__ import annotations

from edition.model import Edition, Language, Reading, Term
from edition.writers.citations import language_of, standing_of
from edition.writers.describe import CC, titles
from edition.writers.layout import (
    chosen,
    headwords,
    local,
    page_path,
    shorten,
    url_of,
)
from edition.writers.markdown import in_script, plain
from edition.writers.references import day_of, year_of

Node = dict[str, object]
# No text of a source holds this character: reading replaces it.
SITE = "\0"
DESCRIPTION = 160
TYPES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "paper-conference": "ScholarlyArticle",
    "personal_communication": "Message",
    "regulation": "Legislation",
    "report": "Report",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}


def json_ld(node: Node) -> str:
    """A node with its context, as JSON that is safe in a script element."""
    return in_script({"@context": "https://schema.org", **node}).replace('"\\u0000', '"<site>')


def root_of(path: str) -> str:
    """The way from the page at `path` (under `docs/`) to the root of the site: `../../`."""
    return "../" * url_of(path).count("/") or "./"


def site_address(address: str) -> str:
    """An address relative to the site, as the value of a node."""
    return SITE + address


def _full(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}


def _text(texts: dict[str, str], tag: str) -> object:
    """A text for a page in `tag`: a string, or with its language where that is another."""
    of = chosen(texts, tag)
    text = texts.get(of, "")
    return text if of == tag or not text else {"@value": text, "@language": of}


def collection(edition: Edition, tag: str, path: str = "index.md") -> Node:
    """The edition as a whole, described in `tag` on the page at `path`; its works are its parts."""
    parts = [
        {"@id": _work_id(reading, tag if tag in reading.documents else reading.work.base)}
        for reading in edition.readings
    ]
    return _full(
        {
            **_edition(edition, tag),
            "url": site_address(url_of(path)),
            "description": _text(edition.description, tag),
            "inLanguage": list(edition.languages),
            "hasPart": parts,
        }
    )


def _edition(edition: Edition, tag: str) -> Node:
    name = _text(edition.title, tag)
    return {"@type": "Collection", "@id": SITE, "name": name, "version": edition.version}


def _work_id(reading: Reading, tag: str) -> str:
    return site_address(url_of(page_path(tag, reading.work.id, 0)))


def work(edition: Edition, reading: Reading, tag: str) -> Node:
    """The text of a work in `tag`: whose it is, what it was made from, what was made from it.

    Whether an author is a person or a body the source does not say, so that it has no type.
    """
    stated = reading.work
    language = language_of(reading, tag)
    day = day_of(stated.date)
    address = _work_id(reading, tag)
    return _full(
        {
            "@type": TYPES.get(stated.type, "CreativeWork"),
            "@id": address,
            "url": address,
            "name": _text(titles(reading), tag),
            "inLanguage": tag,
            "author": [{"name": _text(creator, tag)} for creator in stated.creators if creator],
            "translator": {"name": language.translator} if language.translator else "",
            "identifier": stated.symbol or "",
            "dateCreated": day.isoformat() if day else year_of(stated.date),
            "version": edition.version,
            "creativeWorkStatus": standing_of(language, tag),
            "license": _licence(language.licence),
            **_made(reading, language),
            "isPartOf": _edition(edition, tag),
        }
    )


def _licence(name: str) -> str:
    """The address of a Creative Commons licence, else its name."""
    if match := CC.fullmatch(name):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return name


def _made(reading: Reading, language: Language) -> Node:
    """A translation and its original name each other; a conversion is based on its source."""

    def text(tag: str) -> Node:
        return {"@type": "CreativeWork", "@id": _work_id(reading, tag), "inLanguage": tag}

    made = [
        other.tag
        for other in reading.work.languages
        if other.role == "translation"
        and other.source == language.tag
        and other.tag in reading.documents
    ]
    found: Node = {"workTranslation": [text(tag) for tag in made]}
    if language.role == "translation":
        found["translationOfWork"] = text(language.source)
    if language.role == "conversion":
        found["isBasedOn"] = text(language.source)
    return found


def section(edition: Edition, reading: Reading, tag: str, number: int, heading: str) -> Node:
    """A page of a work: the work itself on its contents page, else a part of it."""
    whole = work(edition, reading, tag)
    if not number:
        return whole
    address = site_address(url_of(page_path(tag, reading.work.id, number)))
    return _full(
        {
            "@type": "CreativeWork",
            "@id": address,
            "url": address,
            "name": heading,
            "inLanguage": tag,
            "isPartOf": whole,
        }
    )


def defined_term(term: Term, tag: str, address: str = "") -> Node:
    """A glossary term as a `DefinedTerm`, described in `tag`, or where it has no form in that
    language, in another that it has.

    `address` is that of its entry relative to the site, `en/glossary/#irreversibility` unless
    told. The description is the definition, cut to a line or two.
    """
    heads = headwords(term)
    of = chosen(heads, tag)
    glossary = url_of(f"{tag}/glossary.md")
    own = site_address(address or f"{glossary}#{term.id}")
    defined = {t: shorten(plain(text), DESCRIPTION) for t, text in term.definition.items() if text}
    others = [*term.forms.get(of, ())[1:], *filter(None, [term.abbreviation])]
    return _full(
        {
            "@type": "DefinedTerm",
            "@id": own,
            "url": own,
            "name": heads.get(of, ""),
            "inLanguage": of,
            "alternateName": others,
            "termCode": term.id,
            "description": _text(defined, of),
            "inDefinedTermSet": site_address(glossary),
        }
    )


def term_set(edition: Edition, terms: tuple[Term, ...], tag: str, name: str) -> Node:
    """The glossary of a language, with its terms in the order given."""
    address = site_address(url_of(f"{tag}/glossary.md"))
    return {
        "@type": "DefinedTermSet",
        "@id": address,
        "url": address,
        "name": name,
        "inLanguage": tag,
        "version": edition.version,
        "isPartOf": _edition(edition, tag),
        "hasDefinedTerm": [defined_term(term, tag) for term in terms],
    }


def highwire(reading: Reading, tag: str, number: int) -> list[dict[str, str]]:
    """The `citation_*` tags of a page of a work, each with `name`, and `content` or `path`.

    A `path` is an address relative to the site, for a site that has a name.
    """
    stated = reading.work
    creators = [name for creator in stated.creators if (name := local(creator, tag))]
    day = day_of(stated.date)
    report = stated.type == "report"
    found = [
        ("citation_title", local(titles(reading), tag)),
        *(("citation_author", name) for name in creators),
        ("citation_publication_date", f"{day:%Y/%m/%d}" if day else year_of(stated.date)),
        ("citation_language", tag),
        *(("citation_technical_report_institution", name) for name in creators if report),
        ("citation_technical_report_number", stated.symbol or "" if report else ""),
    ]
    paths = {"citation_public_url": 0, "citation_fulltext_html_url": number}
    return [
        *({"name": name, "content": content} for name, content in found if content),
        *(
            {"name": name, "path": url_of(page_path(tag, stated.id, at))}
            for name, at in paths.items()
        ),
    ]
