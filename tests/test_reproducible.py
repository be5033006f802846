"""The same source gives the same bytes, wherever, whenever and in whatever language."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import sample

from edition import pipeline

ROOT = Path(__file__).resolve().parent.parent
# Moves every clock that Python programs read. `sitecustomize` is imported as Python starts.
CLOCK = """\
import datetime, time
real, now = time.time, datetime.datetime
SHIFT = {shift}

class Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(real() + SHIFT)

class Moment(now):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(real() + SHIFT, tz)
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(real() + SHIFT)
    today = now

local, utc, text = time.localtime, time.gmtime, time.strftime
time.time = lambda: real() + SHIFT
time.time_ns = lambda: int((real() + SHIFT) * 1e9)
time.localtime = lambda at=None: local(real() + SHIFT if at is None else at)
time.gmtime = lambda at=None: utc(real() + SHIFT if at is None else at)
time.strftime = lambda form, at=None: text(form, at or time.localtime())
datetime.date, datetime.datetime = Date, Moment
"""
HERE = {
    "shift": 0,
    "umask": 0o022,
    "mtime": None,
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "1",
}
THERE = {
    "shift": 40_000_000,
    "umask": 0o077,
    "mtime": 1_000_000_000,
    "TZ": "America/Los_Angeles",
    "LC_ALL": "C.UTF-8",
    "LANG": "zh_CN.UTF-8",
    "LANGUAGE": "zh_CN:tr",
    "PYTHONHASHSEED": "2",
    "COLUMNS": "40",
    "SOURCE_DATE_EPOCH": "1234567890",
}


def built(folder, names, world, renderer, source=ROOT / "source"):
    """Builds a copy of the first edition in folders of these names, in such a world."""
    text, docs, site = (folder / name for name in names)
    shutil.copytree(source, text, copy_function=shutil.copyfile)
    (text / ".library.yml.swp").write_text(str(folder), "utf-8")
    sample.copy_docs(docs)
    (folder / "clock").mkdir()
    (folder / "clock" / "sitecustomize.py").write_text(CLOCK.format(shift=world["shift"]), "utf-8")
    for path in folder.rglob("*"):
        if world["mtime"]:
            os.utime(path, (world["mtime"], world["mtime"]))
    dropped = ("SOURCE_DATE_EPOCH", "SITE_URL", "LANGUAGE")
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    environment |= {key: value for key, value in world.items() if isinstance(value, str)}
    environment |= {"PYTHONPATH": str(folder / "clock")}
    options = ("--source", text, "--docs", docs, "--site", site, "--renderer", renderer)
    done = subprocess.run(
        [sys.executable, str(ROOT / "build_site.py"), "build", *map(str, options)],
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment,
        umask=world["umask"],
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return {
        name: {p.relative_to(at).as_posix(): p.read_bytes() for p in at.rglob("*") if p.is_file()}
        for name, at in (("docs", docs), ("site", site))
    }


def test_two_builds_in_two_places_at_two_times_are_equal_byte_for_byte(tmp_path, renderer):
    (tmp_path / "a").mkdir()
    far = tmp_path / "b" / "far away" / "文本"
    far.mkdir(parents=True)
    one = built(tmp_path / "a", ("source", "docs", "site"), HERE, renderer)
    other = built(far, ("texts", "pages", "published"), THERE, renderer)
    for name in ("docs", "site"):
        assert one[name].keys() == other[name].keys()
        assert [path for path in one[name] if one[name][path] != other[name][path]] == []
    assert len(one["site"]) > 100 if renderer == "mkdocs" else len(one["site"]) > 40


def test_the_clock_of_the_test_is_another(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(CLOCK.format(shift=THERE["shift"]), "utf-8")
    ask = "import datetime, time; print(time.time(), datetime.datetime.now().year)"
    moments = [
        subprocess.run(
            [sys.executable, "-c", ask],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | path,
        ).stdout.split()
        for path in ({}, {"PYTHONPATH": str(tmp_path)})
    ]
    assert float(moments[1][0]) - float(moments[0][0]) >= THERE["shift"]
    assert moments[0][1] != moments[1][1]


def test_the_version_of_an_edition_without_one_is_that_of_its_texts(tmp_path):
    versions = []
    for name in ("source", "elsewhere"):
        folder = tmp_path / name
        shutil.copytree(ROOT / "source", folder)
        library = folder / "library.yml"
        lines = library.read_text("utf-8").splitlines(keepends=True)
        kept = "".join(line for line in lines if not line.startswith("version:"))
        library.write_text(kept, "utf-8")
        versions.append(pipeline.check(folder)[0].version)
    assert versions[0] == versions[1]
    assert len(versions[0]) == 12


def test_the_sitemap_names_every_page_and_no_day(tmp_path, renderer):
    source = sample.library(
        tmp_path / "of",
        {
            "library.yml": "title: {en: L}\n",
            "glossary.yml": "terms: []\n",
            "w/work.yml": "id: w\ntitle: {en: T}\nbase: en\nlanguages: [{tag: en, role: base}]\n",
            "w/en.md": "# T\n\n1. One.\n",
        },
    )
    site = built(tmp_path, ("source", "docs", "site"), HERE, renderer, source)["site"]
    text = site["sitemap.xml"].decode("utf-8")
    assert "<loc>https://example.org/en/w/</loc>" in text
    assert "lastmod" not in text
    assert "sitemap.xml.gz" not in site
