"""The catalogue of lemmas."""

import pkgutil

import filspec.lemmas
from filspec.lemmas.catalogue import lemmas
from filspec.lemmas.lemma import LEMMAS


def test_every_lemma_is_in_the_catalogue_once():
    names = [lemma.name for lemma in lemmas()]
    assert sorted(names) == sorted(LEMMAS)


def test_every_file_of_lemmas_is_read():
    files = {file.name for file in pkgutil.iter_modules(filspec.lemmas.__path__)} - {"lemma", "catalogue"}
    assert {lemma.holds.__module__.rpartition(".")[2] for lemma in lemmas()} == files


def test_the_pure_rules_of_consensus_are_there():
    ids = {name for lemma in lemmas() for name in lemma.ids}
    assert {"B2", "B3", "B4", "B5", "S2", "S8", "D9", "T4"} <= ids


def test_sentences_are_sentences():
    for lemma in lemmas():
        assert lemma.sentence[0].isupper() and lemma.sentence.endswith("."), lemma.name
