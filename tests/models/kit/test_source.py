"""A function has a source only if the file still holds the text that it was compiled from."""

import os

import pytest

from filspec.kit.source import anatomy_of, codes_within, source_of, statement_of

TEXT = "def small(a):\n    return a < 1\n\n\ndef other(a):\n    return a < True\n"


def test_the_statement_of_a_function_is_found(load):
    module = load(TEXT)
    statement = statement_of(module.small)
    assert statement is not None
    assert (statement.name, statement.lineno) == ("small", 1)


def test_a_decorated_function_begins_with_its_decorator(load):
    module = load("from filspec.kit.transitions import pure\n\n\n@pure\ndef toy_one(a: int) -> int:\n    return a\n")
    statement = statement_of(module.toy_one.transition.function)
    assert statement is not None
    assert statement.lineno == 5


@pytest.mark.parametrize("edited", [TEXT.replace("< 1", "< 2"), TEXT.replace("< 1", "< True"), "\n" + TEXT, ""])
def test_a_file_that_was_edited_is_no_source(load, edited):
    # Given a function, and a file that says something else by now
    module = load(TEXT)
    with open(module.__file__, "w", encoding="utf-8") as file:
        file.write(edited)
    os.utime(module.__file__, ns=(1, 1))
    # Then it has no source
    assert statement_of(module.small) is None


@pytest.mark.parametrize(
    "text",
    [
        "exec('def hidden(a):\\n    return a')\n",
        "def make():\n    def hidden(a):\n        return a\n    return hidden\n\n\nhidden = make()\n",
        "hidden = lambda a: a\n",
        "class Holder:\n    def hidden(a):\n        return a\n\n\nhidden = Holder.hidden\n",
    ],
)
def test_a_function_that_no_statement_at_the_top_defines_has_none(load, text):
    assert statement_of(load(text).hidden) is None


def test_code_of_another_function_is_no_source(load):
    module = load(TEXT)
    module.small.__code__ = module.other.__code__.replace(co_name="small", co_firstlineno=1)
    assert statement_of(module.small) is None


def test_constants_are_told_apart_by_their_types():
    one, true = (compile(f"a = {text}", "x", "exec") for text in ("1", "True"))
    assert anatomy_of(one) != anatomy_of(true)
    assert anatomy_of(one) == anatomy_of(compile("\na = 1", "y", "exec"))


def test_a_file_that_is_not_there_has_no_source():
    assert source_of("/nowhere/at/all.py") is None


def test_code_that_is_defined_inside_another_is_found_at_any_depth():
    def outer():
        return [lambda: (part for part in ()) for _ in ()]

    assert [code.co_name for code in codes_within(outer.__code__)][:1] == ["outer"]
    assert {"<lambda>", "<genexpr>"} <= {code.co_name for code in codes_within(outer.__code__)}
