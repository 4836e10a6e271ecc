"""The declaration of lemmas."""

import pytest

from filspec.lemmas.lemma import LEMMAS, NotGiven, given, lemma, lemma_over


@pytest.fixture(autouse=True)
def forget_what_is_declared():
    known = dict(LEMMAS)
    yield
    LEMMAS.clear()
    LEMMAS.update(known)


def test_a_lemma_is_known_by_its_name_and_its_docstring():
    @lemma("B1", "B2")
    def one_is_less_than_two(number: int) -> bool:
        """One is less

        than two.
        """
        return number < 2

    declared = LEMMAS["one_is_less_than_two"]
    assert (declared.ids, declared.sentence, declared.cases) == (("B1", "B2"), "One is less", None)
    assert declared.holds is one_is_less_than_two


def test_a_lemma_over_cases_knows_them():
    def cases():
        return [(1,), (2,)]

    @lemma_over(cases, "B1")
    def is_positive(number: int) -> bool:
        """It is positive."""
        return number > 0

    assert LEMMAS["is_positive"].cases is cases


@pytest.mark.parametrize(("ids", "sentence"), [((), "A sentence."), (("B1",), "")])
def test_a_lemma_needs_a_sentence_and_an_id(ids, sentence):
    def statement(number: int) -> bool:
        return number > 0

    statement.__doc__ = sentence
    with pytest.raises(ValueError, match=r"the lemma statement needs a sentence \(its docstring\) and an id"):
        lemma(*ids)(statement)


def test_two_files_may_not_declare_the_same_name():
    def a_child_is_no_lighter(number: int) -> bool:
        """Another."""
        return number > 0

    message = r"declares the lemma 'a_child_is_no_lighter', which filspec.lemmas.weight already did"
    pytest.importorskip("filspec.lemmas.weight")
    with pytest.raises(ValueError, match=message):
        lemma("B1")(a_child_is_no_lighter)


def test_a_file_may_not_declare_a_name_twice():
    def cases():
        return [(1,), (2,)]

    @lemma("B1")
    def is_positive(number: int) -> bool:
        """It is positive."""
        return number > 0

    first = is_positive

    def is_positive(number: int) -> bool:
        """It is one or two."""
        return number in (1, 2)

    for again in (first, is_positive):
        with pytest.raises(ValueError, match=r"declares the lemma 'is_positive', which .* already did"):
            lemma_over(cases, "B1")(again)
    assert LEMMAS["is_positive"].holds is first


def test_a_file_may_be_loaded_again():
    def loaded():
        @lemma("B1")
        def is_positive(number: int) -> bool:
            """It is positive."""
            return number > 0

        return is_positive

    first, second = loaded(), loaded()
    assert first is not second
    assert LEMMAS["is_positive"].holds is second


def test_what_is_not_given_is_not_spoken_of():
    given(True)
    with pytest.raises(NotGiven):
        given(False)
