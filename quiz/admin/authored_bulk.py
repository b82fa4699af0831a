"""Teachers' own questions in and out of the library, many at a time."""

from typing import Any, cast

import tablib
from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from import_export.fields import Field
from import_export.resources import ModelResource

from history.admin.packs import SendForm, Stale, Waiting, forget, page, refuse, state_of_library
from history.packs import waiting
from history.packs.archive import Refused
from history.packs.export import fitting_cells, safe_cells
from history.packs.pack import BadPack, Pack
from history.packs.uploads import read_upload
from quiz import authoring
from quiz.admin.authored_rows import read
from quiz.admin.authored_table import COLUMNS, QUESTIONS, rows
from quiz.models import AuthoredQuestion

KEY = "import-questions"
SEND = "admin/quiz/authoredquestion/import.html"
CHECK = "admin/quiz/authoredquestion/import_check.html"

may_import = permission_required(
    ["quiz.add_authoredquestion", "quiz.change_authoredquestion"], raise_exception=True
)


class QuestionResource(ModelResource):
    """A row for each question, with its options side by side, and cells made safe."""

    class Meta:
        model = AuthoredQuestion
        fields = ("slug", "topic", "event", "form", "stem", "explanation", "source", "locator")

    def get_user_visible_fields(self) -> list[Field]:
        return [Field(column_name=column) for column in COLUMNS]

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return list(COLUMNS)

    def export(self, queryset: QuerySet | None = None, **kwargs: Any) -> tablib.Dataset:
        chosen = AuthoredQuestion.objects.all()
        if queryset is not None:
            chosen = chosen.filter(pk__in=queryset.order_by().values("pk"))
        cells = fitting_cells if kwargs.get("force_native_type") else safe_cells
        found = map(cells, rows(chosen.order_by("topic__slug", "slug").whole()))
        return tablib.Dataset(*found, headers=list(COLUMNS), title=QUESTIONS.name)


@staff_member_required
@may_import
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """Take a file and go on to what is in it; sending again replaces it."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SendForm(*posted)
    if form.is_valid():
        forget(request, KEY)
        file = form.cleaned_data["file"]
        request.session[KEY] = {"token": waiting.put(file.read()), "name": file.name}
        return redirect("quiz:questions_check")
    return page(request, SEND, _("Import own questions"), form=form, columns=COLUMNS)


@staff_member_required
@may_import
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Show what the file would change and, told so, change it. A second yes finds no file."""
    sent = Waiting.of(request, KEY)
    if sent is None:
        messages.warning(request, _("There is no file waiting: it was loaded, or it is too old."))
        return redirect("quiz:questions_import")
    try:
        pack = read_upload(sent.name, sent.content, [QUESTIONS])
        if request.method == "POST":
            return load(request, sent, pack)
        return preview(request, sent, pack)
    except Refused as refused:
        return refuse(request, sent, [str(refused)], SEND)
    except BadPack as bad:
        return refuse(request, sent, [str(problem) for problem in bad.problems], SEND)


def preview(request: HttpRequest, sent: Waiting, pack: Pack) -> HttpResponse:
    seen = state_of_library()
    plan = read(pack, cast(User, request.user)).plan
    context = {"sent": sent, "seen": seen, "plans": [plan], "changes": plan.changes, "most": 100}
    return page(request, CHECK, _("What would change"), **context)


def load(request: HttpRequest, sent: Waiting, pack: Pack) -> HttpResponse:
    """What the browser sends back is only compared: the file and the rights are the server's."""
    said = (request.POST.get("token"), request.POST.get("seen"))
    # Judged before the lock, for which all answers wait; what was seen must still be so under it.
    sheet = read(pack, cast(User, request.user))
    try:
        with transaction.atomic():
            if said != (sent.token, state_of_library(lock=True)):
                raise Stale
            authoring.keep(questions=sheet.whole)
    except Stale:
        text = _("The library or the file has changed since you looked. Look again.")
        messages.warning(request, text)
        return redirect("quiz:questions_check")
    except IntegrityError:
        # What only the database can see, such as two rows that swap what they ask.
        return refuse(
            request, sent, [_("Two rows claim the same place. Load them one by one.")], SEND
        )
    forget(request, KEY)
    counts = {"created": len(sheet.plan.new), "updated": len(sheet.plan.edits)}
    messages.success(request, _("Loaded: %(created)d created, %(updated)d updated.") % counts)
    return redirect("admin:quiz_authoredquestion_changelist")
