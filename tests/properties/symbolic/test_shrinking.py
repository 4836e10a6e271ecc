"""What has nothing to do with a failure is left out of its world."""

from filspec.actors.ledger.transfers import send
from filspec.actors.world import World
from filspec.kit.laws import Law, Quantifier
from filspec.symbolic.concrete import Instance
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world
from filspec.symbolic.replay import Replay, replay
from filspec.symbolic.shrinking import smaller


def client_is_there(w: World) -> bool:
    """The client has an account."""
    return CLIENT in w.ledger.accounts


def owner_gets_nothing(before: World, after: World) -> bool:
    """The owner's balance stays what it is."""
    return after.ledger.accounts[OWNER].balance == before.ledger.accounts[OWNER].balance


LAWS = tuple(
    Law(name=holds.__name__, ids=("X",), quantifier=kind, path="", sentence=str(holds.__doc__), holds=holds)
    for holds, kind in ((client_is_there, Quantifier.WORLD), (owner_gets_nothing, Quantifier.STEP))
)


def breaks_it(found: Replay) -> bool:
    return "owner_gets_nothing" in found.broken and found.ending == "accepted"


def test_only_rows_without_which_it_goes_well_or_the_world_is_lawless_are_kept() -> None:
    # Given a failure in a world with many accounts
    found = replay(send, Instance(first_world(), (CLIENT, 3, OWNER), {}, {}, {}), LAWS)
    assert breaks_it(found)
    assert len(list(found.instance.world.ledger.accounts.keys_in_order())) > 2
    # When it is shrunk
    least = smaller(found, breaks_it)
    # Then it still fails, and only those are left whom it is about
    assert breaks_it(least) and not least.unlawful
    assert list(least.instance.world.ledger.accounts.keys_in_order()) == [CLIENT, OWNER]
    # And the world that was found is as it was
    assert len(list(found.instance.world.ledger.accounts.keys_in_order())) > 2
