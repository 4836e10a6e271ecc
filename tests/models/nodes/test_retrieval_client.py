"""Fetching pieces: the client pays for what it has, and never for a last interval that does not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.units import ActorID, Bytes, LaneID, TokenAmount
from filspec.chain.conversions import commitment_from_bytes
from filspec.nodes.retrieval_client import INTERVAL, INTERVAL_INCREASE, Retrieval, RetrievalClient, WantedPiece
from filspec.nodes.retrieval_provider import (
    RetrievalDealProposal,
    RetrievalDealStatus,
    RetrievalProvider,
    RetrievalQueryResponse,
)
from filspec.proofs.ladder.rung import rung
from filspec.proofs.pieces.commitments import comm_p

PIECES = (bytes(range(250)) * 8, b"short")
PRICE = 2


def wanted(*pieces: bytes) -> tuple[WantedPiece, ...]:
    return tuple(WantedPiece(piece=commitment_from_bytes(comm_p(piece)), length=Bytes(len(piece))) for piece in pieces)


@pytest.fixture(scope="module")
def ladder():
    return rung("ideal")


@pytest.fixture
def client(channels, ladder):
    return RetrievalClient("client", channels.payer, ladder)


def agreed(channels, client, provider, *pieces):
    """A retrieval whose channel is on chain."""
    retrieval = client.agree(provider, wanted(*pieces))
    channels.network.play_until(lambda: retrieval.channel is not None)
    return retrieval


def paid(channels, retrieval) -> dict[LaneID, int]:
    """What the client promised on each lane."""
    promised = channels.payer._promised
    return {lane: voucher.amount for (channel, lane), voucher in promised.items() if channel == retrieval.channel}


def test_pieces_come_back_and_each_is_paid_on_its_own_lane(channels, client, shop):
    # Given
    retrieval = agreed(channels, client, shop(*PIECES), *PIECES)
    assert retrieval.cost == sum(map(len, PIECES)) * PRICE
    # When
    client.fetch(retrieval)
    # Then
    assert list(retrieval.received.values()) == list(PIECES)
    assert paid(channels, retrieval) == {place: len(piece) * PRICE for place, piece in enumerate(PIECES)}
    assert {deal.status for deal in retrieval.provider.deals.values()} == {RetrievalDealStatus.COMPLETED}


def test_a_piece_the_provider_does_not_have_is_not_agreed_on_and_costs_nothing(channels, client, shop):
    retrieval = client.agree(shop(PIECES[0]), wanted(*PIECES))
    assert [proposal.length for proposal in retrieval.proposals] == [len(PIECES[0])]
    assert retrieval.cost == len(PIECES[0]) * PRICE


class Answering:
    """Answers queries and proposals as it was made to, and remembers the proposals."""

    def __init__(self, answers):
        self.answers, self.proposed = dict(answers), []

    def new_retrieval_query(self, piece):
        available, price, _ = self.answers[piece]
        return RetrievalQueryResponse(available=available, min_price=TokenAmount(price), payee=ActorID(100))

    def new_retrieval_deal_proposal(self, proposal):
        self.proposed.append(proposal)
        return self.answers[proposal.piece][2]


class Opening:
    """Remembers the channels it is asked for."""

    def __init__(self):
        self.opened = []

    def open_channel(self, payee, amount, _on_channel):
        self.opened.append((payee, amount))


ANSWERS = st.tuples(
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from([RetrievalDealStatus.ACCEPTED, RetrievalDealStatus.REJECTED, RetrievalDealStatus.FAILED]),
)


@given(st.lists(st.tuples(st.integers(1, 2_000), ANSWERS), max_size=4))
def test_the_client_proposes_what_is_there_at_the_price_asked_and_a_channel_covers_what_was_accepted(ladder, pieces):
    # Given a provider that answers anything
    want = tuple(WantedPiece(piece=number, length=Bytes(length)) for number, (length, _) in enumerate(pieces))
    provider, payments = Answering({number: answer for number, (_, answer) in enumerate(pieces)}), Opening()
    # When
    retrieval = RetrievalClient("client", payments, ladder).agree(provider, want)
    # Then
    terms = [(number, length, price) for number, (length, (there, price, _)) in enumerate(pieces) if there]
    assert [(sent.piece, sent.length, sent.price_per_byte) for sent in provider.proposed] == terms
    accepted = [term for term in terms if pieces[term[0]][1][2] is RetrievalDealStatus.ACCEPTED]
    assert [proposal.piece for proposal in retrieval.proposals] == [number for number, _, _ in accepted]
    cost = sum(length * price for _, length, price in accepted)
    assert payments.opened == ([(100, cost)] if accepted else [])


def test_without_any_piece_no_channel_is_opened(channels, client, shop):
    retrieval = client.agree(shop(), wanted(*PIECES))
    channels.network.play(6)
    assert (retrieval.proposals, retrieval.channel, retrieval.cost) == ([], None, 0)
    assert channels.network.world.channel.channels.keys_in_order() == []


def test_a_provider_that_gives_pieces_away_is_paid_nothing(channels, client, shop):
    # Given a provider without a price, and a channel
    retrieval = client.agree(shop(PIECES[0], price=0), wanted(PIECES[0]))
    retrieval.channel = channels.open(1)
    # When
    client.fetch(retrieval)
    # Then
    assert list(retrieval.received.values()) == [PIECES[0]]
    assert paid(channels, retrieval) == {0: 0}


def test_nothing_is_fetched_before_the_channel_is_on_chain(client, shop):
    retrieval = client.agree(shop(*PIECES), wanted(*PIECES))
    with pytest.raises(RuntimeError, match="the payment channel is not on chain yet; wait for its receipt"):
        client.fetch(retrieval)


class Cheat(RetrievalProvider):
    """Sends other bytes than it should: ``sends`` makes the bytes of an interval from the honest ones."""

    def __init__(self, honest: RetrievalProvider, sends):
        self.__dict__ |= honest.__dict__
        self.sends = sends
        self.asked = 0

    def send_interval(self, channel: ActorID, lane: LaneID) -> bytes:
        self.asked += 1
        assert self.asked < 50, "the client goes on asking for ever"
        return self.sends(super().send_interval(channel, lane), self.asked)


def cheated(channels, client, shop, sends):
    """What a client gets and pays when a provider cheats."""
    provider = Cheat(shop(PIECES[0]), sends)
    retrieval = agreed(channels, client, provider, PIECES[0])
    client.fetch(retrieval)
    return retrieval, paid(channels, retrieval).get(LaneID(0), 0)


def test_wrong_bytes_in_the_last_interval_are_not_paid(channels, client, shop):
    def last_is_wrong(part: bytes, number: int) -> bytes:
        return part if number < 3 else bytes(len(part))

    retrieval, amount = cheated(channels, client, shop, last_is_wrong)
    assert retrieval.received == {}
    assert amount == (2 * INTERVAL + INTERVAL_INCREASE) * PRICE
    assert amount < retrieval.cost


def test_wrong_bytes_anywhere_are_found_before_the_last_payment(channels, client, shop):
    def first_is_wrong(part: bytes, number: int) -> bytes:
        return part if number > 1 else bytes(len(part))

    retrieval, amount = cheated(channels, client, shop, first_is_wrong)
    assert retrieval.received == {}
    assert amount == (2 * INTERVAL + INTERVAL_INCREASE) * PRICE


@pytest.mark.parametrize("interval", [1, 2, 3])
def test_a_provider_that_vanishes_is_paid_for_what_it_sent_and_no_more(channels, client, shop, interval):
    def vanishes(part: bytes, number: int) -> bytes:
        return part if number < interval else b""

    retrieval, amount = cheated(channels, client, shop, vanishes)
    sent = [0, INTERVAL, 2 * INTERVAL + INTERVAL_INCREASE][interval - 1]
    assert retrieval.received == {}
    assert amount == sent * PRICE


def test_more_than_the_agreed_interval_is_not_paid(channels, client, shop):
    retrieval, amount = cheated(channels, client, shop, lambda part, _number: part + b"extra")
    assert (retrieval.received, amount) == ({}, 0)


def test_more_bytes_than_the_piece_has_are_not_paid(channels, client, shop):
    def too_long(part: bytes, number: int) -> bytes:
        return part if number < 3 else part + b"x"

    retrieval, amount = cheated(channels, client, shop, too_long)
    assert retrieval.received == {}
    assert amount == (2 * INTERVAL + INTERVAL_INCREASE) * PRICE


class Noise(RetrievalProvider):
    """Accepts everything, sends the given parts, and is never satisfied; its vouchers are their amounts."""

    def __init__(self, parts):
        self.parts, self.sent = list(parts), 0

    def begin_transfer(self, proposal, channel, lane):
        return RetrievalDealStatus.ONGOING

    def send_interval(self, channel, lane):
        part = self.parts.pop(0) if self.parts else b""
        self.sent += len(part)
        return part

    def receive_payment(self, voucher):
        assert voucher <= min(self.sent, len(PIECES[0])) * PRICE
        return RetrievalDealStatus.ONGOING


class Purse:
    """Promises everything it is asked for."""

    def promise(self, _channel, _lane, amount):
        return amount


@given(st.lists(st.binary(max_size=700), max_size=4))
def test_r2_no_byte_is_paid_that_was_not_received_and_the_client_comes_to_an_end(ladder, parts):
    # Given
    [want] = wanted(PIECES[0])
    terms = RetrievalDealProposal(
        piece=want.piece,
        length=want.length,
        price_per_byte=TokenAmount(PRICE),
        interval=INTERVAL,
        interval_increase=INTERVAL_INCREASE,
    )
    retrieval = Retrieval(Noise(parts), [terms])
    retrieval.channel = ActorID(200)
    # When
    RetrievalClient("client", Purse(), ladder).fetch(retrieval)
    # Then
    assert retrieval.received == {}


def test_a_piece_that_is_another_one_by_its_commitment_is_not_taken(channels, client, shop):
    # Given a provider that claims to hold a piece and sends another of the same length
    other = bytes(len(PIECES[0]))
    provider = shop(PIECES[0], unseal=lambda _piece: other)
    # When
    retrieval = agreed(channels, client, provider, PIECES[0])
    client.fetch(retrieval)
    # Then
    assert retrieval.received == {}
    assert paid(channels, retrieval)[LaneID(0)] < retrieval.cost
