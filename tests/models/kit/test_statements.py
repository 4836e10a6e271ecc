"""What a transition writes and returns is of the declared type, statement by statement."""

import ast

import pytest

ATTACKS = {
    "w.n = w.open": "bool in w.n",
    "w.open = 1": "int in w.open",
    "w.fixed = row": "Row in w.fixed",
    "w.n += w.open": "bool for a number",
    "w.deep = w.deep": "assignment to w.deep",
    "w.deep.t = w.deep.t": "assignment to w.deep.t",
    "w.c = w.c": "assignment to w.c",
    "w.m = 1": ".m of World",
    "w.deep.t[a] = 1": "int in w.deep.t[a]",
    "w.deep.t[c] = row": "Colour for the key",
    "row.place[0] = 1": "assignment to row.place[0]",
    "w.deep.p[a] += 1": "int for the key",
    "del w.deep.t[c]": "Colour for the key",
    "del row.place[0]": "deletion of row.place[0]",
    "x = 1\nx = c": "x, which is int and Colour",
    "x, y = 1": "2 names for int",
    "x, y = (1, 2, 3)": "2 names for tuple[int, int, int]",
    "x, (y, z) = (1, 2)": "2 names for int",
    "a = c": "a, which is int and Colour",
    "for x in (1, c):\n    pass": "x, which is int and Colour",
    "x = for_each(w.deep.t, toy_turn, w, 1)": "the answer of for_each(w.deep.t, toy_turn, w, 1), which is none",
    "return 1": "int for what is returned",
    "if c:\n    pass": "Colour as a condition",
    "assert row": "Row as a condition",
    "assert a > 0, b": "an assert that says more than its condition",
    "assert a > 0, require(isinstance(a, int), Reason.NO)": "an assert that says more than its condition",
    "x: int": "x without a value",
    "w.deep.t[isinstance(a, int)]: int": "w.deep.t[isinstance(a, int)] without a value",
    "while a:\n    pass": "while",
    "x = (many, many)\nfor y in x:\n    pass": "for over something else than a tuple written out",
    "w.deep.t[a].x = 1": "assignment to w.deep.t[a].x",
    "d = w.deep\nd.n = 1": "assignment to d.n",
    "with w:\n    pass": "with",
    "import math": "import inside a function",
}


@pytest.mark.parametrize(("body", "construct"), ATTACKS.items(), ids=ATTACKS)
def test_a_statement_that_writes_something_else_is_refused(found, body, construct):
    assert construct in [what for what, _ in found(body)]


CLEAN = """\
x: int = a
t = w.deep.t
d = w.deep
x, (y, z) = a, row.place
for k, colour in ((1, Colour.RED), (2, c)):
    w.deep.p[k, x] = y
    w.c[colour] = z
    if k == 1:
        continue
w.n += 1
w.fixed = row.part.but(size=d.n)
w.deep.n -= t[a].x
w.deep.t[a] = t.get(x, NO_ROW)
del w.deep.t[a]
items = (1, 2)
items = many
if w.open:
    return
assert w.n > 0
w.n = -x if not w.open and x < w.n + 1 else abs(y)"""


def test_statements_of_the_subset_are_clean(found):
    assert not found(CLEAN)


def with_a_call_in_each_place(body, call):
    """The body with a call in the place of each expression that is read, in turn, and as one argument more."""
    tree = ast.parse(body)
    for node in list(ast.walk(tree)):
        for name, value in list(ast.iter_fields(node)):
            parts = value if isinstance(value, list) else [value]
            for place, part in enumerate(parts):
                is_read = isinstance(part, ast.expr) and name != "annotation" and not is_stored(part)
                if is_read or name == "msg":
                    changed = [*parts[:place], call, *parts[place + 1 :]]
                    setattr(node, name, changed if isinstance(value, list) else call)
                    yield ast.unparse(tree)
            setattr(node, name, value)
        if isinstance(node, ast.Call):
            for more in (ast.keyword(None, call), ast.keyword("more", call)):
                node.keywords.append(more)
                yield ast.unparse(tree)
                node.keywords.remove(more)


def is_stored(part):
    """Whether a value is stored in this place, and none is read there."""
    return isinstance(getattr(part, "ctx", None), ast.Store | ast.Del)


def test_no_place_of_an_expression_is_left_unread(found):
    # Given a call of what no proof notices in any place where Python evaluates something
    call = ast.parse("isinstance(a, int)", mode="eval").body
    bodies = list(with_a_call_in_each_place(CLEAN, call))
    # Then it is refused wherever it stands
    assert len(bodies) > 80
    assert [body for body in bodies if not found(body)] == []


def test_all_places_are_found_at_once(found):
    assert found("w.n = w.open\nw.n = c") == [
        ("bool in w.n", "it has to be int"),
        ("Colour in w.n", "it has to be int"),
    ]


@pytest.mark.parametrize("write", ["w.n = Coins(1)", "w.n += 1", "w.deep.t[1] = NO_ROW", "del w.deep.t[1]"])
def test_a_reader_writes_nothing_whatever_its_decorator_is_called(load, findings_in, town, write):
    # Given a function that is @pure under the name of a decorator of transitions
    head = town.replace(
        "import internal, message, pure, query", "import internal, pure, query\nfrom {0} import message"
    )
    text = f"{head}\n@message\ndef toy_f(w: World) -> int:\n    {write}\n    return 1\n"
    renamed = load("from filspec.kit.transitions import pure\nmessage = pure\n").__name__
    # Then it is read as what it is
    noted = [finding.construct for finding in findings_in(text.replace("{0}", renamed))]
    assert "a write in a function that only reads" in noted


RETURNS = {
    "if a > 0:\n        return 1": "toy_f may end without returning int",
    "pass": "toy_f may end without returning int",
    "return": "return without int",
    "return a > 0": "bool for what is returned",
    "return a": None,
    "if a > 0:\n        return 1\n    else:\n        return 2": None,
}


@pytest.mark.parametrize(("body", "construct"), RETURNS.items(), ids=RETURNS)
def test_a_function_returns_on_all_paths_what_it_declares(found, body, construct):
    noted = [what for what, _ in found("pass", f"@pure\ndef toy_f(a: int) -> int:\n    {body}\n")]
    assert construct in noted if construct else not noted


@pytest.mark.parametrize("body", ["return True", "return w.open", "x = 1\n    return unanswered()", "pass"])
def test_an_oracle_never_answers_by_itself(found, body):
    [(construct, instead)] = found("pass", f"@oracle('Sky')\ndef toy_f(w: World) -> bool:\n    {body}\n")
    assert construct == "the oracle toy_f, which answers by itself"
    assert instead == "let its body be: return unanswered()"
