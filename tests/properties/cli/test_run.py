"""`filspec run` stores a file and gets it back, or says in one sentence why it cannot."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from filspec.actors.parameters import PRESETS
from filspec.cli.inputs import sample
from filspec.cli.run import Preset
from filspec.traces.catalogue import catalogue

QUICK = ("--preset", "tiny", "--proofs", "ideal")


def test_the_presets_on_offer_are_those_of_the_specification() -> None:
    assert Preset.__args__ == PRESETS  # type: ignore[attr-defined]


def test_a_file_comes_back_and_the_tables_say_so(filspec, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    # Given a file
    stored = tmp_path / "stored"
    stored.write_bytes(b"a few bytes")
    # When it is stored
    answer = filspec("run", str(stored), *QUICK)
    # Then everybody's account is shown, and what was checked, and that the same bytes came back
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0].split() == ["attoFIL", "before", "paid", "received", "after"]
    assert [line.split()[0] for line in lines[1:4]] == ["client", "provider", "provider"]
    assert any(line.startswith("laws ") and " laws held, checked " in line for line in lines)
    assert any(line.startswith("arrows ") and " of 111 seen" in line for line in lines)
    assert lines[-2] == f"file in  11 bytes, SHA-256 {sha256(b'a few bytes').hexdigest()}"
    assert lines[-1] == f"file out the same bytes came back, SHA-256 {sha256(b'a few bytes').hexdigest()}"
    # And the phases went by on standard error, a line each
    phases = [line.partition(":")[0] for line in answer.err.splitlines()]
    assert phases[0] == "register"
    assert len(phases) == len(set(phases))


def test_the_object_for_programs_is_one_and_adds_up(filspec) -> None:  # type: ignore[no-untyped-def]
    answer = filspec("run", *QUICK, "--json")
    assert (answer.code, answer.err) == (0, "")
    told = answer.object
    assert told["good"] is True
    assert told["sha256_in"] == told["sha256_out"] == sha256(sample()).hexdigest()
    assert (told["seed"], told["preset"], told["proofs"], told["bytes"]) == (0, "tiny", "ideal", len(sample()))
    for balance in told["balances"]:
        assert balance["before"] - balance["paid"] + balance["received"] == balance["after"], balance["party"]
    assert all(checked >= 0 for checked in told["laws"].values())
    assert sum(told["laws"].values()) > 1000
    assert list(told["arrows"]) == [arrow.id for arrow in catalogue().arrows]


def test_every_arrow_on_the_default_branch_is_seen(filspec) -> None:  # type: ignore[no-untyped-def]
    told = filspec("run", "--proofs", "ideal", "--json").object
    unseen = [arrow.id for arrow in catalogue().arrows if arrow.branch == "default" and not told["arrows"][arrow.id]]
    assert unseen == []


def test_two_processes_with_other_hash_seeds_print_the_same_bytes_and_save_the_same_traces(tmp_path: Path) -> None:
    def run(hash_seed: str) -> tuple[bytes, bytes]:
        trace = tmp_path / f"{hash_seed}.json"
        command = [sys.executable, "-c", "from filspec.cli.main import main; main()"]
        ran = subprocess.run(
            [*command, "run", *QUICK, "--json", "--seed", "5", "--trace", str(trace)],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        )
        return ran.stdout, trace.read_bytes()

    assert run("1") == run("2")


@pytest.mark.parametrize("suffix", [".mmd", ".json", ".txt"])
def test_the_trace_is_saved_by_its_suffix(filspec, suffix: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    trace = tmp_path / f"trace{suffix}"
    assert filspec("run", *QUICK, "--trace", str(trace)).code == 0
    text = trace.read_text(encoding="utf-8")
    if suffix == ".mmd":
        assert text.startswith("sequenceDiagram\n")
    elif suffix == ".json":
        assert json.loads(text)["#meta"]["format"] == "ITF"
    else:
        assert "StorageMinerActor" in text
    assert list(tmp_path.iterdir()) == [trace]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing"], "cannot read missing: no such file or directory; check its name and rights"),
        (["."], "cannot store .: it is a directory; give one file, or an archive of the directory"),
        (["empty"], "cannot store empty: it is empty, and a piece has at least one byte; give a file with content"),
        (["full", "--trace", "trace.md"], "cannot tell what kind of trace trace.md is to be: end its name in .mmd"),
        (["full", "--trace", "no/trace.txt"], "cannot write a trace to no/trace.txt: no such file or directory;"),
        (["full", "--trace", "folder.txt"], "cannot write a trace to folder.txt: it is a directory; give a file's"),
        (["full.txt", "--trace", "full.txt"], "the trace would overwrite full.txt, the file to store: give the trace"),
        (["full", "--seed", str(2**63)], "the seed 9223372036854775808 is no integer of 64 bits: give one from"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    filspec,  # type: ignore[no-untyped-def]
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").touch()
    Path("folder.txt").mkdir()
    for name in ("full", "full.txt"):
        Path(name).write_text("content")
    before = sorted(tmp_path.rglob("*"))
    answer = filspec("run", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(said)
    assert answer.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert Path("full.txt").read_text() == "content"


@pytest.mark.parametrize("seed", ["-9223372036854775808", "9223372036854775807", "0x10"])
def test_any_integer_of_64_bits_is_a_seed(filspec, seed: str) -> None:  # type: ignore[no-untyped-def]
    answer = filspec("run", *QUICK, f"--seed={seed}", "--json")
    assert answer.object["seed"] == int(seed, base=0)
    assert answer.code == 0


def test_a_broken_law_is_a_finding(filspec, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    # Given a checker that finds a law broken at the first step
    from filspec.laws.broken import LawBroken
    from filspec.laws.checker import LawChecker

    def found(_self: LawChecker, _step: object) -> None:
        raise LawBroken.__new__(LawBroken, "T1 is broken")

    monkeypatch.setattr(LawChecker, "__call__", found)
    answer = filspec("run", *QUICK)
    assert (answer.code, answer.out) == (1, "")
    assert "T1 is broken" in answer.err
    assert "Traceback" not in answer.err


def nothing_is_ever_proved(before, after, step):  # type: ignore[no-untyped-def]
    """No proof of spacetime is ever accepted."""
    return step.transition.name != "submit_post" or not step.arguments


@pytest.mark.parametrize("proofs", ["ideal", "vanilla"])
def test_any_broken_law_is_told_in_one_sentence_on_each_rung(
    filspec,  # type: ignore[no-untyped-def]
    proofs: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A real proof is an integer of more digits than Python writes."""
    # Given a law that the first proof of spacetime breaks
    from filspec.kit.laws import Law, Quantifier
    from filspec.laws import checker

    law = Law(
        name="nothing_is_ever_proved", ids=("X1",), quantifier=Quantifier.MESSAGE, path="",
        sentence="No proof of spacetime is ever accepted.", holds=nothing_is_ever_proved,
    )  # fmt: skip
    monkeypatch.setattr(checker, "catalogue", lambda: (law,))
    # When a file is stored, then the run ends with one sentence
    answer = filspec("run", "--preset", "tiny", "--proofs", proofs)
    assert (answer.code, answer.out) == (1, "")
    last = answer.err.splitlines()[-1]
    assert last.startswith("X1 nothing_is_ever_proved: No proof of spacetime is ever accepted. broken by submit_post(")
    assert len(last) < 3_000
    assert "bytes, blake2b" in last


def test_a_law_of_visits_that_is_broken_is_a_finding(filspec, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    # Given a law of the loop over the miners that no run keeps
    from filspec.kit.laws import Law, Quantifier
    from filspec.laws import checker

    law = Law(
        name="no_epoch_ends", ids=("X2",), quantifier=Quantifier.VISIT, path="end_proving_period_if_due",
        sentence="No miner comes to the end of an epoch.", holds=no_epoch_ends,
    )  # fmt: skip
    monkeypatch.setattr(checker, "catalogue", lambda: (law,))
    # When a file is stored, then the loop, its row and the message are named
    last = filspec("run", *QUICK).err.splitlines()[-1]
    assert "X2 no_epoch_ends: No miner comes to the end of an epoch. broken by end_of_epoch(" in last
    assert "in its loop of end_proving_period_if_due, at " in last


def no_epoch_ends(before, after, miner):  # type: ignore[no-untyped-def]
    """No miner comes to the end of an epoch."""
    return miner < 0


def a_bad_block_of_ones_own(*_arguments: object) -> object:
    from filspec.chain.reasons import BlockReason, InvalidBlock

    raise InvalidBlock(BlockReason.UNKNOWN_PARENTS, "the block that this node made has parents nobody knows")


def an_unknown_ticket(*_arguments: object) -> object:
    raise KeyError(10**9_999)


@pytest.mark.parametrize(
    ("crash", "said"),
    [
        (a_bad_block_of_ones_own, "InvalidBlock: "),
        (an_unknown_ticket, "KeyError: 0x"),
    ],
)
def test_what_ends_a_run_is_told_in_one_sentence(
    filspec,  # type: ignore[no-untyped-def]
    crash: object,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a node that cannot go on
    from filspec.scenarios.cast import Cast

    monkeypatch.setattr(Cast, "play_round", crash)
    # When a file is stored
    answer = filspec("run", *QUICK)
    # Then one sentence says what happened and where, and no traceback is shown
    assert (answer.code, answer.out) == (1, "")
    last = answer.err.splitlines()[-1]
    assert last.startswith("the run stopped in scenarios/story.py:")
    assert said in last
    assert last.endswith("; the same seed and file lead there again")
    assert "Traceback" not in answer.err
