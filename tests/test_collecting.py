"""The garbage collector rests, and goes on as before."""

import gc

import pytest

from edition import collecting


@pytest.mark.parametrize("on", [True, False])
def test_it_goes_on_as_before_even_after_an_error(on):
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(ValueError, match="inside"), collecting.paused():
            assert not gc.isenabled()
            raise ValueError("inside")
        assert gc.isenabled() == on
    finally:
        (gc.enable if was_on else gc.disable)()
