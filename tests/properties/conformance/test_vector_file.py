import json
import re

import pytest

from filspec.conformance.vector_file import VectorFileError, find_vector_files, read_vector_file

GOOD = {"topic": "labels", "vectors": [{"id": "a"}]}


def is_one_sentence(text):
    return text.endswith(".") and not re.search(r"[.!?] [A-Z]", text) and "\n" not in text


def refused(read, *paths):
    with pytest.raises(VectorFileError) as problem:
        read(*paths)
    assert is_one_sentence(str(problem.value)), problem.value
    return str(problem.value)


def test_a_file_is_read_with_its_vectors_unlooked_at(tmp_path):
    path = tmp_path / "good.json"
    path.write_text(json.dumps(GOOD | {"count": 1}))

    file = read_vector_file(path)

    assert (file.path, file.topic, file.entries) == (path, "labels", ({"id": "a"},))


def test_a_directory_gives_its_json_files_in_sorted_order(tmp_path):
    for name in ("b.json", "a.json", "notes.txt", "c.JSON.bak"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "folder.json").mkdir()

    assert find_vector_files([tmp_path, tmp_path / "b.json"]) == [
        tmp_path / "a.json",
        tmp_path / "b.json",
        tmp_path / "b.json",
    ]


def test_no_path_is_refused():
    assert "give at least one vector file or a directory" in refused(find_vector_files, [])


def test_a_missing_path_is_refused(tmp_path):
    assert "nowhere.json does not exist; give a vector file" in refused(find_vector_files, [tmp_path / "nowhere.json"])
    assert "cannot be read (No such file or directory)" in refused(read_vector_file, tmp_path / "nowhere.json")


def test_an_empty_directory_is_refused(tmp_path):
    assert "holds no *.json file; give the directory that holds" in refused(find_vector_files, [tmp_path])


def test_a_directory_in_place_of_a_file_is_refused(tmp_path):
    assert "is a directory; give a file" in refused(read_vector_file, tmp_path)


def test_an_unreadable_file_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "secret.json"
    path.write_text("{}")

    def forbidden(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_text", forbidden)

    assert "cannot be read (Permission denied); check its name and permissions" in refused(read_vector_file, path)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 5000, b'{"topic": "a",}'])
def test_a_file_that_is_not_json_is_refused(tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_bytes(content)

    assert "is not JSON" in refused(read_vector_file, path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ([], "is not of the vector form; it should be one object"),
        ({}, "has no text under 'topic'; it should be one object"),
        ({"topic": 1, "vectors": []}, "has no text under 'topic'"),
        ({"topic": "a"}, "has no list under 'vectors'"),
        ({"topic": "a", "vectors": {}}, "has no list under 'vectors'"),
        ({"topic": "a", "vectors": []}, "has an empty list under 'vectors'; add a vector or leave the file out"),
    ],
)
def test_json_of_another_form_is_refused(tmp_path, content, reason):
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(content))

    assert reason in refused(read_vector_file, path)
