"""A teacher's own question, with its options, its source and what was overruled."""

from collections.abc import Collection, Iterable
from itertools import chain, count

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from history import dates
from history.dates import HistoricalDate
from history.models import Calendar, Event, Source, Topic
from history.models.fields import EDTFField
from quiz.own import PREFIX

LONGEST_SLUG = 60  # of those made from a stem: a number may follow


class AuthoredQuestionQuerySet(models.QuerySet["AuthoredQuestion"]):
    def of(self, topic: Topic) -> "AuthoredQuestionQuerySet":
        return self.filter(topic=topic).whole().order_by("pk")

    def whole(self) -> "AuthoredQuestionQuerySet":
        """With all that asking needs, in two queries."""
        return self.select_related("topic", "event", "source").prefetch_related("options")

    def free_slug(self, stem: str, others: Collection[str] = ()) -> str:
        """A slug that says what is asked, and that no question has, nor any of the others."""
        stub = slugify(stem)[:LONGEST_SLUG].strip("-") or "question"
        taken = set(self.filter(slug__startswith=stub).values_list("slug", flat=True)) | set(others)
        numbered = (f"{stub}-{number}" for number in count(2))
        return next(slug for slug in chain([stub], numbered) if slug not in taken)


class AuthoredQuestion(models.Model):
    class Form(models.TextChoices):
        SINGLE = "single", _("one right option")
        MULTIPLE = "multiple", _("several right options")
        TRUE_FALSE = "true-false", _("true or false")
        SHORT = "short", _("short answer")
        DATE = "date", _("date to be typed")
        ORDERING = "ordering", _("items to be put in order")

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("What files call it. Left empty, it is made from the question."),
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="authored_questions"
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="authored_questions",
        null=True,
        blank=True,
        help_text=_("The event it is about. With it, the question is compared with its claims."),
    )
    form = models.CharField(_("form"), max_length=20, choices=Form)
    stem = models.CharField(
        _("question"), max_length=300, help_text=_("A whole sentence of at most 30 words.")
    )
    explanation = models.TextField(
        _("explanation"), help_text=_("What everybody reads after their answer.")
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="authored_questions",
    )
    locator = models.CharField(
        _("locator"), max_length=300, help_text=_("Where in the source: page, paragraph, line.")
    )
    accepted = models.TextField(
        _("accepted answers"),
        blank=True,
        help_text=_(
            "For a short answer: one a line, the best first. Capitals, accents and punctuation do "
            "not count, nor does one wrong letter in a word of more than five."
        ),
    )
    date = EDTFField(
        _("date"),
        blank=True,
        help_text=_(
            "For a date to be typed: 1933-11-16 a day · 1933-11 a month · 1933 a year · 192X a "
            "decade · 1941/1945 an interval · -0043 is 44 BC. Any date within it is right."
        ),
    )
    calendar = models.CharField(_("calendar"), max_length=10, blank=True, choices=Calendar)
    # The names of the checks that the reason speaks to, so that it silences no later remark.
    overruled = models.CharField(max_length=500, blank=True, editable=False)
    overruled_reason = models.TextField(
        _("why it may stand all the same"),
        blank=True,
        help_text=_("Only if there are remarks that you disagree with. It is kept."),
    )
    overruled_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    overruled_at = models.DateTimeField(null=True, blank=True, editable=False)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("Only an active question is asked.")
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    edited = models.DateTimeField(_("edited"), auto_now=True)

    objects = AuthoredQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("own question")
        verbose_name_plural = _("own questions")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "stem"],
                name="authored_asked_once",
                violation_error_message=_("This question has been written for this topic before."),
            ),
            models.CheckConstraint(
                condition=Q(
                    form__in=["single", "multiple", "true-false", "short", "date", "ordering"]
                ),
                name="authored_form_known",
            ),
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(stem="") & ~Q(explanation="") & ~Q(locator=""),
                name="authored_asked_explained_and_cited",
            ),
            models.CheckConstraint(
                condition=(Q(form="short") & ~Q(accepted="")) | (~Q(form="short") & Q(accepted="")),
                name="authored_short_has_answers",
            ),
            models.CheckConstraint(
                condition=(Q(form="date") & ~Q(date="")) | (~Q(form="date") & Q(date="")),
                name="authored_date_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(calendar__in=["", "NS", "OS", "unstated"]),
                name="authored_calendar_known",
            ),
            models.CheckConstraint(
                condition=Q(overruled="")
                | (~Q(overruled_reason="") & Q(overruled_at__isnull=False)),
                name="authored_overruled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.stem

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Only what a form cannot see: each other one would be a query, for hundreds of rows."""
        for constraint in self._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                constraint.validate(type(self), self, exclude=set(exclude or ()))

    @property
    def fact(self) -> str:
        return f"{PREFIX}{self.slug}"

    def overrule(self, checks: Iterable[str], *, by: User | None, anew: bool = False) -> None:
        """Let it stand against these; whoever did so first is kept while nothing else is said."""
        named = " ".join(sorted(set(checks)))
        if anew or named != self.overruled:
            self.overruled_by = by if named else None
            self.overruled_at = timezone.now() if named else None
        self.overruled = named

    def in_order(self) -> list["AuthoredOption"]:
        """The options by their places, and by rows where those agree."""
        return sorted(self.options.all(), key=lambda option: (option.position, option.pk))

    @property
    def accepted_list(self) -> list[str]:
        return [line.strip() for line in self.accepted.splitlines() if line.strip()]

    @property
    def when(self) -> HistoricalDate | None:
        return dates.parse(self.date, self.calendar) if self.date else None


class AuthoredOption(models.Model):
    question = models.ForeignKey(
        AuthoredQuestion,
        verbose_name=_("own question"),
        on_delete=models.CASCADE,
        related_name="options",
    )
    text = models.CharField(_("text"), max_length=200)
    is_right = models.BooleanField(_("right"), default=False)
    why_wrong = models.TextField(
        _("why it is wrong"),
        blank=True,
        help_text=_("Of a wrong option, why it is wrong. Of an item to order, when it was."),
    )
    tag = models.SlugField(
        _("misconception"),
        max_length=80,
        blank=True,
        help_text=_("A short name for the wrong belief of those who choose it."),
    )
    position = models.PositiveSmallIntegerField(
        _("place"), default=0, help_text=_("The order of items; leave 0 to take the rows' own.")
    )

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(fields=["question", "text"], name="authored_option_once"),
            models.CheckConstraint(condition=~Q(text=""), name="authored_option_says_something"),
            models.CheckConstraint(
                condition=Q(is_right=True) | ~Q(why_wrong=""), name="authored_wrong_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """None that a form and the gate do not say in better words, without a query for each."""
