"""Serving pieces for payment: R1 and R3 of protocol-facts section 8."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from filspec.actors.units import Bytes, Digest, LaneID, TokenAmount
from filspec.chain.conversions import commitment_from_bytes, digest_bytes
from filspec.chain.oracles import voucher_digest
from filspec.kit.trace import Recorder, recording
from filspec.nodes.payment_subsystem import PaymentSubsystem
from filspec.nodes.retrieval_provider import RetrievalDealProposal, RetrievalDealStatus, RetrievalProvider
from filspec.proofs.ladder.rung import SectorUnreadable
from filspec.proofs.pieces.commitments import comm_p
from filspec.scenarios.cast import CLIENT, OWNER_A

PIECE = bytes(range(250)) * 4
PRICE = TokenAmount(2)
LANE = LaneID(0)


def proposal(**changes: object) -> RetrievalDealProposal:
    return RetrievalDealProposal(
        piece=commitment_from_bytes(comm_p(PIECE)),
        length=Bytes(len(PIECE)),
        price_per_byte=PRICE,
        interval=Bytes(300),
        interval_increase=Bytes(100),
    ).but(**changes)


@pytest.fixture(scope="module")
def market(channels_to_keep):
    """A channel that pays for the piece, and somebody who makes providers and payers without memory."""

    class Market:
        channel = channels_to_keep.open(len(PIECE) * PRICE)
        network = channels_to_keep.network

        def provider(self, unseal=lambda _piece: PIECE):
            network, held = self.network, commitment_from_bytes(comm_p(PIECE))
            payments = PaymentSubsystem("provider", OWNER_A, network.provider.wallet, network.provider.chain)
            return RetrievalProvider("provider", PRICE, payments, lambda piece: piece == held, unseal)

        def payer(self):
            return PaymentSubsystem("client", CLIENT, self.network.client.wallet, self.network.client.chain)

    return Market()


def begun(market, terms):
    provider = market.provider()
    assert provider.new_retrieval_deal_proposal(terms) is RetrievalDealStatus.ACCEPTED
    assert provider.begin_transfer(terms, market.channel, LANE) is RetrievalDealStatus.ONGOING
    return provider


def test_statuses_have_the_numbers_of_the_source():
    # specs 2020-01, retrieval_market types.
    numbers = {status.name: status.value for status in RetrievalDealStatus}
    assert list(numbers.values()) == list(range(9))
    assert (numbers["ACCEPTED"], numbers["FUNDS_NEEDED"], numbers["DEAL_NOT_FOUND"]) == (0, 4, 8)


def test_a_query_is_answered_with_the_price_and_whom_to_pay(market):
    provider = market.provider()
    here = provider.new_retrieval_query(proposal().piece)
    assert (here.available, here.min_price, here.payee) == (True, PRICE, OWNER_A)
    assert provider.new_retrieval_query(proposal().piece + 1).available is False


@pytest.mark.parametrize(
    "changes",
    [
        {"price_per_byte": TokenAmount(1)},
        {"piece": 7},
        {"length": Bytes(0)},
        {"length": Bytes(-1)},
        {"interval": Bytes(0)},
        {"interval_increase": Bytes(-1)},
    ],
    ids=lambda changes: "-".join(map(str, *changes.items())),
)
def test_r3_terms_that_do_not_suit_are_rejected_and_nothing_is_sent(market, changes):
    provider = market.provider()
    assert provider.new_retrieval_deal_proposal(proposal(**changes)) is RetrievalDealStatus.REJECTED
    started = provider.begin_transfer(proposal(**changes), market.channel, LANE)
    assert started is RetrievalDealStatus.DEAL_NOT_FOUND
    assert provider.deals == {}


def test_r3_what_was_accepted_once_is_transferred_once(market):
    provider = begun(market, proposal())
    again = provider.begin_transfer(proposal(), market.channel, LaneID(1))
    assert again is RetrievalDealStatus.DEAL_NOT_FOUND


PAYMENTS = st.lists(st.integers(0, len(PIECE) * PRICE), max_size=8)


@given(st.integers(1, 1_100), st.integers(0, 300), PAYMENTS)
def test_r1_never_more_than_one_interval_is_unpaid_whatever_the_client_does(market, interval, increase, payments):
    # Given
    terms = proposal(interval=Bytes(interval), interval_increase=Bytes(increase))
    provider, payer, received, paid = begun(market, terms), market.payer(), b"", 0
    for round_number, payment in enumerate([0, *payments]):
        # When the client pays what it likes, and asks twice
        status = provider.receive_payment(payer.promise(market.channel, LANE, TokenAmount(max(paid, payment))))
        paid = max(paid, payment)
        before = len(received)
        received += provider.send_interval(market.channel, LANE)
        received += provider.send_interval(market.channel, LANE)
        # Then it has its bytes in order, and owes one agreed interval at most
        assert PIECE.startswith(received)
        assert len(received) * PRICE - paid <= (interval + round_number * increase) * PRICE
        assert len(received) == before or status is RetrievalDealStatus.ONGOING


@given(
    st.sampled_from([-1, 0, 1, len(PIECE)]),
    st.sampled_from([PRICE - 1, PRICE, PRICE + 1]),
    st.sampled_from([-1, 0, 1, 300]),
    st.sampled_from([-1, 0, 1]),
)
def test_r3_terms_are_accepted_exactly_if_they_suit(market, length, price, interval, increase):
    terms = proposal(
        length=Bytes(length),
        price_per_byte=TokenAmount(price),
        interval=Bytes(interval),
        interval_increase=Bytes(increase),
    )
    suits = length > 0 and price >= PRICE and interval > 0 and increase >= 0
    status = market.provider().new_retrieval_deal_proposal(terms)
    assert status is (RetrievalDealStatus.ACCEPTED if suits else RetrievalDealStatus.REJECTED)


@settings(max_examples=20)
@given(st.integers(1, len(PIECE)), st.integers(PRICE, PRICE + 3), st.integers(150, 1_100), st.integers(0, 300))
@example(300, PRICE, 300, 100)
@example(301, PRICE + 1, 300, 100)
def test_an_honest_client_gets_the_bytes_it_asked_for_at_the_price_it_offered(
    market, length, price, interval, increase
):
    # Given a client that wants the beginning of the piece, and has enough in the channel
    terms = proposal(
        length=Bytes(length),
        price_per_byte=TokenAmount(price),
        interval=Bytes(interval),
        interval_increase=Bytes(increase),
    )
    provider, payer, received, number = begun(market, terms), market.payer(), b"", 0
    deal, status = provider.deals[market.channel, LANE], RetrievalDealStatus.ONGOING
    while status is RetrievalDealStatus.ONGOING:
        # When an interval arrives, then it is as long as agreed, and waits for its payment
        part = provider.send_interval(market.channel, LANE)
        assert len(part) == min(interval + number * increase, length - len(received))
        received, number = received + part, number + 1
        last = len(received) == length
        waiting = RetrievalDealStatus.FUNDS_NEEDED_LAST_PAYMENT if last else RetrievalDealStatus.FUNDS_NEEDED
        assert (deal.status, deal.owed) == (waiting, len(received) * price)
        if len(received) * price > len(PIECE) * PRICE:
            return
        status = provider.receive_payment(payer.promise(market.channel, LANE, deal.owed))
        assert deal.paid == len(received) * price
    # And it ends with all bytes it asked for
    assert status is RetrievalDealStatus.COMPLETED
    assert received == PIECE[:length]


def spoilt(market, voucher, how):
    """A voucher its payee cannot redeem: altered after signing, signed by its payee, or signed on a condition."""
    payer, payee = (market.network.key_of(account) for account in (CLIENT, OWNER_A))
    if how == "altered":
        return voucher.but(amount=TokenAmount(voucher.amount + 1))
    key, bad = (payee, voucher) if how == "forged" else (payer, voucher.but(secret_preimage=Digest(1)))
    return bad.but(signature=key.sign(digest_bytes(voucher_digest(bad))))


@settings(max_examples=15)
@given(
    st.integers(1, len(PIECE)),
    st.lists(
        st.tuples(st.integers(0, len(PIECE) * PRICE - 1), st.sampled_from(["altered", "forged", "conditional"])),
        max_size=3,
    ),
)
@example(300, [(300 * PRICE, "forged")])
def test_r1_a_voucher_that_cannot_be_redeemed_pays_for_nothing(market, interval, vouchers):
    # Given an interval that is sent and not paid
    provider = begun(market, proposal(interval=Bytes(interval)))
    sent = provider.send_interval(market.channel, LANE)
    deal = provider.deals[market.channel, LANE]
    waiting = deal.status
    # When vouchers arrive that the payee cannot redeem, whatever they promise
    for amount, how in vouchers:
        voucher = spoilt(market, market.payer().promise(market.channel, LANE, TokenAmount(amount)), how)
        status = provider.receive_payment(voucher)
        # Then the provider still waits
        assert (status, deal.paid) == (waiting, 0)
        assert provider.send_interval(market.channel, LANE) == b""
    # And it goes on when an honest one arrives
    honest = market.payer().promise(market.channel, LANE, TokenAmount(len(sent) * PRICE))
    assert provider.receive_payment(honest) in (RetrievalDealStatus.ONGOING, RetrievalDealStatus.COMPLETED)


def test_an_honest_client_gets_the_piece_in_growing_intervals(market):
    # Given
    provider, payer, parts = begun(market, proposal()), market.payer(), []
    status = RetrievalDealStatus.ONGOING
    # When it pays each interval
    while status is RetrievalDealStatus.ONGOING:
        parts.append(provider.send_interval(market.channel, LANE))
        owed = TokenAmount(sum(map(len, parts)) * PRICE)
        status = provider.receive_payment(payer.promise(market.channel, LANE, owed))
    # Then
    assert [len(part) for part in parts] == [300, 400, 300]
    assert b"".join(parts) == PIECE
    assert status is RetrievalDealStatus.COMPLETED


def test_a_client_that_stops_paying_gets_no_more(market):
    provider = begun(market, proposal())
    assert len(provider.send_interval(market.channel, LANE)) == 300
    assert provider.send_interval(market.channel, LANE) == b""
    assert provider.deals[market.channel, LANE].status is RetrievalDealStatus.FUNDS_NEEDED


def test_a_payment_that_does_not_cover_what_was_sent_does_not_help(market):
    provider, payer = begun(market, proposal()), market.payer()
    provider.send_interval(market.channel, LANE)
    status = provider.receive_payment(payer.promise(market.channel, LANE, TokenAmount(300 * PRICE - 1)))
    assert status is RetrievalDealStatus.FUNDS_NEEDED
    assert provider.send_interval(market.channel, LANE) == b""


def test_paying_ahead_does_not_lengthen_the_intervals(market):
    provider, payer = begun(market, proposal()), market.payer()
    for _ in range(5):
        provider.receive_payment(payer.promise(market.channel, LANE, TokenAmount(0)))
    assert len(provider.send_interval(market.channel, LANE)) == 300


def test_a_completed_deal_stays_completed(market):
    provider, payer = begun(market, proposal(interval=Bytes(1_000))), market.payer()
    provider.send_interval(market.channel, LANE)
    for _ in range(2):
        status = provider.receive_payment(payer.promise(market.channel, LANE, TokenAmount(1_000 * PRICE)))
        assert status is RetrievalDealStatus.COMPLETED
    assert provider.send_interval(market.channel, LANE) == b""


def test_a_lane_that_has_paid_for_one_deal_does_not_pay_for_another(market):
    # Given a lane that has paid for the piece
    provider, payer = begun(market, proposal(interval=Bytes(1_000))), market.payer()
    provider.send_interval(market.channel, LANE)
    provider.receive_payment(payer.promise(market.channel, LANE, TokenAmount(1_000 * PRICE)))
    # When the client asks for the piece again over the same lane
    assert provider.new_retrieval_deal_proposal(proposal()) is RetrievalDealStatus.ACCEPTED
    again = provider.begin_transfer(proposal(), market.channel, LANE)
    # Then
    assert again is RetrievalDealStatus.REJECTED
    assert provider.send_interval(market.channel, LANE) == b""


def test_payment_for_a_deal_nobody_made_finds_none(market):
    voucher = market.payer().promise(market.channel, LaneID(7), TokenAmount(1))
    assert market.provider().receive_payment(voucher) is RetrievalDealStatus.DEAL_NOT_FOUND


@pytest.mark.parametrize("problem", [SectorUnreadable((3,)), LookupError("gone")], ids=["damaged", "gone"])
def test_a_piece_that_cannot_be_unsealed_fails_the_deal_and_not_the_program(market, problem):
    def unseal(_piece):
        raise problem

    provider = market.provider(unseal)
    provider.new_retrieval_deal_proposal(proposal())
    assert provider.begin_transfer(proposal(), market.channel, LANE) is RetrievalDealStatus.FAILED
    assert provider.deals == {}


def test_deciding_is_the_providers_own_step(market):
    with recording(Recorder()) as recorder:
        market.provider().new_retrieval_deal_proposal(proposal())
    assert [(event.sender, event.label) for event in recorder.events if event.crossing.value == "call"] == [
        ("Outside", "NewRetrievalDealProposal(RetrievalDealProposal)"),
        ("RetrievalProvider", "AcceptRetrievalDealProposal(RetrievalDealPropsal)"),
    ]
