"""The kinds of text in the YAML files, and the rules of their schemas that are data.

A pattern is one that Python, Rust and ECMA-262 (with the flag `u`) read alike.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic.config import JsonDict

MAX_LANGUAGES = 64
MAX_ID = 100  # characters; an id names a file
MAX_FORM = 200  # characters
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$"
SHA256 = r"^([0-9a-f]{64})?$"
FILE_NAME = r"^[^/\\.][^/\\]*$"
VERSION = r"^(\S+( \S+)*)?$"
CONTACT = r"""^(https://[^\s<>()\[\]"'`\\]+|[\w.+-]+@[\w-]+(\.[\w-]+)+)?$"""
NOT_BLANK = r"\S"
SINGLE_SPACED = r"^\s*\S+([^\S\t\r\n]\S+)*\s*$"
PATTERNS = {
    ID: "must be lower-case letters, digits and single hyphens",
    TAG: "must be a language tag such as en, zh-Hans or pt-BR",
    SHA256: "must be 64 hexadecimal digits in lower case",
    FILE_NAME: "must be the plain name of a file in the folder of the work",
    VERSION: "must be words in one line, such as 1.0",
    CONTACT: "must be an https address or an e-mail address",
    NOT_BLANK: "must not be empty",
    SINGLE_SPACED: "must not be empty, nor have a line break or two spaces in a row",
}
TYPES = {
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "string_type": "must be text",
    "missing": "this key is missing",
    "too_short": "must not be empty",
    "too_long": f"must not have more than {MAX_LANGUAGES} items",
    "string_too_long": "is too long",
    "string_too_short": "must not be empty",
    "bool_parsing": "must be true or false",
}
RESERVED = frozenset(
    {
        "404",
        "about",
        "assets",
        "glossary",
        "guide",
        "manifest",
        "notes",
        "problems",
        "search",
        "sitemap",
    }
)

# What `faults` says, as far as JSON Schema can.
NOT_RESERVED: JsonDict = {
    "allOf": [
        {
            "pattern": f"^(?!({'|'.join(sorted(RESERVED))}|..)$)",
            "patternErrorMessage": "must not be an address of the site itself or of a language",
        }
    ],
    "not": {"const": 404},
}
NO_INDEX: JsonDict = {"not": {"const": "index"}}
WITH_A_BASE: JsonDict = {
    "contains": {"properties": {"role": {"const": "base"}}, "required": ["role"]}
}
ONLY_ONE_CONVERSION: JsonDict = {
    "if": {"properties": {"role": {"const": "conversion"}}, "required": ["role"]},
    "then": {"properties": {"tag": {"const": "zh-Hant"}, "from": {"enum": ["zh-Hans", None]}}},
}
DIGEST_OF_SOMETHING: JsonDict = {
    "if": {"properties": {"sha256": {"type": "string", "minLength": 1}}, "required": ["sha256"]},
    "then": {"properties": {"original": {"not": {"type": "null"}}}, "required": ["original"]},
}


def _without_double_spaces(form: str) -> str:
    if re.search(r"\s\s|[\t\r\n]", form):
        raise ValueError(f"“{form}” must not have a line break or two spaces in a row")
    return form


Id = Annotated[str, StringConstraints(pattern=ID, max_length=MAX_ID)]
Tag = Annotated[str, StringConstraints(pattern=TAG)]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    Field(json_schema_extra={"pattern": NOT_BLANK}),
]
Form = Annotated[
    Text,
    StringConstraints(max_length=MAX_FORM),
    AfterValidator(_without_double_spaces),
    Field(json_schema_extra={"pattern": SINGLE_SPACED}),
]
Verbatim = Annotated[str, StringConstraints(min_length=1)]
Localised = dict[Tag, Text]
# Item types of the Citation Style Language that a text can be.
ItemType = Literal[
    "article",
    "article-journal",
    "article-newspaper",
    "bill",
    "book",
    "chapter",
    "document",
    "legal_case",
    "legislation",
    "manuscript",
    "pamphlet",
    "paper-conference",
    "personal_communication",
    "regulation",
    "report",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
