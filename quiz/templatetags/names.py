"""What stands behind the names of checks, of reasons to refuse a target, and of ways to ask.

The names are the same in every language, for commands and for those who write about them.
"""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz import kinds

register = template.Library()

CHECKS: dict[str, Promise] = {
    "accepted-answers": _("the accepted answers can be typed"),
    "arrow-of-time": _("no cause begins after its effect"),
    "as-recorded": _("it says what is recorded"),
    "asserted": _("a source gives the reason"),
    "attributed": _("it names whom we have it from where it has to"),
    "both-stand": _("both positions are cited"),
    "calendar": _("it is clear which calendar is meant"),
    "cited": _("claims are cited for the answer"),
    "disputed-date": _("no claim disputes the date"),
    "distinct-options": _("the options can be told apart"),
    "distractors-miss": _("the wrong dates are clear of all that is claimed"),
    "enough-options": _("there are neither too few options nor too many"),
    "feedback-complete": _("every option is explained"),
    "feedback-repeats": _("every wrong option is told something of its own"),
    "grading-laws": _("the marks follow from the answer"),
    "homogeneous": _("the options are of one form"),
    "honest-precision": _("no more exactness is asked for than the sources have"),
    "key-stays-home": _("nothing shown tells the answer to a program"),
    "key-supported": _("the sources say that the answer is right"),
    "multiplicity": _("it does not ask for one of several as if it were the only one"),
    "no-clang": _("no word of the question points to the answer"),
    "no-leak": _("the question does not say the answer"),
    "no-length-cue": _("the answer is no longer than the others"),
    "no-name-cue": _("no name points to the answer"),
    "no-order-leak": _("the titles do not tell the order"),
    "no-rank-cue": _("the place of an option does not tell the answer"),
    "off-graph": _("no wrong option leads to the effect as well"),
    "on-record": _("each option is something that somebody says"),
    "one-defensible-answer": _("no wrong option can be defended"),
    "overlapping-options": _("no option is part of another"),
    "plain-form": _("it is short and clear"),
    "point-or-span": _("it is clear whether a moment or a time is meant"),
    "refuted-distractors": _("something speaks against each wrong option"),
    "right-options": _("there are as many right options as the form needs"),
    "separable": _("the dates decide the order"),
    "signal": _("enough is decided to be worth marking"),
    "spacing": _("the dates are far enough apart"),
    "three-options": _("there are three options or four"),
    "well-formed": _("it is whole"),
}
REFUSALS: dict[str, Promise] = {
    "answer-too-common": _("this way would have one answer too often"),
    "asserted-by-nobody": _("no source gives this reason"),
    "disputed-date": _("sources dispute the date"),
    "goes-on": _("it may still go on"),
    "length-cue": _("the answer would be the longest option"),
    "no-accepted-answer": _("no answer is accepted"),
    "no-cause-event": _("the cause is no event of the library"),
    "no-chain": _("no chain of causes leads through it"),
    "no-common-source": _("no source gives all of it"),
    "no-date": _("there is no date to be asked for"),
    "no-dated-claim": _("no claim gives a date"),
    "no-dates-at-odds": _("no two sources give different dates"),
    "no-dispute": _("nothing about it is disputed"),
    "no-two-dates": _("there are no two dates to set against each other"),
    "one-reason-only": _("only one reason is recorded"),
    "one-source": _("only one source gives the reason"),
    "other-form": _("the teacher asks it in another form"),
    "same-time": _("it cannot be told apart in time"),
    "source-leaks-year": _("the name of a source has a year in it"),
    "source-without-name": _("a source has no name that is short enough"),
    "stem-too-long": _("the question would be too long"),
    "title-leaks-year": _("a title has a year in it"),
    "title-tells-order": _("the titles tell the order"),
    "too-few-distractors": _("there are too few wrong options"),
    "too-few-items": _("there are too few items"),
    "too-few-neighbours": _("there are too few events to place it among"),
    "too-few-sources": _("there are too few sources"),
    "too-few-views": _("there are too few views"),
    "too-vague": _("the date is too vague"),
    "view-names-its-source": _("a view names its source"),
    "way-does-not-fit": _("it cannot be asked in this way"),
    "word-cue": _("a word would point to the answer"),
}
WAYS: dict[str, Promise] = {
    "date, choose": _("choose the date"),
    "date, type": _("type the date"),
    "date, place": _("place it among others"),
    "ordering, all": _("put all in order"),
    "ordering, first": _("say which came first"),
    "cause, choose": _("choose the reason"),
    "cause, all": _("choose all reasons"),
    "cause, link": _("find the missing link"),
    "cause, consequence": _("say what came of it"),
    "dispute, says": _("say what a source says"),
    "dispute, who": _("say who says it"),
    "dispute, same": _("say why two sources differ"),
    "dispute, viewpoint": _("say whose view it is"),
    "dispute, view": _("say what view a source has"),
    "dispute, both": _("find the reason that both give"),
    "authored, single": _("one right option"),
    "authored, multiple": _("several right options"),
    "authored, true-false": _("true or false"),
    "authored, short": _("short answer"),
    "authored, date": _("date to be typed"),
    "authored, ordering": _("items to be put in order"),
}


@register.filter
def check_in_words(name: str) -> Promise | str:
    """What a check makes sure of."""
    return CHECKS.get(name, "")


@register.filter
def refusal_in_words(name: str) -> Promise | str:
    """What stood in the way: a reason of the kind, or the check that spoke against each draft."""
    name = name.rpartition(": ")[2]  # the coverage page has the kind before it
    return (CHECKS | REFUSALS).get(name, "")


@register.filter
def way_in_words(kind: str, way: str = "") -> str:
    """Of a kind and a way, or of both in one: `date, choose`."""
    name = f"{kind}, {way}" if way else kind
    label = kinds.all_kinds()[name.partition(", ")[0]].label
    return f"{label}: {WAYS[name]}" if name in WAYS else str(label)
