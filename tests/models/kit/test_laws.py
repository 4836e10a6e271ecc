"""Laws are entered by name, with their ids, their sentence and what they quantify over."""

import pytest

from filspec.kit import laws
from filspec.kit.laws import (
    LAWS,
    Quantifier,
    frame,
    law,
    law_for_each,
    law_for_every_key,
    message_law,
    postcondition,
    refused_for,
    step_law,
    step_law_for_each,
    visit_law,
)

pytestmark = pytest.mark.usefixtures("registries")


@pytest.fixture
def ten(toy):
    """Each declaration, with what it shall enter."""
    return [
        (law("X1"), Quantifier.WORLD, ""),
        (law_for_each("bank.purses", "X1"), Quantifier.ROW, "bank.purses"),
        (law_for_every_key("bank.purses", "X1"), Quantifier.KEY, "bank.purses"),
        (step_law("X1"), Quantifier.STEP, ""),
        (step_law_for_each("plots", "X1"), Quantifier.STEP_ROW, "plots"),
        (message_law("X1"), Quantifier.MESSAGE, ""),
        (postcondition(toy.toy_spend, "X1"), Quantifier.POSTCONDITION, "toy_spend"),
        (refused_for(toy.toy_spend, toy.Refusal.NO_PURSE, "X1"), Quantifier.REFUSAL, "toy_spend"),
        (frame(toy.toy_spend, "X1"), Quantifier.FRAME, "toy_spend"),
        (visit_law(toy.toy_spend, "X1"), Quantifier.VISIT, "toy_spend"),
    ]


def test_every_quantifier_has_its_declaration(ten):
    assert [quantifier for _, quantifier, _ in ten] == list(Quantifier)


def test_a_declaration_enters_the_law_and_gives_the_function_back(ten):
    for declare, quantifier, path in ten:

        def toy_law(w):
            """Coins are never
            negative.

            This is why.
            """
            return True

        of_message = {Quantifier.REFUSAL: "toy_spend/NO_PURSE", Quantifier.FRAME: "toy_spend/frame"}
        name = of_message.get(quantifier, "toy_law")
        LAWS.pop(name, None)
        assert declare(toy_law) is toy_law
        entered = LAWS[name]
        assert (entered.name, entered.ids, entered.quantifier, entered.path) == (name, ("X1",), quantifier, path)
        assert entered.sentence == "Coins are never negative."
        assert entered.holds is toy_law


def test_a_law_may_state_several_properties_and_comes_in_order_of_definition():
    @law("X1", "X2")
    def toy_first(w):
        """The first."""
        return True

    @step_law("X3")
    def toy_second(before, after):
        """The second."""
        return True

    assert [(entry.name, entry.ids) for entry in list(LAWS.values())[-2:]] == [
        ("toy_first", ("X1", "X2")),
        ("toy_second", ("X3",)),
    ]


@pytest.mark.parametrize(("ids", "sentence"), [((), "It holds."), (("X1",), None), (("X1",), "  ")])
def test_a_law_without_sentence_or_id_is_refused(ids, sentence):
    def toy_silent(w):
        return True

    toy_silent.__doc__ = sentence
    with pytest.raises(ValueError, match=r"the law toy_silent needs a sentence \(its docstring\) and an id"):
        law(*ids)(toy_silent)
    assert "toy_silent" not in LAWS


def test_two_modules_cannot_declare_one_name(load):
    @law("X1")
    def toy_known(w):
        """It holds."""
        return True

    text = 'from filspec.kit.laws import law\n@law("X1")\ndef toy_known(w):\n    """It holds too."""\n    return True\n'
    with pytest.raises(
        ValueError, match=r"declares the law 'toy_known', which .* already did: give one of them another"
    ):
        load(text)
    assert laws.LAWS["toy_known"].sentence == "It holds."


def test_one_function_cannot_be_two_laws_of_one_name(toy):
    def toy_both(before, after, who, amount):
        """It holds."""
        return True

    declared = visit_law(toy.toy_spend, "X1")(toy_both)
    for again in (postcondition(toy.toy_spend, "X2"), visit_law(toy.toy_spend, "X2")):
        with pytest.raises(ValueError, match="declares toy_both twice as the law 'toy_both', and the second would"):
            again(declared)
    assert (LAWS["toy_both"].quantifier, LAWS["toy_both"].ids) == (Quantifier.VISIT, ("X1",))


def test_a_law_that_is_loaded_again_takes_the_place_of_the_first():
    def loaded():
        @law("X1")
        def toy_loaded(w):
            """It holds."""
            return True

        return toy_loaded

    first, second = loaded(), loaded()
    assert LAWS["toy_loaded"].holds is second
    assert first is not second


def test_a_postcondition_is_of_a_registered_message_only():
    with pytest.raises(TypeError, match="len is not a registered transition"):
        postcondition(len, "X1")


def test_a_law_of_one_name_asks_for_what_it_needs(toy):
    @postcondition(toy.toy_spend, "X1")
    def toy_answered(before, after, amount, answer):
        """It answers the amount."""
        return answer == amount

    assert LAWS["toy_answered"].takes == ("amount", "answer")


def test_a_law_cannot_ask_for_what_its_message_has_not(toy):
    def toy_curious(before, after, colour):
        """It holds."""
        return True

    with pytest.raises(ValueError, match="the law toy_curious asks for colour; toy_spend has who, amount"):
        postcondition(toy.toy_spend, "X1")(toy_curious)


def test_one_condition_may_be_that_of_several_messages_but_a_reason_has_one(toy):
    def toy_poor(before):
        """There is no coin."""
        return before.bank.coins == 0

    def toy_poorer(before):
        """There is no coin either."""
        return before.bank.coins < 1

    for message in (toy.toy_spend, toy.toy_give):
        refused_for(message, toy.Refusal.TOO_POOR, "X1")(toy_poor)
    assert {"toy_spend/TOO_POOR", "toy_give/TOO_POOR"} <= set(LAWS)
    assert LAWS["toy_give/TOO_POOR"].reason is toy.Refusal.TOO_POOR
    with pytest.raises(ValueError, match="declares the law 'toy_spend/TOO_POOR', which"):
        refused_for(toy.toy_spend, toy.Refusal.TOO_POOR, "X1")(toy_poorer)
