"""The command: ``filspec run``, ``arrows``, ``golden``, ``prove``, ``reach``, ``mutate`` and ``docs build``.

A verb is a function in a file of its own, which imports what it needs when it runs, so that ``filspec --help`` answers
at once. It returns an exit code, or raises ``BadInput`` or ``Finding`` with the sentence that a person is to see.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

from cyclopts import App, CycloptsError, Parameter, UnusedCliTokensError

from filspec.cli.arrows import arrows
from filspec.cli.console import go_on_without_a_reader, use_any_encoding
from filspec.cli.docs import build
from filspec.cli.errors import BAD_INPUT, FINDING, GOOD, INTERRUPTED, BadInput, Finding
from filspec.cli.golden import golden
from filspec.cli.mutate import mutate
from filspec.cli.prove import prove
from filspec.cli.reach import reach
from filspec.cli.run import run

app = App(
    name="filspec",
    help="The Filecoin deal protocol as plain Python: run, checked and rendered from one text.",
    help_epilogue="Exit codes: 0 all is well, 1 something was found, 2 the input is no use.",
    default_parameter=Parameter(negative=()),
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
    suppress_keyboard_interrupt=False,
)
docs = App(name="docs", help="The documentation.")
docs.command(build)
app.command(run)
app.command(arrows)
app.command(golden)
app.command(prove)
app.command(reach)
app.command(mutate)
app.command(docs)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    go_on_without_a_reader()
    use_any_encoding()
    sys.exit(outcome(lambda: app(given), "--json" in given))


def outcome(verb: Callable[[], object], as_json: bool) -> int:
    """The exit code of a verb; what is wrong is said in one sentence, and in an object if one was asked for."""
    try:
        result = verb()
        sys.stdout.flush()
    except UnusedCliTokensError as problem:
        unused = " ".join(problem.unused_tokens or ())
        hint = " (what --json prints is saved with > FILE)" if as_json else ""
        return _say("error", f"nothing is to be made of {unused!r}{hint}; see filspec --help", BAD_INPUT, as_json)
    except CycloptsError as problem:
        return _say("error", f"{str(problem).rstrip('.')}; see filspec --help", BAD_INPUT, as_json)
    except BadInput as problem:
        return _say("error", str(problem), BAD_INPUT, as_json)
    except Finding as finding:
        return _say("finding", str(finding), FINDING, as_json)
    except KeyboardInterrupt as interrupt:
        print(str(interrupt) or "interrupted; nothing was written", file=sys.stderr)
        return INTERRUPTED
    return result if isinstance(result, int) else GOOD


def _say(what: str, sentence: str, code: int, as_json: bool) -> int:
    sentence = " ".join(sentence.split())
    print(sentence, file=sys.stderr)
    if as_json:
        print(json.dumps({what: sentence}, ensure_ascii=False))
    return code
