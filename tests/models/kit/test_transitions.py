"""Transitions are registered once, say what they may do, and show themselves to a trace."""

from contextlib import ExitStack
from types import FunctionType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit import engine
from filspec.kit.trace import Recorder, recording
from filspec.kit.transitions import (
    REGISTRY,
    Kind,
    called_as,
    internal,
    is_called_as,
    message,
    pure,
    query,
    register,
    transition_of,
)


def test_each_kind_is_entered_with_its_declaration(toy):
    declared = {name: transition_of(getattr(toy, name)) for name in vars(toy) if name.startswith("toy_")}
    assert all(name == entry.name for name, entry in declared.items())
    assert {
        name: (declared[name].kind, declared[name].owner, declared[name].label, declared[name].reply)
        for name in ("toy_pay_in", "toy_spend", "toy_give", "toy_reap", "toy_balance", "toy_purse_of", "toy_is_sunny")
    } == {
        "toy_pay_in": (Kind.MESSAGE, "Bank", "Pay in(who, amount)", "Receipt"),
        "toy_spend": (Kind.MESSAGE, "Bank", "toy_spend", ""),
        "toy_give": (Kind.INTERNAL, "", "toy_give", ""),
        "toy_reap": (Kind.INTERNAL, "Field", "Reap(plot)", ""),
        "toy_balance": (Kind.QUERY, "Bank", "Ask(who)", "Coins"),
        "toy_purse_of": (Kind.PURE, "", "toy_purse_of", ""),
        "toy_is_sunny": (Kind.ORACLE, "Sky", "IsSunny(day)", "Bool"),
    }


def test_parameters_are_named_without_the_world(toy):
    assert transition_of(toy.toy_pay_in).parameters == ("who", "amount")
    assert transition_of(toy.toy_weather).parameters == ()


@given(
    split=st.integers(0, 3), values=st.tuples(st.integers(), st.integers(), st.integers()), turn=st.permutations("abc")
)
def test_arguments_come_in_order_however_they_are_given(split, values, turn):
    def toy_three(w, a, b, c):
        return (a, b, c)

    entry = register(toy_three, Kind.PURE, "", "", "")
    del REGISTRY["toy_three"]
    by_name = dict(zip("abc", values, strict=True))
    named = {name: by_name[name] for name in turn if name not in "abc"[:split]}
    assert entry.in_order(("world", *values[:split]), named) == ("world", *values)


@pytest.mark.parametrize(
    "named", [{"a": 1}, {"c": 3}, {"b": 2, "d": 4}], ids=["twice", "one left out", "of no parameter"]
)
def test_arguments_that_python_would_refuse_or_give_elsewhere_are_refused(named):
    """Given a call by name that leaves a hole, or gives one twice, then nothing is put in its place."""

    def toy_three(w, a, b, c):
        return (a, b, c)

    entry = register(toy_three, Kind.PURE, "", "", "")
    del REGISTRY["toy_three"]
    with pytest.raises(TypeError, match="give each parameter once, and leave none out"):
        entry.in_order(("world", 1), named)


def test_registration_keeps_the_order_of_definition(registries):
    before = len(REGISTRY)
    for declare in (message("Bank"), internal(), query("Bank"), pure):

        def toy_some(w):
            return 0

        toy_some.__name__ += f"_{len(REGISTRY)}"
        declare(toy_some)
    assert [entry.kind for entry in list(REGISTRY.values())[before:]] == [
        Kind.MESSAGE, Kind.INTERNAL, Kind.QUERY, Kind.PURE,
    ]  # fmt: skip


def test_two_modules_cannot_register_one_name(registries, toy, load):
    register(transition_of(toy.toy_give).function, Kind.INTERNAL, "", "", "")
    text = "from filspec.kit.transitions import pure\n@pure\ndef toy_give(a):\n    return a\n"
    with pytest.raises(ValueError, match=r"registers 'toy_give', which toy_village already did: give one of them"):
        load(text)


@pytest.mark.parametrize("stranger", [len, lambda: 0, 7], ids=["builtin", "lambda", "number"])
def test_what_is_not_registered_is_refused(stranger):
    with pytest.raises(TypeError, match="is not a registered transition: declare it with @message, @internal, @query"):
        transition_of(stranger)


def test_an_attribute_of_that_name_is_no_declaration():
    def impostor():
        return 0

    impostor.transition = "transition"
    with pytest.raises(TypeError, match="impostor is not a registered transition"):
        transition_of(impostor)


def test_a_call_shows_its_arguments_by_name_and_its_answer(toy, founded):
    with recording(Recorder()) as recorder:
        assert toy.toy_pay_in(founded(), 3, amount=4) == 4
    call, reply = recorder.events
    assert (call.receiver, call.label, call.arguments) == (
        "Bank", "Pay in(who, amount)", (("who", 3), ("amount", 4)),
    )  # fmt: skip
    assert (reply.label, reply.arguments) == ("Receipt", (("answer", 4),))


def test_bookkeeping_without_an_owner_and_computations_leave_no_trace(toy, founded):
    village = founded()
    toy.toy_pay_in(village, 1, 2)
    with recording(Recorder()) as recorder:
        toy.toy_give(village, 1, 2)
        toy.toy_purse_of(village, 1)
    assert recorder.events == []


@given(who=st.integers(), amount=st.integers(1))
def test_a_transition_does_the_same_whether_somebody_looks_or_not(toy, founded, who, amount):
    unseen, watched = founded(), founded()
    answer = toy.toy_pay_in(unseen, who, amount)
    with recording(Recorder()):
        assert toy.toy_pay_in(watched, who, amount) == answer
    assert list(unseen.bank.purses.items()) == list(watched.bank.purses.items())


def test_a_call_with_too_few_arguments_is_the_same_error_whether_somebody_looks_or_not(toy, founded):
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'amount'"):
        toy.toy_pay_in(founded(), 1)
    with recording(Recorder()), pytest.raises(TypeError, match="missing 1 required positional argument: 'amount'"):
        toy.toy_pay_in(founded(), 1)


def test_a_wrapped_function_keeps_its_name_and_its_sentence(toy):
    for wrapped in (toy.toy_pay_in, toy.toy_purse_of, toy.toy_is_sunny):
        written = transition_of(wrapped).function
        assert (wrapped.__name__, wrapped.__doc__) == (written.__name__, written.__doc__)


def toy_declared(declare):
    """A function that is declared, and what it is called by."""

    def toy_plus(w, one, other):
        return w + one + other

    called = declare(toy_plus)
    return transition_of(called), called


DECLARE = {
    "a message": message("Bank"), "a query": query("Bank"), "bookkeeping": internal(), "a computation": pure,
}  # fmt: skip


@pytest.fixture(params=DECLARE.values(), ids=DECLARE)
def declared(request, registries):
    return toy_declared(request.param)


def test_what_the_kit_made_is_known_by_identity(declared):
    entry, called = declared
    assert is_called_as(entry, called)
    # Given a look-alike: other objects of the same code, names and declaration
    alike = FunctionType(called.__code__, called.__globals__, called.__name__, closure=called.__closure__)
    alike.__dict__.update(called.__dict__)
    assert transition_of(alike) is entry
    # Then it is not what the function is called by; nor is a thing that is no function
    assert not is_called_as(entry, alike)
    assert not is_called_as(entry, lambda: 0)
    assert not is_called_as(entry, 7)


def test_what_was_given_other_code_is_known_no_more(declared):
    entry, called = declared
    # Given other code in what the kit made
    before = called.__code__
    called.__code__ = (lambda w, one, other: 0).__code__ if not before.co_freevars else before.replace(co_name="other")
    assert not is_called_as(entry, called)
    # When it has its own again, then it is known again
    called.__code__ = before
    assert is_called_as(entry, called)


def test_under_another_declaration_it_is_not_known(declared, toy):
    entry, called = declared
    # Given a declaration of the same function that says something else, one that says the same, and that of another one
    for other in (entry.but(owner="Sky"), entry.but(label=entry.label), transition_of(toy.toy_pay_in)):
        assert not is_called_as(other, called)


def test_what_a_function_is_called_by_may_be_replaced_by_the_kit_only(declared):
    # Given another function by which the kit lets this one be called
    entry, called = declared

    def instead(w, one, other):
        return called(w, one, other)

    assert called_as(entry, instead) is instead
    # Then that has the declaration, and what was made before is not known any more
    assert transition_of(instead) is entry
    assert is_called_as(entry, instead)
    assert not is_called_as(entry, called)


class Adding:
    """An engine that answers computations as they are."""

    def compute(self, function, arguments):
        return function(*arguments)


SITUATIONS = {
    "alone": lambda within: None,
    "traced": lambda within: within.enter_context(recording(Recorder())),
    "under an engine": lambda within: within.enter_context(engine.answered_by(Adding())),
    "traced under an engine": lambda within: (
        within.enter_context(recording(Recorder())),
        within.enter_context(engine.answered_by(Adding())),
    ),
}


@pytest.fixture(params=SITUATIONS.values(), ids=SITUATIONS)
def situation(request):
    with ExitStack() as within:
        request.param(within)
        yield


@pytest.mark.usefixtures("situation")
def test_arguments_may_be_given_by_name(declared):
    _, called = declared
    assert called(1, 20, 300) == called(1, 20, other=300) == called(1, other=300, one=20) == 321
    assert called(w=1, other=300, one=20) == 321


WRONG = {
    "too few": (((1, 2), {}), r"toy_plus\(\) missing 1 required positional argument: 'other'"),
    "none": (((), {}), r"toy_plus\(\) missing 3 required positional arguments: 'w', 'one', and 'other'"),
    "too many": (((1, 2, 3, 4), {}), r"toy_plus\(\) takes 3 positional arguments but 4 were given"),
    "twice": (((1, 2, 3), {"one": 2}), r"toy_plus\(\) got multiple values for argument 'one'"),
    "of no parameter": (((1, 2), {"third": 3}), r"toy_plus\(\) got an unexpected keyword argument 'third'"),
}


@pytest.mark.usefixtures("situation")
@pytest.mark.parametrize(("given_to_it", "error"), WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_an_error_that_names_the_function(declared, given_to_it, error):
    (positional, named), (_, called) = given_to_it, declared
    with pytest.raises(TypeError, match=error):
        called(*positional, **named)


NAMES = ("function", "__function__", "module", "itself", "seat", "another", "itself_", "called", "otherwise")


@pytest.mark.parametrize("declare", DECLARE.values(), ids=DECLARE)
@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_parameter_hides_what_the_kit_writes(registries, load, declare, name):
    """Given parameters that are called as what stands around a function, and a function that is called so too."""
    text = f"def {name}(w, {name}, itself__, seat_):\n    return {name}, itself__, seat_\n"
    written = load(text)
    called = declare(getattr(written, name))
    assert called(None, 1, 2, 3) == (1, 2, 3)
    assert called(None, itself__=2, seat_=3, **{name: 1}) == (1, 2, 3)
