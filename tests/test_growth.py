"""No input takes quadratic time: each line of the generator's own code runs in proportion to
what is read, over libraries of adversarial shapes."""

import growth
import pytest

from edition import spelling
from edition.writers import pages, term_pages

SIZE = 12  # and twice and four times as much
BOUNDED = 24  # times the size: what has a bound of its own, such as a window, may grow up to it


@pytest.fixture(autouse=True)
def small_windows(monkeypatch):
    monkeypatch.setattr(spelling, "MAX_HINTS", 2)
    monkeypatch.setattr(pages, "NAVIGATION", 2)
    monkeypatch.setattr(term_pages, "LEAVES", 1)


def superlinear(one, two, four, size):
    """The places in the code whose counts more than double their growth when the size doubles."""
    return {
        place: (one[place], two[place], four[place])
        for place in four
        if four[place] - two[place] > 2.6 * max(0, two[place] - one[place]) + BOUNDED * size
    }


# A work may have few languages (`MAX_LANGUAGES`); of works, a handful is too few to tell.
COUNTED = [shape for shape in growth.SHAPES if shape not in ("languages", "works")]


@pytest.mark.parametrize("shape", COUNTED)
def test_steps_grow_with_the_input(tmp_path, shape):
    counts = (growth.measured(tmp_path, shape, SIZE * n) for n in (1, 2, 4))
    assert superlinear(*counts, SIZE) == {}


def test_quadratic_steps_are_found(tmp_path):
    def counts(n):
        return growth.Counter({("x.py", 1): n * n, ("x.py", 2): 50 * n})

    assert set(superlinear(counts(24), counts(48), counts(96), 24)) == {("x.py", 1)}
