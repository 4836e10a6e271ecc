"""Protocol parameters: constants of a world, read from the specification's data, equal in every state of a chain.

Transitions read them as ``w.parameters``. A proof holds for every value within the declared bounds; where two readings
of the sources are alive, a variant names them (decisions of protocol-facts, appendix). The bounds are read by
``parameter_bounds``.
"""

from __future__ import annotations

import tomllib
from enum import Enum
from functools import cache
from importlib.resources import files

from filspec.actors.units import Bytes, Epoch, TokenAmount
from filspec.kit.records import Record


class PledgeRule(Enum):
    """Decision 12: how much pledge a miner needs."""

    FORMULA = 0
    CONSTANT = 1


class PowerCounts(Enum):
    """Decision 1: when a sector's power counts."""

    AT_FIRST_POST = 0
    AT_COMMIT = 1


class FailedPoSt(Enum):
    """Decision 7: what becomes of a proof of spacetime that does not verify."""

    ABORTS = 0
    SLASHES = 1


class ReporterGrowth(Enum):
    """Decision 13: how the share of a reporter grows with the age of the fault."""

    GROWTH_1_26 = 0
    GROWTH_1_02813 = 1
    GROWTH_1_01251 = 2


class LoweringMerge(Enum):
    """Decision 31: who may redeem a merge that lowers what a payment channel promises."""

    BY_PAYEE = 0
    BY_EITHER = 1
    NEVER = 2


class Fraction(Record):
    """A fraction between 0 and 1, of integers."""

    numerator: int
    denominator: int


class Parameters(Record):
    """The constants of one network; meaning, unit and source of each stand in ``parameters.toml``."""

    sector_size: Bytes
    proving_period: Epoch
    post_challenge_time: Epoch
    fault_threshold: int
    finality: Epoch
    election_lookback: Epoch
    sealing_time: Epoch
    sealing_slack: Epoch
    declared_fault_slash: Fraction
    detected_fault_slash: Fraction
    power_collateral: Fraction
    per_capita_collateral: Fraction
    constant_pledge: TokenAmount
    minimum_storage_price: TokenAmount
    minimum_client_collateral: TokenAmount
    minimum_provider_collateral: TokenAmount
    deal_activation_limit: Epoch
    release_delay: Epoch
    depledge_cooldown: Epoch
    settle_delay: Epoch
    reward_initial_value: TokenAmount
    reward_total_issuance: TokenAmount
    reporter_share_unit: int
    block_delay: int
    pledge_rule: PledgeRule
    power_counts: PowerCounts
    failed_post: FailedPoSt
    reporter_growth: ReporterGrowth
    lowering_merge: LoweringMerge


PRESETS = ("tiny", "2k")
_VARIANTS: dict[str, type[Enum]] = {
    "pledge_rule": PledgeRule,
    "power_counts": PowerCounts,
    "failed_post": FailedPoSt,
    "reporter_growth": ReporterGrowth,
    "lowering_merge": LoweringMerge,
}


def preset(name: str) -> Parameters:
    """The parameters of a preset.

    Raises:
        KeyError: there is no preset of this name; ``PRESETS`` lists them.
    """
    if name not in PRESETS:
        raise KeyError(f"there is no preset {name!r}; the presets are {', '.join(PRESETS)}")
    values: dict[str, object] = {}
    for parameter, entry in sheet().items():
        value = entry["value"]
        values[parameter] = _parsed(parameter, value[name] if isinstance(value, dict) else value)
    return Parameters(**values)  # type: ignore[arg-type]


@cache
def sheet() -> dict[str, dict[str, object]]:
    """What the specification says of each parameter, by name."""
    text = files("filspec.spec").joinpath("parameters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _parsed(parameter: str, value: object) -> object:
    if parameter in _VARIANTS:
        return _VARIANTS[parameter][str(value)]
    if isinstance(value, str):
        numerator, _, denominator = value.partition("/")
        return Fraction(numerator=int(numerator), denominator=int(denominator))
    return value
