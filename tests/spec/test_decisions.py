"""The decisions are complete and point at what exists."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from filspec.traces.catalogue import catalogue


def sheet(name: str) -> dict[str, Any]:
    return tomllib.loads(files("filspec.spec").joinpath(name).read_text(encoding="utf-8"))


DECISIONS: list[dict[str, Any]] = sheet("decisions.toml")["decision"]
PARAMETERS = sheet("parameters.toml")


def test_they_are_numbered_in_order() -> None:
    assert [decision["number"] for decision in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: f"decision-{decision['number']}")
def test_a_decision_asks_answers_and_names_its_source(decision: dict[str, Any]) -> None:
    assert set(decision) <= {"number", "title", "question", "choice", "variant", "parameters", "arrows", "source"}
    assert decision["question"].endswith("?")
    assert decision["choice"].endswith(".")
    assert decision["title"]
    assert decision["source"]


def test_every_variant_of_the_parameters_is_a_decision_and_the_other_way_round() -> None:
    switches = {name for name, parameter in PARAMETERS.items() if "choices" in parameter}
    assert {decision["variant"] for decision in DECISIONS if "variant" in decision} == switches


def test_every_parameter_and_arrow_that_a_decision_names_exists() -> None:
    arrows = {arrow.id for arrow in catalogue().arrows}
    for decision in DECISIONS:
        assert set(decision.get("parameters", [])) <= set(PARAMETERS), decision["number"]
        assert set(decision.get("arrows", [])) <= arrows, decision["number"]


def test_a_parameter_that_cites_a_decision_is_cited_by_it() -> None:
    # Given the parameters whose source names a decision
    for name, parameter in PARAMETERS.items():
        if not parameter["source"].startswith("decision "):
            continue
        number = int(parameter["source"].removeprefix("decision ").split(":")[0].split(";")[0])
        decision = DECISIONS[number - 1]
        # Then that decision names the parameter
        assert name == decision.get("variant") or name in decision.get("parameters", []), (name, number)
