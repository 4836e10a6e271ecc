from filspec.chain.once_per_object import once_per_object


def counted(capacity):
    asked = []

    @once_per_object(capacity)
    def length(subject):
        asked.append(subject)
        return len(subject)

    return length, asked


def test_the_same_object_is_asked_about_once():
    # Given a remembered function, when the same object comes twice
    length, asked = counted(8)
    subject = (1, 2, 3)
    answers = [length(subject), length(subject)]

    # Then it ran once and both answers are right.
    assert answers == [3, 3]
    assert asked == [subject]


def test_equal_objects_are_different_subjects():
    # Given two equal objects, then each is asked about: equality is never computed.
    length, asked = counted(8)
    first, second = (tuple(range(2)) for _ in range(2))
    assert first is not second
    assert (length(first), length(second)) == (2, 2)
    assert len(asked) == 2


def test_the_oldest_answer_goes_first():
    # Given room for two answers, when three objects have been asked about
    length, asked = counted(2)
    subjects = [tuple(range(size)) for size in (1, 2, 3)]
    for subject in subjects:
        length(subject)

    # Then only the first has to be asked about again.
    for subject in reversed(subjects):
        assert length(subject) == len(subject)
    assert asked == [*subjects, subjects[0]]


def test_an_object_without_other_owners_is_not_confused_with_its_successor():
    # Given subjects that nobody else keeps, whose addresses would be used again
    length, _ = counted(64)

    # Then every answer is that of its own subject.
    assert [length(tuple(range(size))) for size in range(64)] == list(range(64))
