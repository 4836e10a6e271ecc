"""The ITF face is what Apalache's ADR-015 asks for."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.parameters import Fraction
from filspec.kit.trace import Recorder
from filspec.traces.itf import VARIABLES, itf, itf_value

VALUE: dict[str, Any] = {"$ref": "#/$defs/value"}
PAIR: dict[str, Any] = {"type": "array", "items": VALUE, "minItems": 2, "maxItems": 2}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["#meta", "vars", "states"],
    "properties": {
        "#meta": {"type": "object"},
        "params": {"type": "array", "items": {"type": "string"}},
        "vars": {"type": "array", "items": {"type": "string"}},
        "states": {"type": "array", "items": {"type": "object", "additionalProperties": VALUE}},
    },
    "additionalProperties": False,
    "$defs": {
        "value": {
            "anyOf": [
                {"type": ["boolean", "string"]},
                {"type": "array", "items": VALUE},
                {
                    "type": "object",
                    "required": ["#bigint"],
                    "properties": {"#bigint": {"type": "string", "pattern": "^-?[0-9]+$"}},
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "required": ["#tup"],
                    "properties": {"#tup": {"type": "array", "items": VALUE}},
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "required": ["#set"],
                    "properties": {"#set": {"type": "array", "items": VALUE}},
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "required": ["#map"],
                    "properties": {
                        "#map": {"type": "array", "items": PAIR}
                    },
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "required": ["#unserializable"],
                    "properties": {"#unserializable": {"type": "string"}},
                    "additionalProperties": False,
                },
                {"type": "object", "required": ["index"], "properties": {"index": {"type": "integer"}}},
                {"type": "object", "propertyNames": {"pattern": "^[^#]"}, "additionalProperties": VALUE},
            ]
        }
    },
}  # fmt: skip


@given(st.from_type(Recorder))
def test_every_trace_is_a_valid_document_with_a_state_for_each_event(recorder: Recorder) -> None:
    document = json.loads(itf(recorder))
    jsonschema.validate(document, SCHEMA)
    assert document["vars"] == list(VARIABLES)
    assert [state["#meta"]["index"] for state in document["states"]] == [event.number for event in recorder.events]
    for state in document["states"]:
        assert set(state) == {"#meta", *VARIABLES}


@given(st.from_type(Recorder))
def test_two_traces_of_the_same_events_are_the_same_bytes(recorder: Recorder) -> None:
    assert itf(recorder) == itf(recorder)


@given(st.integers(-(2**511), 2**511))
def test_an_integer_survives(value: int) -> None:
    written = itf_value(value)
    assert isinstance(written, dict)
    assert written == {"#bigint": str(value)}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        ((1, "a"), {"#tup": [{"#bigint": "1"}, "a"]}),
        ([], []),
        (frozenset({2, 1}), {"#set": [{"#bigint": "1"}, {"#bigint": "2"}]}),
        ({"b": 1, "a": 2}, {"#map": [["a", {"#bigint": "2"}], ["b", {"#bigint": "1"}]]}),
        (Fraction(numerator=1, denominator=2), {"numerator": {"#bigint": "1"}, "denominator": {"#bigint": "2"}}),
        (b"\x00\xff", "0x00ff"),
        (Recorder(), {"#unserializable": "Recorder"}),
        (None, {"#unserializable": "NoneType"}),
    ],
)
def test_values_in_itf(value: object, expected: object) -> None:
    assert itf_value(value) == expected


def test_what_is_too_wide_for_a_number_is_named_by_size_and_hash() -> None:
    written = itf_value(1 << 100_000)
    assert isinstance(written, str)
    assert written.startswith("12501 bytes, blake2b-256 ")


def test_a_state_names_its_arrow_and_cause(played: Recorder) -> None:
    states = json.loads(itf(played))["states"]
    by_arrow = {state["arrow"]: state for state in states if state["arrow"]}
    assert by_arrow["A093"]["cause"] == by_arrow["A092"]["number"]
    assert by_arrow["A011"]["outcome"] == "INSUFFICIENT_AVAILABLE_BALANCE"
