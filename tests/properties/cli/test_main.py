"""The command answers quickly, in one sentence where it cannot, and with the right exit code."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from filspec.cli.errors import BadInput, Finding
from filspec.cli.main import outcome

CALL = "from filspec.cli.main import main; main()"


def interrupted() -> None:
    raise KeyboardInterrupt


def interrupted_with_words() -> None:
    raise KeyboardInterrupt("interrupted; something is kept")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["run", "--nope"],
        ["run", "one", "two"],
        ["run", "--seed", "x"],
        ["run", "--seed", "1.5"],
        ["run", "--preset", "9k"],
        ["run", "--proofs", "magic"],
        ["run", "--trace"],
        ["arrows", "--seed", "x"],
        ["prove", "--jobs", "many"],
        ["reach"],
        ["mutate", "--nope"],
        ["docs", "nope"],
    ],
    ids=" ".join,
)
def test_an_option_that_is_none_is_one_sentence_and_exit_code_2(filspec, arguments: list[str]) -> None:  # type: ignore[no-untyped-def]
    answer = filspec(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.endswith("; see filspec --help\n")
    assert answer.err.count("\n") == 1


def test_words_that_belong_nowhere_are_named_and_told_how_to_save_an_object(filspec) -> None:  # type: ignore[no-untyped-def]
    answer = filspec("prove", "--json", "out.json")
    assert answer.code == 2
    assert "nothing is to be made of 'out.json'" in answer.err
    assert "what --json prints is saved with > FILE" in answer.err


@pytest.mark.parametrize(("option", "choices"), [("--preset", ("tiny", "2k")), ("--proofs", ("ideal", "vanilla"))])
def test_an_unknown_choice_is_answered_with_the_choices(filspec, option: str, choices: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    answer = filspec("run", option, "magic")
    assert all(f'"{choice}"' in answer.err for choice in choices)


def test_with_json_the_failure_is_also_the_one_object_on_standard_output(filspec) -> None:  # type: ignore[no-untyped-def]
    answer = filspec("run", "/no/such/file", "--json")
    assert answer.code == 2
    assert answer.object == {"error": answer.err.strip()}


def test_help_names_every_verb(filspec) -> None:  # type: ignore[no-untyped-def]
    answer = filspec("--help")
    assert answer.code == 0
    for verb in ("run", "arrows", "golden", "prove", "reach", "mutate", "docs"):
        assert f" {verb} " in answer.out


def test_help_imports_nothing_heavy() -> None:
    program = "import sys, filspec.cli.main; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    heavy = {"numpy", "z3", "hypothesis", "networkx", "sphinx", "msgspec", "py_arkworks_bls12381", "filspec.kit.trace"}
    assert heavy.isdisjoint(loaded)


@pytest.mark.parametrize(
    ("verb", "code", "said"),
    [
        (lambda: 0, 0, ""),
        (lambda: 1, 1, ""),
        (lambda: None, 0, ""),
        (interrupted, 130, "interrupted; nothing was written\n"),
        (interrupted_with_words, 130, "interrupted; something is kept\n"),
    ],
)
def test_a_verb_decides_the_exit_code(verb, code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    assert outcome(verb, as_json=False) == code
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("problem", "code", "what"), [(BadInput("it is\n bad"), 2, "error"), (Finding("it is\n bad"), 1, "finding")]
)
def test_a_problem_is_one_line(problem: Exception, code: int, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    def verb() -> None:
        raise problem

    assert outcome(verb, as_json=True) == code
    assert capsys.readouterr() == (f'{{"{what}": "it is bad"}}\n', "it is bad\n")


def test_a_bug_is_not_hidden() -> None:
    def verb() -> None:
        raise ZeroDivisionError("a bug of the model")

    with pytest.raises(ZeroDivisionError, match="a bug of the model"):
        outcome(verb, as_json=False)


def test_a_reader_that_goes_away_is_no_error() -> None:
    # Given a pipe whose reader has left
    reader, writer = os.pipe()
    os.close(reader)
    # When the command writes to it
    ran = subprocess.run([sys.executable, "-c", CALL, "--help"], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    # Then it leaves quietly
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("code", [0, 1])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_that_goes_away_changes_no_exit_code(stream: str, code: int) -> None:
    # Given a verb that says much, finds something or nothing, and writes to a pipe whose reader has left
    verb = f"lambda _: [print('x' * 100_000, file=sys.{stream}) for _ in range(3)] and {code}"
    program = f"import sys; from filspec.cli import main; main.app = {verb}; main.main([])"
    reader, writer = os.pipe()
    os.close(reader)
    # When it runs, then it ends as it would with a reader
    ran = subprocess.run([sys.executable, "-c", program], stdout=writer, stderr=writer, check=False)
    os.close(writer)
    assert ran.returncode == code


def test_a_terminal_without_the_drawing_s_characters_shows_question_marks() -> None:
    program = "from filspec.cli.console import use_any_encoding; use_any_encoding(); print('a ← b')"
    shown = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert shown.stdout == b"a ? b\n"


def test_ctrl_c_during_a_run_leaves_no_half_written_trace(tmp_path: Path) -> None:
    # Given a run that has begun to report its phases
    trace = tmp_path / "trace.txt"
    # (a program started in the background may inherit that interrupts are ignored; a person's shell does not do that)
    heeding = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{CALL}"
    call = [sys.executable, "-c", heeding, "run", "--trace", str(trace)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline().startswith("register")
        # When somebody presses Ctrl-C
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    # Then it ends as programs do that are interrupted, and nothing is left behind
    assert running.returncode == 130
    assert err.splitlines()[-1] == "interrupted; nothing was written"
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())
