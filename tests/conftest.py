"""Makes `edition` and the tests' own helpers importable however pytest is started.

A test that takes `renderer` runs with each of them that is installed.

In CI the invented examples are the same each time; `HYPOTHESIS_PROFILE=long` tries many more.
"""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from edition.site import RENDERERS, is_installed

settings.register_profile("usual", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "usual")
)


def _or_skipped(name):
    reason = f"{name} is not installed"
    return pytest.param(name, marks=pytest.mark.skipif(not is_installed(name), reason=reason))


@pytest.fixture(scope="session", params=[_or_skipped(name) for name in RENDERERS])
def renderer(request):
    return request.param
