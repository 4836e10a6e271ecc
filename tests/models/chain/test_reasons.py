import pytest

from filspec.chain.reasons import BlockReason, InvalidBlock, demand


def test_a_refusal_has_its_rule_and_its_values():
    with pytest.raises(InvalidBlock, match="NO_POWER: the miner has no power: miner 7") as refused:
        demand(False, BlockReason.NO_POWER, "miner 7")
    assert refused.value.reason is BlockReason.NO_POWER
    demand(True, BlockReason.NO_POWER, "miner 7")


def test_every_reason_is_a_sentence_of_its_own():
    sentences = [reason.value for reason in BlockReason]
    assert len(set(sentences)) == len(sentences)
    assert all(" " in sentence and not sentence.endswith(".") for sentence in sentences)
