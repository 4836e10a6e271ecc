"""What a function is given, and whether a call gives it that."""

import pytest

from filspec.kit.signatures import declared_by_the_kit, require_passable, signature_of
from filspec.kit.value_types import NOTHING, NoType

CALLS = {
    "toy_give(w)": "toy_give without a",
    "toy_give(w, 1, 2)": "3 arguments for toy_give",
    "toy_give(w, 1, a=2)": "a of toy_give, given twice",
    "toy_give(w, a=1, b=2)": "toy_give with b",
    "toy_give(w, c)": "Colour for a of toy_give",
    "toy_give(w.deep, 1)": "Deep for w of toy_give",
    "toy_give(a, 1)": "int for w of toy_give",
}


@pytest.mark.parametrize(("body", "construct"), CALLS.items(), ids=CALLS)
def test_a_call_gives_each_parameter_one_argument_of_its_type(found, body, construct):
    assert construct in [what for what, _ in found(body)]


def test_arguments_may_be_named_in_any_order(found):
    assert not found("toy_give(w, a=1)\nx = toy_sun(colour=c, day=a)")


@pytest.mark.parametrize(
    "parameters",
    [
        "w, a",
        "w: World, a: str",
        "w: World, a: object",
        "w: World, *, a: int",
        "w: World, a: int, /",
        "w: World, a: 'Later'",
    ],
)
def test_a_parameter_without_a_type_of_the_subset_is_refused(found, parameters):
    declared = f"@internal()\ndef toy_step({parameters}) -> None:\n    w.n = Coins(0)\n"
    assert found("pass", declared)


PASSED = {
    "a table": "w: World, t: Table[int, Row]",
    "a second world": "w: World, v: World",
    "a part of the world": "w: World, d: Deep",
    "a world by another name": "v: World, a: int",
    "no world by its name": "w: int",
    "a world later": "a: int, w: World",
}


@pytest.mark.parametrize("parameters", PASSED.values(), ids=PASSED)
def test_a_transition_is_given_the_world_of_its_caller_and_values(found, parameters):
    [(construct, instead)] = found("pass", f"@internal()\ndef toy_step({parameters}) -> None:\n    pass\n")
    assert construct.startswith("the parameter ")
    assert instead.startswith(("pass the world", "call the world"))


@pytest.mark.parametrize("returns", ["World", "Deep", "Table[int, Row]"])
def test_a_transition_returns_no_part_of_the_world(load, returns):
    head = "from filspec.kit.tables import Table\nfrom filspec.kit.worlds import actor\n"
    head += "from filspec.kit.records import Record\n"
    text = (
        f"{head}class Row(Record):\n    x: int\n@actor\nclass Deep:\n    n: int\n@actor\nclass World:\n    deep: Deep\n"
    )
    module = load(f"{text}def step(w: World) -> {returns}:\n    return w\n")
    with pytest.raises(NoType, match="as a result"):
        require_passable(signature_of(module.step))


def test_a_signature_has_the_types_of_the_annotations(load):
    module = load("from __future__ import annotations\ndef step(a: int, b: bool) -> None:\n    pass\n")
    assert signature_of(module.step) == ((("a", int), ("b", bool)), NOTHING)


@pytest.mark.parametrize(
    "text", ["def step(a: int = 1) -> int:\n    return a\n", "def step(a: Later) -> int:\n    return a\n"]
)
def test_a_signature_that_leaves_something_open_is_none(load, text):
    with pytest.raises(NoType):
        signature_of(load("from __future__ import annotations\n" + text).step)


LOOK_ALIKES = {
    "a wrapper of somebody else": "def hidden(w):\n    return 1\nhidden.transition = toy_real.transition",
    "the declaration of another": "@pure\ndef hidden(a: int) -> int:\n    return 2\n"
    "hidden.__dict__['transition'] = toy_real.transition",
    "a second name": "hidden = toy_real",
    "no function": "class Hidden:\n    transition = toy_real.transition\nhidden = Hidden()",
}


@pytest.mark.parametrize("text", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_what_the_kit_did_not_make_is_not_registered(load, text):
    real = "from filspec.kit.transitions import pure\n@pure\ndef toy_real(a: int) -> int:\n    return 1\n"
    module = load(real + text)
    assert declared_by_the_kit(module.toy_real) is not None
    second = module.hidden is module.toy_real
    assert second or declared_by_the_kit(module.hidden) is None


def test_a_name_that_was_bound_again_is_one_function(load):
    # Given a function that was declared twice, the first kept under another name
    once = "@pure\ndef toy_real(a: int) -> int:\n    return 1\n"
    module = load(f"from filspec.kit.transitions import pure\n{once}kept = toy_real\n{once}")
    # Then only the one that its module has under its name is registered
    assert declared_by_the_kit(module.toy_real) is not None
    assert declared_by_the_kit(module.kept) is None
