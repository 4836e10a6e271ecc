"""Defects of the prover in numbers and products: the traps that notice each, and the patch of its text."""

MUTANTS = {
    "the quotient is Z3's": (
        (
            "test_prover.py::test_wrong_message_is_not_proved[division by a negative constant]",
            "test_prover.py::test_wrong_message_is_not_proved[division by an unknown negative]",
        ),
        (
            (
                "values",
                "return flipped if known is not None else choice(less(ZERO, divisor), positive, flipped)",
                "return positive",
            ),
        ),
    ),
    "division by zero is no crash": (
        (
            "test_prover.py::test_wrong_message_is_not_proved[division by zero]",
            "test_prover.py::test_wrong_message_is_not_proved[remainder by zero]",
        ),
        (("values", "if known == 0 or (known is None and decide(equal(divisor, ZERO))):", "if known == 0:"),),
    ),
    "what was stored last is read at any key": (
        (
            "test_tables.py::test_wrong_write_is_not_proved[keys may differ]",
            "test_tables.py::test_wrong_write_is_not_proved[pairs share a member]",
        ),
        (("terms", "if all(map(same, parts[1:], key)):", "if parts:"),),
    ),
    "a product with a difference has the wrong sign": (
        (
            "test_products_of_rows.py::test_right_product_is_proved[a factor falls by one]",
            "test_products.py::test_sum_of_differences_is_multiplied_out",
        ),
        (
            (
                "products",
                "return difference(product(parts[0], other), product(parts[1], other))",
                "return total_of((product(parts[0], other), product(parts[1], other)))",
            ),
        ),
    ),
    "a product through a table is that of the last write": (
        ("test_products_of_rows.py::test_right_product_is_proved[two rows that are two, from stale copies]",),
        (
            (
                "products",
                "return choice(all_equal(place, parts[1:]), product(stored, other), kept)",
                "return product(stored, other)",
            ),
        ),
    ),
    "no product is negative": (
        ("test_products_of_rows.py::test_wrong_product_is_not_proved[a product of which one factor may be negative]",),
        (("products", "implication(not_negative, at_most(ZERO, term)),", "at_most(ZERO, term),"),),
    ),
    "products are in order whatever the sign": (
        ("test_products_of_rows.py::test_wrong_product_is_not_proved[the order of products with a negative factor]",),
        (
            (
                "products",
                "lemmas.append(implication(at_most(ZERO, factor), conjunction([in_order, turned])))",
                "lemmas.append(conjunction([in_order, turned]))",
            ),
        ),
    ),
    "every share is at most the whole": (
        ("test_products_of_rows.py::test_wrong_product_is_not_proved[a share of more than one]",),
        (
            (
                "products",
                "at_most(ZERO, numerator), at_most(numerator, divisor), less",
                "at_most(ZERO, numerator), less",
            ),
        ),
    ),
}
