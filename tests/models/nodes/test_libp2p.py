"""Gossip: who gets what, when, and in which order."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.trace import Recorder, recording
from filspec.nodes.libp2p import BLOCKS, MESSAGES, libp2p

NODES = ("a", "b", "c")
SENT = st.lists(st.tuples(st.sampled_from([BLOCKS, MESSAGES]), st.sampled_from(NODES), st.binary(max_size=4)))


def mailboxes(network: libp2p, topic: str) -> dict[str, list[bytes]]:
    """Subscribe all nodes to a topic; what arrives at each."""
    boxes: dict[str, list[bytes]] = {node: [] for node in NODES}
    for node, box in boxes.items():
        network.subscribe(topic, node, box.append)
    return boxes


@given(SENT)
def test_everybody_but_the_sender_gets_each_message_of_its_topic_in_the_order_of_sending(sent):
    # Given three nodes that listen to both topics
    network = libp2p()
    boxes = {topic: mailboxes(network, topic) for topic in (BLOCKS, MESSAGES)}
    # When messages are sent and delivered
    for topic, sender, content in sent:
        network.publish(topic, sender, content)
    delivered = network.deliver()
    # Then
    for topic, of_topic in boxes.items():
        for node, box in of_topic.items():
            assert box == [content for to, sender, content in sent if to == topic and sender != node]
    assert delivered == 2 * len(sent)


def test_nothing_is_delivered_before_deliver():
    network = libp2p()
    boxes = mailboxes(network, BLOCKS)
    network.publish(BLOCKS, "a", b"block")
    assert boxes == {"a": [], "b": [], "c": []}


def test_nothing_is_delivered_twice():
    network = libp2p()
    boxes = mailboxes(network, BLOCKS)
    network.publish(BLOCKS, "a", b"block")
    assert (network.deliver(), network.deliver()) == (2, 0)
    assert boxes["b"] == [b"block"]


def test_what_a_delivery_sends_is_delivered_behind_what_was_in_flight():
    # Given a node that answers what it gets
    network, heard = libp2p(), []
    network.subscribe(MESSAGES, "a", heard.append)
    network.subscribe(
        MESSAGES, "b", lambda content: network.publish(MESSAGES, "b", b"answer") if content == b"ask" else None
    )
    # When a question and another message are in flight
    network.publish(MESSAGES, "c", b"ask")
    network.publish(MESSAGES, "c", b"other")
    network.deliver()
    # Then the answer comes last
    assert heard == [b"ask", b"other", b"answer"]


def test_a_message_to_nobody_is_gone():
    network = libp2p()
    network.publish(BLOCKS, "a", b"block")
    assert network.deliver() == 0
    boxes = mailboxes(network, BLOCKS)
    assert network.deliver() == 0
    assert boxes["b"] == []


def test_a_subscription_is_the_arrow_of_the_drawing():
    with recording(Recorder()) as recorder:
        libp2p().subscribe(BLOCKS, "a", print)
    assert [(event.receiver, event.label) for event in recorder.events] == [("libp2p", "Subscribe(OnNewBlock)")]
