def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("address")


def test_an_invalid_address_that_is_valid_fails(compute):
    assert compute("address_invalid", {"text": "f01"}, "error") == "none, it is f01"
    assert compute("address_invalid_bytes", {"hex": "0001"}, "error") == "none, it is f01"


def test_a_delegated_address_is_made_of_its_payload(compute):
    payload = "0ad388ab098ed3e84c0d808776440b48f685198498"

    made = compute("address", {"protocol": 4, "data_hex": payload}, "mainnet")

    assert made == "f410f2oekwcmo2pueydmaq53eic2i62crtbeyuzx2gmy"
