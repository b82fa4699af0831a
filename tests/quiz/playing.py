"""What a player does, in a word each: press Play, read the question, answer it."""

from django.urls import reverse

from quiz.models import Question, Round

HTMX = {"HTTP_HX_REQUEST": "true"}


def press_play(client, topic):
    response = client.post(reverse("quiz:start", args=[topic.slug]))
    assert response.status_code == 302
    return Round.objects.get(uuid=response.url.split("/")[2])


def current(played):
    return played.questions.open().order_by("position").first()


def answer_url(question):
    return reverse("quiz:answer", args=[question.uuid])


def object_url(question):
    return reverse("quiz:object", args=[question.uuid])


def right(question):
    """The form as filled in by somebody who knows."""
    return _filled_in(question, question.key["answer"])


def wrong(question):
    if question.shown["mode"] == "text":
        return {"answer": "1234 BC"}
    if question.shown["mode"] == "order":
        return _filled_in(question, question.key["answer"][::-1])
    return {"answer": next(i for i in ids(question) if i not in question.key["answer"])}


def _filled_in(question, answer):
    if question.shown["mode"] == "order":
        return {f"rank-{option}": n for n, option in enumerate(answer, 1)}
    return {"answer": answer if question.shown["mode"] == "multiple" else answer[0]}


def move(question):
    """The form when a button moves the first card down; where there are no cards, the same."""
    ranks = {f"rank-{option}": place for place, option in enumerate(ids(question), 1)}
    return ranks | {"move": f"{next(iter(ids(question)), 'nothing')}:down"}


def ids(question):
    return [option["id"] for option in question.shown["options"]]


def send(client, question, data, **headers):
    return client.post(answer_url(question), data, **headers)


def of_kind(played, kind):
    return played.questions.filter(kind=kind).order_by("position").first()


def play_out(client, played, fill_in=right):
    for question in Question.objects.filter(round=played).order_by("position"):
        send(client, question, fill_in(question))
