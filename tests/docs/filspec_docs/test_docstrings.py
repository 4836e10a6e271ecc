"""Google-style docstrings, taken apart."""

from filspec_docs.docstrings import docstring

from filspec.kit.trace import Event
from filspec.traces.declarations import modules


class Example:
    """A first sentence
    on two lines.

    A second paragraph.

    Attributes:
        one: what it is.
        two: what it is,
            on two lines: with a colon.
    """


def test_prose_and_entries() -> None:
    text = docstring(Example)
    assert text.paragraphs == ["A first sentence on two lines.", "A second paragraph."]
    assert text.sections == {"Attributes": {"one": "what it is.", "two": "what it is, on two lines: with a colon."}}


def test_what_has_no_docstring_has_nothing_to_say() -> None:
    assert docstring(lambda: None) == ([], {})


def test_the_attributes_of_a_real_class_are_all_found() -> None:
    assert list(docstring(Event).sections["Attributes"]) == list(Event.__slots__)


def test_every_module_of_the_model_says_what_it_is() -> None:
    assert [module.__name__ for module in modules() if not docstring(module).paragraphs] == []
