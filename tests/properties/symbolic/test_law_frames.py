"""How a frame is read: paths of leaves, and keys of the tables that they stand for."""

import ast
from collections.abc import Callable, Mapping
from types import ModuleType

import pytest

from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, Rows, rows, rows_under
from filspec.kit.value_types import NoType
from filspec.symbolic.law_frames import read_constant, read_display
from filspec.symbolic.law_reading import LawExpressions
from filspec.symbolic.law_words import CHANGES


@pytest.fixture
def world(load: Callable[[str, str], ModuleType], small_world: str) -> type:
    """The small world."""
    found = load("trap", small_world).World
    assert isinstance(found, type)
    return found


@pytest.fixture
def said(world: type) -> Callable[..., list[str]]:
    """What is found in a display of what may change."""

    def say(text: str, of: type | None = world) -> list[str]:
        found: list[str] = []
        module: Mapping[str, object] = {
            "rows": rows, "rows_under": rows_under, "ANYTHING": ANYTHING, "NONE": NOTHING_CHANGES,
            "ONE": Rows(keys=(1,)),
        }  # fmt: skip
        reader = LawExpressions(module, lambda _, what, instead: found.append(f"{what}; {instead}"), of, True)
        reader.variables, reader.local_names = {"a": int, "some": CHANGES}, frozenset({"a", "some"})
        node = ast.parse(text, mode="eval").body
        assert isinstance(node, ast.Dict)
        assert read_display(reader, node, of) is CHANGES
        return found

    return say


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{'n': ANYTHING, 'deep.t': rows(a, 1)}",
        "{'deep.p': rows((a, 1)), 'deep.q': rows_under((a, a)), 'deep.t': ANYTHING}",
        "{**some, **NONE, 'deep.live': rows()}",
    ],
)
def test_paths_with_keys_of_their_tables_are_a_frame(said: Callable[..., list[str]], text: str) -> None:
    assert said(text) == []


ALLOWED = "write rows(key, ...), rows_under(group, ...) or ANYTHING"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("{a: ANYTHING}", "a as a path; write out the path of a leaf"),
        ("{'deep': ANYTHING}", "'deep', which is no leaf; write one of n, m, fixed, deep.t, deep.p, deep.q, deep.live"),
        ("{'deep.t': rows((a, a))}", "tuple[int, int] as a key of deep.t; it has to be int"),
        ("{'deep.p': rows_under((a, a))}", "tuple[int, int] as a key of deep.p; it has to be int"),
        ("{'deep.live': rows_under(a)}", "groups of deep.live; only a PairTable has groups; write rows(key, ...)"),
        ("{'n': rows(a)}", "rows of n, which is no table; write ANYTHING"),
        ("{'n': ONE}", f"ONE as what may change; {ALLOWED}"),
        ("{'deep.t': a}", f"a as what may change; {ALLOWED}"),
        ("{'deep.t': rows(keys=a)}", f"rows(keys=a) as what may change; {ALLOWED}"),
        ("{'deep.t': rows(a) if a else ANYTHING}", f"rows(a) if a else ANYTHING as what may change; {ALLOWED}"),
        ("{**a}", "int for more that may change; it has to be what may change"),
    ],
)
def test_anything_else_is_refused(said: Callable[..., list[str]], text: str, finding: str) -> None:
    assert said(text) == [finding]


def test_function_without_a_world_is_read_without_its_tables(said: Callable[..., list[str]]) -> None:
    assert said("{'anywhere': rows(a)}", None) == []
    assert said("{'anywhere': a}", None) == [f"a as what may change; {ALLOWED}"]


def test_constant_names_whole_leaves(world: type) -> None:
    assert read_constant(NOTHING_CHANGES, world) is read_constant({"n": ANYTHING}, world) is CHANGES
    with pytest.raises(NoType, match="'nowhere', which is no leaf"):
        read_constant({"nowhere": ANYTHING}, world)
    with pytest.raises(NoType, match=r"a constant with single rows of deep\.t"):
        read_constant({"deep.t": rows(1)}, world)
    with pytest.raises(NoType, match="a constant of type dict"):
        read_constant({"n": 1}, world)
