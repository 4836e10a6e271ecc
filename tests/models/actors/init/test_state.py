"""State of the InitActor."""


def test_the_next_number_is_behind_all_actors_there_are(chain):
    assert chain.world.init.next_id == max(chain.world.ledger.accounts.keys_in_order()) + 1
