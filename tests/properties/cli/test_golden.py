import json

import pytest

from filspec.cli.golden import golden

GOOD = {"id": "good", "kind": "address_id", "inputs": {"id": 1}, "expected": {"mainnet": "f01"}}
WRONG = GOOD | {"id": "wrong", "expected": {"mainnet": "f02"}}
UNKNOWN = GOOD | {"id": "unknown", "kind": "perpetual_motion"}


@pytest.fixture
def write(tmp_path):
    def write_file(name, *vectors):
        path = tmp_path / name
        path.write_text(json.dumps({"topic": "address", "vectors": list(vectors)}))
        return path

    return write_file


def test_good_vectors_end_well(write, capsys):
    assert golden(write("a.json", GOOD)) == 0

    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["topic", "passed", "failed", "unsupported", "file"]
    assert printed[1].split()[:4] == ["address", "1", "0", "0"]
    assert printed[2].split() == ["all", "1", "0", "0"]


def test_a_failed_vector_is_a_finding_that_says_where(write, capsys):
    assert golden(write("a.json", GOOD, WRONG)) == 1

    assert "failed wrong: mainnet: expected f02, computed f01" in capsys.readouterr().out


def test_an_unsupported_vector_is_no_finding_and_is_not_hidden(write, capsys):
    assert golden(write("a.json", UNKNOWN, UNKNOWN | {"id": "another"})) == 0

    reason = "unsupported unknown and 1 more: no computation for the kind 'perpetual_motion'"
    assert reason in capsys.readouterr().out


def test_json_is_exactly_one_object(write, tmp_path, capsys):
    write("a.json", GOOD, WRONG)
    write("b.json", UNKNOWN)

    assert golden(tmp_path, json=True) == 1

    captured = capsys.readouterr()
    printed = json.loads(captured.out)
    assert captured.err == ""
    assert {name: printed[name] for name in ("passed", "failed", "unsupported")} == {
        "passed": 1,
        "failed": 1,
        "unsupported": 1,
    }
    assert [file["file"] for file in printed["files"]] == [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    assert printed["vectors"] == [
        {"id": "good", "file": str(tmp_path / "a.json"), "verdict": "passed"},
        {
            "id": "wrong",
            "file": str(tmp_path / "a.json"),
            "verdict": "failed",
            "detail": "mainnet: expected f02, computed f01",
        },
        {
            "id": "unknown",
            "file": str(tmp_path / "b.json"),
            "verdict": "unsupported",
            "detail": "no computation for the kind 'perpetual_motion'",
        },
    ]


def test_bad_input_is_one_sentence_and_nothing_is_computed(write, tmp_path, capsys):
    good = write("a.json", WRONG)

    assert golden(good, tmp_path / "nowhere.json") == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith("nowhere.json does not exist; give a vector file or a directory of *.json files.\n")


def test_bad_input_as_json_is_one_object(capsys):
    assert golden(json=True) == 2

    assert json.loads(capsys.readouterr().out) == {
        "error": "No path was given; give at least one vector file or a directory of *.json files."
    }
