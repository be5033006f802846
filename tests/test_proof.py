"""`check` shows the chain of each work: original, base text, emendations, texts, pages."""

import hashlib
import json

import pytest
import sample
from click.testing import CliRunner

from edition.cli import main

FILES = {
    "library.yml": "title: {en: L}\n",
    "glossary.yml": "terms: []\n",
    "w/work.yml": (
        "id: w\ntitle: {en: T}\nbase: en\noriginal: original.txt\nlanguages:\n"
        "  - {tag: en, role: base}\n  - {tag: zh-Hans, role: translation}\n"
    ),
    "w/original.txt": "T\r\n1. The rest.\r\n",
    "w/en.md": "# T\n\n1. The remainder.\n",
    "w/zh-Hans.md": "# 题\n\n1. 其余。\n",
    "w/emendations.yml": (
        "emendations:\n  - {at: p1, original: rest, reading: remainder, reason: the sense}\n"
    ),
}


def check(source, *options):
    site = source.parent / "site"
    arguments = ["check", "--source", source, "--site", site, *options]
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_the_chain_is_part_of_the_report_and_with_proof_the_output(tmp_path):
    source = sample.library(tmp_path, FILES)
    plain, proved = check(source), check(source, "--proof")
    assert plain.exit_code == proved.exit_code == 0
    assert plain.stdout == ""
    assert proved.stdout in plain.stderr
    digest = hashlib.sha256(FILES["w/original.txt"].encode()).hexdigest()
    assert f"SHA-256 {digest}, work.yml states none" in proved.stdout
    assert "block marks; 1 emendation:\n" in proved.stdout
    assert "p1: “rest” → “remainder” (the sense)" in proved.stdout
    assert "not built: site has no manifest.json" in proved.stdout


def test_the_array_of_json_stays_and_proof_makes_it_an_object(tmp_path):
    source = sample.library(tmp_path, FILES)
    assert json.loads(check(source, "--json").stdout) == []
    found = json.loads(check(source, "--json", "--proof", "--terms").stdout)
    assert set(found) == {"problems", "proof", "terms"}
    (chain,) = found["proof"]
    assert chain["equal"] is True
    assert chain["original"]["characters"] == len("T1.Therest.")
    (emendation,) = chain["emendations"]
    assert (emendation["reading"], emendation["line"]) == ("remainder", 2)
    assert [t["lang"] for t in chain["texts"]] == ["en", "zh-Hans"]
    english = hashlib.sha256(FILES["w/en.md"].encode()).hexdigest()
    assert chain["texts"][0]["sha256"] == english
    assert chain["pages"]["state"] == "absent"


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("w/en.md", "The", "A", ("differs",)),
        ("w/emendations.yml", "remainder", "no words", ("differs",)),
        ("w/zh-Hans.md", "1. 其余。", "2. 其余。", ("texts", 1, "differs")),
    ],
)
def test_a_broken_link_of_the_chain_says_so(tmp_path, name, old, new, where):
    source = sample.library(tmp_path, FILES | {name: FILES[name].replace(old, new)})
    result = check(source, "--json", "--proof")
    assert result.exit_code == 1
    value = json.loads(result.stdout)["proof"][0]
    assert value["pages"]["state"] == "unread"
    for key in where:
        value = value[key]
    assert value
