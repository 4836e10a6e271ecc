"""`filspec arrows` lists the drawing's arrows with how often they were seen and where they live."""

from filspec.traces.catalogue import catalogue


def test_the_table_has_a_line_for_each_arrow_and_block(filspec) -> None:  # type: ignore[no-untyped-def]
    answer = filspec("arrows")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert [line[:4] for line in lines if line[:1] == "A"] == [arrow.id for arrow in catalogue().arrows]
    assert "       opt Consensus Fault" in [line.rstrip() for line in lines]
    (first,) = [line for line in lines if line.startswith("A010")]
    assert first.split() == [
        "A010",
        "StorageMarketParticipant1",
        "StorageMarketActor",
        "AddBalance(TokenAmount)",
        "1",
        *[word for word in first.split() if word.startswith("actors/storage_market/balances.py:")],
    ]
    assert len(first.split()) == 6
    assert lines[-1].endswith(" of 111 arrows seen in this story")


def test_the_object_has_every_arrow_with_its_place(filspec) -> None:  # type: ignore[no-untyped-def]
    told = filspec("arrows", "--json", "--seed", "3").object
    assert (told["seed"], told["arrows"]) == (3, 111)
    assert told["seen"] == sum(arrow["seen"] > 0 for arrow in told["list"])
    assert [arrow["id"] for arrow in told["list"]] == [arrow.id for arrow in catalogue().arrows]
    assert all(arrow["where"] for arrow in told["list"])
    assert all(arrow["seen"] for arrow in told["list"] if arrow["branch"] == "default")
