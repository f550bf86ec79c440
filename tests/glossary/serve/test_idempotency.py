"""Answers to requests that are sent again: the same once, another one never."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from starlette.responses import JSONResponse, Response

from glossary.serve.idempotency import Answers
from glossary.serve.problems import Refused

DAY = 24 * 3600


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def answer(answers: Answers, key: str, asked: str = "a", account: str = "wang") -> Response:
    """Return the answer to a request that is answered with how often it was done."""
    with answers.begun(account, key, asked) as once:
        return once.answer or once.finish(JSONResponse({"asked": asked}))


def test_the_first_answer_is_kept_for_a_day() -> None:
    clock = Clock()
    answers = Answers(now=clock)
    first = answer(answers, "key")
    clock.now = DAY - 1
    assert answer(answers, "key") is first
    clock.now = DAY
    assert answer(answers, "key") is not first


def test_a_key_belongs_to_one_request_of_one_account() -> None:
    answers = Answers()
    first = answer(answers, "key")
    assert answer(answers, "key", account="li") is not first
    with pytest.raises(Refused, match="another request") as refused:
        answer(answers, "key", asked="b")
    assert refused.value.details.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer(answers, "key") is first


def test_a_request_that_is_being_done_is_not_begun_again() -> None:
    answers = Answers(limit=0)
    with answers.begun("wang", "key", "a") as once:
        with pytest.raises(Refused, match="still being done") as refused:
            answer(answers, "key")
        assert refused.value.details.status == HTTPStatus.CONFLICT
        first = once.finish(Response())
    assert first is not answer(answers, "key")


def test_a_request_that_fails_may_be_sent_again() -> None:
    answers = Answers()
    with pytest.raises(ValueError, match="failed"), answers.begun("wang", "key", "a"):
        raise ValueError("failed")
    assert answer(answers, "key", asked="b")


def test_of_too_many_answers_the_oldest_are_dropped() -> None:
    answers = Answers(limit=2)
    kept = [answer(answers, key) for key in "abc"]
    assert [answer(answers, key) is old for key, old in zip("cba", kept[::-1], strict=True)] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_has_a_length(key: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(Answers(), key)
    assert refused.value.details.status == HTTPStatus.BAD_REQUEST
