"""What every verb prints with."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.cli.console import console, print_object, table


def test_off_a_terminal_nothing_is_cut_off_or_read_as_markup(capsys: pytest.CaptureFixture[str]) -> None:
    made = table("a", "b", right=("b",))
    made.add_row("[&Deal] :warning: [bold]", "x" * 300)
    console().print(made)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].rstrip().endswith("x" * 300)
    assert lines[1].startswith("[&Deal] :warning: [bold]")


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers() | st.text("←aä")))
def test_an_object_is_printed_as_one(value: dict[str, object]) -> None:
    import io
    from contextlib import redirect_stdout

    with redirect_stdout(io.StringIO()) as printed:
        print_object(value)
    assert json.loads(printed.getvalue()) == value
