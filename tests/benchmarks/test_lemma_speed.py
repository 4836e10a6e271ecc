"""How long the proof of all lemmas takes."""

from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma


def test_all_lemmas(benchmark):
    def prove_all():
        return [prove_lemma(lemma).word for lemma in lemmas()]

    words = benchmark.pedantic(prove_all, rounds=1)
    assert set(words) == {"proved", "explored"}
