"""Parts of a table are grouped by the row that they belong to, where the law looks at no others."""

import ast

import pytest

from filspec.actors.world import World
from filspec.kit.bindings import Bindings
from filspec.laws.row_groups import Groups, with_groups
from filspec.laws.row_loops import loop_over_rows
from filspec.machines.small_chain import SmallChain


def test_items_are_found_by_their_group_and_asked_for_once():
    # Given items, of which each belongs to a group
    asked, groups = [], Groups()

    def items():
        asked.append(1)
        return [("a", 1), ("b", 2), ("a", 3)]

    # When groups are asked for one after another
    found = [groups.of(group, items) for group in ("a", "b", "c", "a")]
    # Then each has its own, in order
    assert found == [[1, 3], [2], (), [1, 3]]
    assert len(asked) == 1


def every_part_is_small(w: World, key: int) -> bool:
    """Of the parts that belong to the key."""
    return all(account.kind.value != key or account.balance < 7 for _, account in w.ledger.accounts.items())


def no_other_part_is_small(w: World, key: int) -> bool:
    """Of all parts but those that belong to the key: nothing is to be grouped."""
    return all(account.kind.value == key or account.balance >= 7 for _, account in w.ledger.accounts.items())


def part_is_looked_at_first(w: World, key: int) -> bool:
    """Every part is looked at before it is asked to what it belongs."""
    return all(account.balance < 7 or account.kind.value != key for _, account in w.ledger.accounts.items())


def whole_is_named_anew(w: World, key: int) -> bool:
    """The name of the row stands for something else where the parts are looked at."""
    return all(account.kind.value != key or account.balance < 7 for key, account in w.ledger.accounts.items())


LAWS = (every_part_is_small, no_other_part_is_small, part_is_looked_at_first, whole_is_named_anew)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("large", [0, 1, 3])
def test_the_loop_says_what_the_law_says_of_each_row(law, large):
    # Given a world in which some accounts hold much, and others little
    w = SmallChain().world
    accounts = w.ledger.accounts
    for place, key in enumerate(accounts.keys_in_order()):
        accounts[key] = accounts[key].but(balance=9 if place == large else 5)
    loop = loop_over_rows(law, 1, 1)
    assert loop is not None
    # When it is asked of each row, and the loop of all
    keys = [kind.value for kind in type(next(iter(accounts.items()))[1].kind)]
    # Then they say the same, also of none and of each alone
    for rows in ((), keys, *((key,) for key in keys)):
        assert loop(w, rows) == all(law(w, key) for key in rows)


def written(text: str, row: tuple[str, ...] = ("key",)) -> tuple[str, list[str]]:
    """What is made of the body of a loop in which ``all`` is what it is."""
    bindings = Bindings()
    name = bindings.bind(all).id
    body, groups = with_groups(ast.parse(text.replace("all(", f"{name}(")).body, row, bindings)
    return "\n".join(ast.unparse(ast.fix_missing_locations(statement)) for statement in body), groups


GROUPED = "ok = all(part.whole != key or part.small for part in parts)"


def test_parts_are_grouped_where_only_those_of_the_row_are_looked_at():
    text, groups = written(GROUPED)
    assert groups == ["hoisted_group_0"]
    assert "for part in hoisted_group_0.of(key, lambda: [(part.whole, part) for part in parts])" in text


def test_items_may_be_taken_apart_in_any_way():
    text, groups = written(GROUPED.replace("for part in", "for part, *rest in"))
    assert groups == ["hoisted_group_0"]
    assert "lambda: [(part.whole, (part, *rest)) for (part, *rest) in parts]" in text.replace(
        "for part, *rest in", "for (part, *rest) in"
    )


@pytest.mark.parametrize(
    "text",
    [
        GROUPED.replace("!= key", "== key"),
        GROUPED.replace("!= key", "!= other"),
        GROUPED.replace(" or ", " and "),
        GROUPED.replace("in parts", "in parts[key]"),
        GROUPED.replace("in parts", "in parts if part"),
        GROUPED.replace("part.whole", "part[key]"),
        GROUPED.replace("all(", "any("),
        f"key = 3\n{GROUPED}",
        f"parts = found\n{GROUPED}",
        GROUPED.replace("for part in", "for key in"),
        "ok = all(all(part.whole != key or part.small for part in parts) for parts in all_parts)",
        "ok = all(all(some[part] != key or part.small for part in parts) for some in all_parts)",
    ],
)
def test_nothing_is_grouped_where_that_would_say_something_else(text):
    assert written(text)[1] == []
