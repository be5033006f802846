"""The data of the search, read back as the browser reads it."""

import base64
import gzip
import json
import re
from itertools import chain
from zlib import crc32

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from edition import pipeline
from edition.writers import search_data, search_index
from edition.writers.search_fold import fold, tokens, word_pairs
from edition.writers.search_texts import of_notes, of_segments, of_term

CALL = re.compile(r'editionData\("([^"]+)","([0-9a-f]{12})",(.*)\);\n', re.S)


def edition_of(source):
    edition, problems = pipeline.check(source)
    assert not [p for p in problems if p.code.startswith("E")]
    return edition


@pytest.fixture(scope="module")
def first():
    return edition_of(sample.DOCS.parent / "source")


@pytest.fixture(params=[search_data.SMALL, 0], ids=["small", "large"])
def files(request, first, monkeypatch):
    monkeypatch.setattr(search_data, "SMALL", request.param)
    return read(first)


def read(edition):
    """Every file's value by name; all are of one version."""
    outputs = list(search_data.write(edition))
    calls = [CALL.fullmatch(output.data.decode("utf-8")).groups() for output in outputs]
    assert [o.path for o in outputs] == [f"assets/search/{name}.js" for name, _, _ in calls]
    assert len({version for _, version, _ in calls}) == 1
    return {name: json.loads(value) for name, _, value in calls}


def blocks(files):
    yield from files["root"].get("blocks", ())
    yield from (value for name, value in files.items() if name[0] == "t")


def texts(files):
    """Every text of every document, conversions made from their sources: (number, tag) → text."""
    found = {}
    for block in blocks(files):
        for tag, held in block["texts"].items():
            found |= {(block["first"] + n, tag): text for n, text in enumerate(held) if text}
    for block in blocks(files):
        for tag, (source, pairs) in files["root"]["conversions"].items():
            usual = str.maketrans(dict(zip(pairs[::2], pairs[1::2], strict=True)))
            for n, text in enumerate(block["texts"].get(source, ())):
                letters = list(text.translate(usual))
                patch = block["patches"][tag].get(str(n), [])
                for at, letter in zip(patch[::2], patch[1::2], strict=True):
                    letters[at] = letter
                if letters:
                    found.setdefault((block["first"] + n, tag), "".join(letters))
    return found


def documents(edition):
    works = edition.readings
    return [
        *map(of_term, edition.terms),
        *chain(*map(of_segments, works)),
        *chain(*map(of_notes, works)),
    ]


def test_every_text_comes_back_in_every_language(first, files):
    wanted = {
        (number, tag): text
        for number, each in enumerate(documents(first))
        for tag, text in each.texts.items()
    }
    assert texts(files) == wanted


def test_every_document_has_its_id_and_its_page(first, files):
    wanted = documents(first)
    assert files["root"]["count"] == len(wanted)
    for block in blocks(files):
        ids = block["ids"].split(" ")
        own = wanted[block["first"] : block["first"] + len(ids)]
        assert ids == [each.id for each in own]
        pages = dict.fromkeys(range(len(ids)))
        for at, section, head in block["pages"]:
            pages |= dict.fromkeys(range(at, len(ids)), (section, head))
        assert [page[0] for page in pages.values()] == [each.section for each in own]
        for _, head in pages.values():
            assert head < 0 or wanted[head].opens


def decoded(data, count):
    """The lists of a leaf, as the engine reads them."""
    stream = iter(base64.b64decode(data))

    def digits():
        value = shift = 0
        for byte in stream:
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
        return None

    while (head := digits()) is not None:
        if head & 1:
            bits = [next(stream) for _ in range((count + 7) // 8)]
            yield [n for n in range(count) if bits[n >> 3] >> (n & 7) & 1]
        else:
            at, held = -1, []
            for _ in range(head >> 1):
                at += digits()
                held.append(at)
            yield held


def test_the_index_names_the_documents_of_each_token(first, monkeypatch):
    monkeypatch.setattr(search_data, "SMALL", 0)
    monkeypatch.setattr(search_index, "LEAF", 300)
    files = read(first)
    root = files["root"]
    wanted = {}
    for number, each in enumerate(documents(first)):
        for token in set(chain(*(tokens(fold(text)) for text in each.texts.values()))):
            wanted.setdefault(token, []).append(number)
    found = {}
    for n, head in enumerate(root["index"]["leaves"].split("\n")):
        keys, data = files[f"i{n}"]
        assert keys.split("\n")[0] == head
        found |= dict(zip(keys.split("\n"), decoded(data, root["count"]), strict=True))
    assert found == wanted
    sums = {}
    for n, keys in enumerate(root["index"]["sums"]):
        lists = decoded(files[f"s{n}"], root["count"])
        sums |= dict(zip(keys.split("\n"), lists, strict=True))
    assert len(sums) > 20
    for prefix, held in sums.items():
        beginning = (numbers for token, numbers in wanted.items() if token.startswith(prefix))
        assert held == sorted(set(chain(*beginning)))


def test_the_index_names_the_blocks_of_each_pair_of_words(first, monkeypatch):
    monkeypatch.setattr(search_data, "SMALL", 0)
    files = read(first)
    index, all_of_them = files["root"]["index"], documents(first)
    blocks = -(-len(all_of_them) // search_data.BLOCK)
    lists = [
        held
        for n in range(index["buckets"] // index["per"])
        for held in decoded(files[f"p{n}"], blocks)
    ]
    assert len(lists) == index["buckets"]
    wanted = {}
    for number, each in enumerate(all_of_them):
        for pair in chain(*(word_pairs(fold(text)) for text in each.texts.values())):
            bucket = crc32(pair.encode("utf-8")) % index["buckets"]
            wanted.setdefault(bucket, set()).add(number // search_data.BLOCK)
    assert {n: set(held) for n, held in enumerate(lists) if held} == wanted


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1)))))
def test_a_list_comes_back_from_its_code(case):
    count, numbers = case
    data = base64.b64encode(search_index.code(sorted(numbers), count))
    assert list(decoded(data, count)) == [sorted(numbers)]


def test_the_data_of_a_small_library_is_at_most_a_third_more_than_its_text(first):
    (output,) = search_data.write(first)
    own = "\n".join(t for each in documents(first) for t in each.texts.values())
    original = "\n".join(
        text for each in documents(first) for tag, text in each.texts.items() if tag != "zh-Hant"
    )
    size = len(gzip.compress(output.data, 6))
    assert size <= 1.3 * len(gzip.compress(original.encode("utf-8"), 6))
    assert size <= 1.0 * len(gzip.compress(own.encode("utf-8"), 6))


FILES = {
    "library.yml": "title: {en: Rules}\n",
    "glossary.yml": "terms: []\n",
    "rules/work.yml": (
        "id: rules\ntitle: {en: Rules}\nbase: en\nlanguages:\n  - {tag: en, role: base}\n"
    ),
    "rules/en.md": '# Rules\n\n1. A </script><b>rule</b> \u2028 "quoted" \\\\ and $&.\n',
}


def test_a_library_of_one_language_without_glossary_has_its_data(tmp_path):
    edition = edition_of(sample.library(tmp_path, FILES))
    files = read(edition)
    assert texts(files)[1, "en"] == 'A </script><b>rule</b> \u2028 "quoted" \\ and $&.'
    assert files["root"]["conversions"] == {}


def test_a_conversion_of_another_length_is_kept_whole(first):
    converted = {"zh-Hans": "计算机网络", "zh-Hant": "電腦網路", "en": "network"}
    told = search_data.conversions(first, [search_data.Found("p1", converted)])
    assert told["zh-Hant"].patches == {}
