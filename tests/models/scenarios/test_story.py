"""The story: a file goes through the whole of full-deals-on-chain and comes back, whatever the luck."""

import subprocess
import sys
from functools import cache
from hashlib import sha256
from importlib.resources import files

import pytest

from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import BURNT_FUNDS
from filspec.kit.trace import Recorder
from filspec.proofs.ladder.rung import RUNG_NAMES
from filspec.scenarios import story
from filspec.scenarios.cast import PARTIES, PURSES, Cast
from filspec.scenarios.story import Story, StoryStalled, run_story
from filspec.traces.arrows import seen
from filspec.traces.catalogue import catalogue
from filspec.traces.text import text

SAMPLE = files("filspec.scenarios").joinpath("sample.txt").read_bytes()
EXTREMES = (2**63 - 1, -(2**63))
SEEDS = (1, 7, -1, -12345, *EXTREMES)
PATTERN = bytes(range(251)) * 60
FILES = {
    "one byte": b"x",
    "one zero": bytes(1),
    "a full sector": PATTERN[:2032],
    "a byte more than a sector": PATTERN[:2033],
    "several sectors": PATTERN[: 5 * 2032 + 7],
    "the same sector again and again": PATTERN[:2032] * 5,
    "zeros": bytes(3 * 2032 + 1100),
    "a sector and its beginning, which zeros pad to it": PATTERN[:1500] + bytes(532) + PATTERN[:1500],
}


def assert_good(report, content):
    """The file is back, and all deals ended as agreed."""
    assert report.sha256_in == report.sha256_out == sha256(content).hexdigest()
    assert [state for state, _ in report.deals] == ["EXPIRED"]


@pytest.fixture(scope="module", params=RUNG_NAMES)
def default(request):
    """The default story on the sample, and its trace."""
    recorder = Recorder()
    return run_story(SAMPLE, proofs=request.param, recorder=recorder), recorder


def test_the_sample_comes_back_byte_for_byte_and_its_deals_end_as_agreed(default):
    report, _ = default
    assert_good(report, SAMPLE)
    assert (report.pieces, report.sectors, dict(report.deals)) == (2, 3, {"EXPIRED": 3})
    assert 0 < report.blocks <= 3 * report.epochs


def test_every_arrow_of_the_way_every_story_takes_is_seen(default):
    counts = seen(default[1])
    assert [arrow.id for arrow in catalogue().arrows if arrow.branch == "default" and not counts[arrow.id]] == []


def test_what_everybody_paid_and_received_adds_up(default):
    report, _ = default
    assert [balance.party for balance in report.balances] == list(PARTIES)
    for balance in report.balances:
        assert balance.before - balance.paid + balance.received == balance.after
    spent = {balance.party: balance.before - balance.after for balance in report.balances}
    assert spent["client"] > 0
    assert spent["provider A, owner"] < 0
    assert spent["provider B, owner"] < 0


def test_no_honest_miner_is_ever_slashed(default):
    labels = {event.label for event in default[1].events}
    assert "SlashStorageCollateral()" not in labels
    assert "HandleFailedDeals([newSectorState.DestroyedSet])" not in labels


@pytest.mark.parametrize(
    ("preset", "seed"), [*(("tiny", seed) for seed in SEEDS), *(("2k", seed) for seed in EXTREMES)]
)
def test_the_story_ends_well_with_every_seed(preset, seed):
    assert_good(run_story(SAMPLE, seed, preset, "ideal"), SAMPLE)


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_the_story_ends_well_with_every_file(content):
    assert_good(run_story(content, 5, "2k", "ideal"), content)


@pytest.mark.parametrize("content", [b"x", PATTERN[:2032], PATTERN[:2032] * 2], ids=["one byte", "a sector", "twice"])
def test_the_story_ends_well_on_the_vanilla_rung(content):
    assert_good(run_story(content, -3, "tiny", "vanilla"), content)


@pytest.mark.slow
@pytest.mark.parametrize("proofs", RUNG_NAMES)
def test_a_hundred_kilobytes_come_back_within_one_gigabyte(proofs):
    play = (
        "import resource; from filspec.scenarios.story import run_story\n"
        f"report = run_story(bytes(i * i % 251 for i in range(100_000)), proofs={proofs!r})\n"
        "print(report.sha256_in == report.sha256_out, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    answer = subprocess.run([sys.executable, "-c", play], capture_output=True, text=True, check=True)
    is_back, kilobytes = answer.stdout.split()
    assert is_back == "True"
    assert int(kilobytes) < 1 << 20


@cache
def trace_of(seed: int) -> str:
    recorder = Recorder()
    run_story(b"a short file", seed, "tiny", "ideal", recorder)
    return text(recorder)


def test_the_same_seed_gives_the_same_events_and_another_seed_gives_others():
    first = trace_of(11)
    trace_of.cache_clear()
    assert trace_of(11) == first
    assert trace_of(12) != first


def test_the_events_do_not_depend_on_the_hash_seed_of_the_process():
    play = (
        "from hashlib import sha256; from filspec.kit.trace import Recorder; from filspec.traces.text import text\n"
        "from filspec.scenarios.story import run_story\n"
        "recorder = Recorder(); run_story(b'a short file', 11, 'tiny', 'ideal', recorder)\n"
        "print(sha256(text(recorder).encode()).hexdigest())"
    )
    for hash_seed in ("0", "1"):
        answer = subprocess.run(
            [sys.executable, "-c", play], env={"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
        )
        assert answer.stdout.strip() == sha256(trace_of(11).encode()).hexdigest()


def test_recording_changes_nothing():
    assert run_story(b"x", 3, "tiny", "ideal", Recorder()) == run_story(b"x", 3, "tiny", "ideal")


def test_progress_tells_each_phase_from_its_beginning_to_its_end():
    told = []
    run_story(SAMPLE, 0, "tiny", "ideal", progress=lambda *progress: told.append(progress))
    phases = list(dict.fromkeys(phase for phase, _, _ in told))
    assert phases == [
        "register", "join", "deal", "seal", "prove", "retrieve", "expire", "leave", "settle", "final", "withdraw",
    ]  # fmt: skip
    for phase in phases:
        done = [(part, total) for told_phase, part, total in told if told_phase == phase]
        assert done[-1][0] == done[-1][1] > 0
        assert all(0 <= part <= total for part, total in done)


def test_a_phase_that_does_not_end_is_a_failure_with_its_figures(monkeypatch):
    monkeypatch.setattr(story, "LONGEST_WAIT", 4)
    stalled = Story(Cast(0, "tiny", "ideal"), b"x", lambda _phase, _done, _total: None)
    with pytest.raises(StoryStalled, match="phase 'wait' got 2 of 3 done in 4 rounds"):
        stalled.until("wait", lambda: 2, 3)
    assert stalled.cast.epoch == 4


class Accident:
    """A story in which something happens to a sector of provider A when a phase begins, for some rounds or for good."""

    def __init__(self, proofs, phase, happens, rounds=None, number=0, told=Story):
        self.phase, self.happens, self.rounds, self.number = phase, happens, rounds, number
        self.states: list[SectorState] = []
        self.cast = Cast(4, "2k", proofs)
        self.story = told(self.cast, PATTERN[:4000], self._progress)
        self.began = None

    @property
    def replica(self):
        return self.cast.provider_a.proving.sealed[self.number].replica

    def _progress(self, phase, _done, _total):
        if phase == self.phase and self.began is None:
            self.began = self.cast.epoch
            self.happens(self.replica)
        if None not in (self.began, self.rounds) and self.cast.epoch == self.began + self.rounds:
            self.replica.restore()
        self._look()

    def _look(self):
        """Note each state of the sector."""
        sectors = self.cast.client.chain.world.miner.sectors
        for key in [(miner, self.number) for miner in self.cast.provider_a.mining.miners]:
            if key in sectors and sectors[key].state not in self.states[-1:]:
                self.states.append(sectors[key].state)

    @property
    def deals(self):
        return [deal for _, deal in self.cast.client.chain.world.market.deals.items_in_order()]


def flip_a_byte(replica):
    replica.damage(1234)


@pytest.mark.parametrize("proofs", RUNG_NAMES)
def test_a_tampered_sector_fails_its_proof_and_not_the_program(proofs):
    # Given a byte of a sealed sector that flips when the deals run
    accident = Accident(proofs, "expire", flip_a_byte)
    # When
    accident.story.play()
    # Then the sector became faulty for good, collateral was slashed, and the client has back what was not proved
    assert accident.states == [SectorState.COMMITTED, SectorState.ACTIVE, SectorState.FAILING]
    hurt = [deal for deal in accident.deals if deal.slashed > 0]
    assert hurt
    for deal in accident.deals:
        assert deal.state is DealState.EXPIRED
        assert deal.paid + deal.refunded == deal.proposal.storage_price
        assert (deal.refunded > 0) == (deal in hurt)
    # And the file came back before, and everybody left with what is theirs
    assert accident.story.retrieved == PATTERN[:4000]
    burnt = accident.cast.client.chain.world.ledger.accounts[BURNT_FUNDS].balance
    assert burnt == sum(deal.slashed for deal in accident.deals)


def test_a_restored_sector_recovers_and_its_deals_are_completed():
    # Given a sector that is lost for a proving period and a half
    accident = Accident("vanilla", "expire", lambda replica: replica.lose(), rounds=9)
    # When
    accident.story.play()
    # Then
    assert accident.states == [
        SectorState.COMMITTED,
        SectorState.ACTIVE,
        SectorState.FAILING,
        SectorState.RECOVERING,
        SectorState.ACTIVE,
    ]
    assert {deal.state for deal in accident.deals} == {DealState.EXPIRED}
    assert all(deal.paid + deal.refunded == deal.proposal.storage_price for deal in accident.deals)


class LongStory(Story):
    """Deals that outlive the fault threshold."""

    def _duration(self):
        return super()._duration() + 2 * self.cast.parameters.fault_threshold * self.cast.parameters.proving_period


def test_a_sector_that_stays_lost_is_destroyed_its_deal_fails_and_the_client_is_refunded():
    # Given
    accident = Accident("vanilla", "expire", lambda replica: replica.lose(), told=LongStory)
    # When
    accident.story.play()
    # Then
    failed = [deal for deal in accident.deals if deal.state is DealState.FAILED]
    assert failed
    for deal in failed:
        assert deal.slashed == deal.proposal.storage_collateral
        assert deal.paid + deal.refunded == deal.proposal.storage_price
        assert deal.refunded > deal.paid
    assert accident.states[-1] is SectorState.FAILING
    assert PURSES["2k"].collateral == failed[0].slashed


@pytest.mark.parametrize("proofs", RUNG_NAMES)
def test_a_sector_damaged_before_the_retrieval_costs_its_piece_and_not_the_story(proofs):
    # Given the sector that holds the first piece of the file (sector 0 was staged before it was published)
    accident = Accident(proofs, "retrieve", flip_a_byte, number=1)
    # When
    accident.story.play()
    # Then the rest comes back
    assert accident.story.retrieved == PATTERN[2032:4000]
