import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.actors.interpreter import Envelope
from filspec.actors.ledger.transfers import send
from filspec.actors.oracles import Purpose
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import BURNT_FUNDS, REWARD, Epoch
from filspec.chain.consensus_faults import report_of
from filspec.chain.conversions import proof_from_bytes, randomness_bytes
from filspec.chain.encoding import content_id, state_root
from filspec.chain.state_transition import StateTransition
from filspec.chain.store import ChainStore, UnknownBlockError
from filspec.kit import trace
from filspec.kit.trace import Recorder


def balance(world, account):
    return world.ledger.accounts[account].balance


def test_genesis_ends_its_epoch_and_pays_nobody(chain):
    applied = chain.transition.result(chain.genesis)
    assert applied.world.epoch == 1
    assert applied.receipts == ()
    assert balance(applied.world, REWARD) == balance(chain.world, REWARD)
    assert chain.world.epoch == 0


def test_a_tipset_runs_its_messages_then_pays_then_ends_the_epoch(chain, accounts):
    # Given a block with a transfer, then receiver, miner's owner and reward actor have moved by value, fee and reward.
    owner, worker_a, _, client = accounts
    message = chain.message(client, 0, send, worker_a, value=10)
    tipset = chain.extend(chain.propose(chain.genesis, 1, chain.miner_a, [message]))
    before = chain.transition.world_before(tipset)
    applied = chain.transition.result(tipset)

    assert [(identity, receipt.accepted) for identity, receipt in applied.receipts] == [(message.identity, True)]
    assert balance(applied.world, client) == balance(before, client) - 11
    assert balance(applied.world, worker_a) == balance(before, worker_a) + 10
    reward = balance(before, REWARD) - balance(applied.world, REWARD)
    assert reward > 0
    assert balance(applied.world, owner) == balance(before, owner) + 1 + reward
    assert applied.world.epoch == tipset.epoch + 1
    assert applied.state_root == state_root(applied.world)
    assert applied.receipts_root == content_id(applied.receipts)


def test_a_message_in_two_blocks_runs_once_for_the_first(chain, accounts):
    # Given one message in both blocks of a tipset, then it has one receipt and one fee.
    owner, _, _, client = accounts
    message = chain.message(client, 0, send, owner, value=1)
    blocks = [chain.propose(chain.genesis, 1, miner, [message]) for miner in chain.workers]
    applied = chain.transition.result(chain.extend(*blocks))
    assert len(applied.receipts) == 1
    assert balance(applied.world, client) == balance(chain.world, client) - 2
    assert applied.world.ledger.accounts[client].nonce == 1


def test_a_refused_message_costs_its_fee_and_has_its_reason(chain, accounts):
    *_, client = accounts
    message = chain.message(client, 0, send, BURNT_FUNDS, value=1)
    applied = chain.transition.result(chain.extend(chain.propose(chain.genesis, 1, chain.miner_a, [message])))
    assert applied.receipts[0][1].reason is Reason.RECEIVER_IS_NOT_AN_ACCOUNT
    assert balance(applied.world, client) == balance(chain.world, client) - 1


def test_null_epochs_end_too(chain):
    # Given a tipset three epochs after its parents, then its state is that of the fourth epoch.
    tipset = chain.extend(chain.propose(chain.genesis, 3, chain.miner_a))
    assert chain.transition.world_before(tipset).epoch == 1
    assert chain.transition.result(tipset).world.epoch == 4


@pytest.mark.parametrize("epoch", [2, 3, 4])
def test_the_chain_answers_messages_from_the_parents_of_their_tipset(chain, epoch):
    # Given a proof of spacetime for the last epoch before a block, made when only the block's parents were known
    parents = chain.extend(chain.propose(chain.genesis, 1, chain.miner_b))
    drawn = chain.store.randomness(parents, Purpose.WINDOW_POST, Epoch(epoch - 1), chain.miner_a)
    sealed = chain.sealed[chain.miner_a]
    proof = chain.rung.prove_post(randomness_bytes(drawn), chain.miner_a, ((0, sealed.comm_r, sealed),))
    arguments = (chain.miner_a, Epoch(epoch - 1), proof_from_bytes(proof), ())
    message = chain.message(chain.workers[chain.miner_a], 0, submit_post, *arguments)
    # When the block comes, after null epochs or none, then the proof answers the challenge of the chain
    tipset = chain.extend(chain.propose(parents, epoch, chain.miner_a, [message]))
    [(_, receipt)] = chain.transition.result(tipset).receipts
    assert receipt.accepted, receipt.reason
    # And the tipset's own ticket of a null epoch would have made another challenge
    own = chain.store.randomness(tipset, Purpose.WINDOW_POST, Epoch(epoch - 1), chain.miner_a)
    assert (own == drawn) is (epoch == 2)


def test_a_miner_terminated_in_the_tipset_is_not_paid(chain, accounts):
    # Given a block of the accused in the very tipset that terminates it, then only the other block is rewarded.
    *_, client = accounts
    guilty = [chain.propose(chain.genesis, 1, chain.miner_a, timestamp=30 + place).header for place in range(2)]
    parents = chain.extend(chain.propose(chain.genesis, 1, chain.miner_b))
    report = chain.message(client, 0, declare_consensus_fault, report_of(*guilty))
    blocks = [chain.propose(parents, 2, miner, [report]) for miner in chain.workers]
    rewards = []
    for tipset in (chain.extend(blocks[1]), chain.extend(*blocks)):
        applied = chain.transition.result(tipset)
        assert applied.receipts[0][1].accepted
        assert applied.world.miner.miners[chain.miner_a].terminated
        rewards.append(balance(chain.transition.world_before(tipset), REWARD) - balance(applied.world, REWARD))
    assert rewards[0] == rewards[1] > 0


def test_a_state_is_a_function_of_its_tipset(chain, chain_on, accounts):
    # Given the blocks of one chain with a fork, when another instance computes them from the longest end, or in any
    # other order, then all roots are equal.
    owner, *_, client = accounts
    chain.extend(chain.propose(chain.genesis, 2, chain.miner_a))
    path = [chain.genesis]
    for epoch in (1, 2, 5):
        message = chain.message(client, len(path) - 1, send, owner, value=epoch)
        path.append(chain.extend(chain.propose(path[-1], epoch, chain.miner_b, [message])))
    fresh = StateTransition(chain.store, chain.genesis, chain.world, chain.rung)
    for tipset in (path[3], path[1], path[2]):
        assert fresh.result(tipset).state_root == chain.transition.result(tipset).state_root
        assert fresh.result(tipset).receipts_root == chain.transition.result(tipset).receipts_root
    assert fresh.result(path[3]) is fresh.result(path[3])


def test_what_is_remembered_of_one_tipset_is_never_that_of_another(chain, accounts):
    # Given tipsets of the blocks {A}, {B} and {A, B}, of A one epoch later, and their children after null epochs
    owner, *_, client = accounts
    transfers = [chain.message(client, 0, send, owner, value=7), chain.message(owner, 0, send, client, value=5)]
    siblings = zip(chain.workers, transfers, strict=True)
    first, second = (chain.propose(chain.genesis, 1, miner, [transfer]) for miner, transfer in siblings)
    late = chain.propose(chain.genesis, 2, chain.miner_a, transfers[:1])
    parents = [chain.extend(*blocks) for blocks in ([first], [second], [first, second], [late])]
    children = [chain.extend(chain.propose(parent, 4, chain.miner_b)) for parent in parents]
    tipsets = [*parents, *children]

    def fresh():
        return StateTransition(chain.store, chain.genesis, chain.world, chain.rung)

    alone = [(fresh().result(tipset).state_root, state_root(fresh().world_in(tipset, 6))) for tipset in tipsets]
    assert len(set(alone[: len(parents)])) == len(parents)

    @settings(max_examples=10)
    @given(st.permutations(range(len(tipsets))), st.lists(st.booleans(), min_size=8, max_size=8))
    def same_in_any_order(order, asked_before):
        # When one instance is asked about all of them in any order, for the state in which an epoch begins first or not
        shared = fresh()
        for place in order:
            if asked_before[place]:
                shared.world_in(tipsets[place], 5)
            # Then each answer is that of an instance that was asked nothing else
            root = shared.result(tipsets[place]).state_root
            assert (root, state_root(shared.world_in(tipsets[place], 6))) == alone[place]

    same_in_any_order()


def test_a_long_chain_needs_no_deep_stack(chain):
    # Given a chain longer than the interpreter's stack is deep, then its end is computed in one question.
    tipset, template = chain.genesis, chain.propose(chain.genesis, 1, chain.miner_a)
    for epoch in range(1, 1201):
        header = template.header.but(parents=tipset.key, epoch=epoch)
        tipset = chain.extend(template.but(header=header))
    assert StateTransition(chain.store, chain.genesis, chain.world, chain.rung).result(tipset).world.epoch == 1201


def test_an_unknown_ancestor_is_named(chain):
    tipset = chain.extend(chain.propose(chain.genesis, 1, chain.miner_a))
    child = chain.extend(chain.propose(tipset, 2, chain.miner_a))
    lonely = StateTransition(ChainStore(), chain.genesis, chain.world, chain.rung)
    with pytest.raises(UnknownBlockError, match=tipset.key[0].hex()):
        lonely.result(child)


class TestTrace:
    def test_a_call_is_recorded_once_in_its_senders_name(self, chain, accounts):
        # Given a message remembered by who sent it, when two nodes compute its tipset in another epoch, then it is
        # recorded once: on the chain, in the tipset's epoch, caused by its sender.
        owner, *_, client = accounts
        recorder = Recorder()
        with trace.recording(recorder):
            recorder.epoch = 9
            message = chain.message(client, 0, send, owner, value=1)
            recorder.call("Wallet", "Send", "", (), lambda: trace.remember(message.identity), "client")
            tipset = chain.extend(chain.propose(chain.genesis, 1, chain.miner_a, [message]))
            for _ in range(2):
                recorder.call(
                    "Blockchain", "ApplyStateTree", "", (), lambda: chain.transition.result(tipset), "some node"
                )
        sent = [event for event in recorder.events if event.label == "Send(Address, TokenAmount)"]
        assert [(event.node, event.epoch, event.sender) for event in sent] == [("chain", 1, "Wallet")]
        assert recorder.events[sent[0].cause].label == "Send"
        assert recorder.epoch == 9

    def test_null_epochs_of_two_forks_are_recorded_once(self, chain):
        # Given two tipsets with the same null epochs on the same parents, then each epoch ends once for both.
        recorder = Recorder()
        forks = [chain.extend(chain.propose(chain.genesis, epoch, chain.miner_a)) for epoch in (3, 4)]
        with trace.recording(recorder):
            for tipset in forks:
                chain.transition.result(tipset)
        ticks = [event.epoch for event in recorder.events if event.label == "EpochTick()"]
        assert ticks == [1, 2, 3, 3, 4]

    def test_without_a_recorder_the_state_is_the_same(self, chain_on):
        roots = []
        for recorder in (None, Recorder()):
            chain = chain_on()
            with trace.recording(recorder):
                tipset = chain.extend(chain.propose(chain.genesis, 2, chain.miner_a))
                roots.append(chain.transition.result(tipset).state_root)
        assert roots[0] == roots[1]


def test_observers_see_every_step(chain_on):
    steps = []
    chain = chain_on(observers=(lambda step: steps.append(step.transition.name),))
    chain.transition.result(chain.extend(chain.propose(chain.genesis, 2, chain.miner_a)))
    assert steps == ["end_of_epoch", "end_of_epoch", "award_block_reward", "end_of_epoch"]


def test_a_message_of_an_unknown_method_is_refused_and_not_a_crash(chain, accounts):
    # Given a message in a block made without validation, then the interpreter refuses it.
    *_, client = accounts
    message = chain.message(client, 0, send, client)
    unknown = message.but(envelope=Envelope(sender=client, nonce=0, value=0, fee=0, method="mint", arguments=()))
    applied = chain.transition.result(chain.extend(chain.propose(chain.genesis, 1, chain.miner_a, [unknown])))
    assert applied.receipts[0][1].reason is Reason.UNKNOWN_METHOD
