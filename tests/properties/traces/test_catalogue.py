"""Finding one's way in the catalogue (what it says is tested in tests/spec)."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.traces.catalogue import catalogue

NAMES = [participant.name for participant in catalogue().participants]


@given(st.sets(st.sampled_from(NAMES) | st.text(min_size=1, max_size=5)))
def test_the_drawing_s_order_keeps_everybody(names: set[str]) -> None:
    ordered = catalogue().drawing_order(names)
    assert sorted(ordered) == sorted(names)
    drawn = [name for name in ordered if name in NAMES]
    assert drawn == [name for name in NAMES if name in names]
    assert ordered[len(drawn) :] == sorted(names - set(NAMES))


def test_the_path_of_a_block_leads_from_the_top_to_it() -> None:
    assert [block.label for block in catalogue().path("K21")] == [
        "BlockProduction",
        "forEach StorageMiningSubsystem.StorageMiner",
        "1- success",
        "SubmitPoSt",
        "0 - failure",
    ]
    assert catalogue().path("") == ()
