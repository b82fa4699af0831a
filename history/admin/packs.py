"""A whole subject, or any part of it, in and out of the library as one file."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from history.groups import LIBRARY
from history.models import Topic
from history.packs import export as exporting
from history.packs import loader, stored, waiting
from history.packs.archive import Refused
from history.packs.checks import problems_in
from history.packs.pack import BadPack, Pack
from history.packs.plan import plans
from history.packs.uploads import read_upload

KEY = "import"
# On a page; a longer list is read by nobody.
MOST_SHOWN = 100
WRITES = {
    "zip": (exporting.as_zip, "application/zip"),
    "xlsx": (
        exporting.as_spreadsheet,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
may_import = permission_required(
    [f"history.{action}_{model}" for action in ("add", "change") for model in LIBRARY],
    raise_exception=True,
)
may_export = permission_required(
    [f"history.view_{model}" for model in LIBRARY], raise_exception=True
)


class SendForm(forms.Form):
    # A request that is too large arrives without its file.
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": gettext_lazy("Choose a file of at most 5 MB.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.zip,.csv"}),
    )


class ExportForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.order_by("title"), to_field_name="slug", label=gettext_lazy("Topic")
    )
    format = forms.ChoiceField(
        choices=[
            ("xlsx", gettext_lazy("a spreadsheet (.xlsx)")),
            ("zip", gettext_lazy("a folder of CSV files (.zip), as load_pack takes it")),
        ],
        label=gettext_lazy("As"),
    )


@dataclass(frozen=True)
class Waiting:
    """The file that this session has sent; only its token is ever seen by a browser."""

    token: str
    name: str
    content: bytes

    @classmethod
    def of(cls, request: HttpRequest, key: str = KEY) -> "Waiting | None":
        kept = request.session.get(key)
        content = waiting.get(kept["token"]) if kept else None
        return cls(kept["token"], kept["name"], content) if kept and content is not None else None


@staff_member_required
@may_import
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """Take a file and go on to what is in it; sending again replaces it."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SendForm(*posted)
    if form.is_valid():
        forget(request)
        file = form.cleaned_data["file"]
        request.session[KEY] = {"token": waiting.put(file.read()), "name": file.name}
        return redirect("history:import_check")
    return page(request, "import", _("Import"), form=form)


@staff_member_required
@may_import
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Show what the file would change and, told so, change it. A second yes finds no file."""
    sent = Waiting.of(request)
    if sent is None:
        messages.warning(request, _("There is no file waiting: it was loaded, or it is too old."))
        return redirect("history:import")
    try:
        pack = read_upload(sent.name, sent.content)
        if request.method == "POST":
            return load(request, sent, pack)
        return preview(request, sent, pack)
    except Refused as refused:
        return refuse(request, sent, [str(refused)])
    except BadPack as bad:
        return refuse(request, sent, [str(problem) for problem in bad.problems])


def preview(request: HttpRequest, sent: Waiting, pack: Pack) -> HttpResponse:
    seen = state_of_library()
    warnings = loader.checked(stored.surround(pack))
    found = plans(pack)
    return page(
        request,
        "import_check",
        _("What would change"),
        sent=sent,
        seen=seen,
        plans=found,
        changes=any(plan.changes for plan in found),
        warnings=[str(warning) for warning in warnings[:MOST_SHOWN]],
        most=MOST_SHOWN,
    )


def load(request: HttpRequest, sent: Waiting, pack: Pack) -> HttpResponse:
    """What the browser sends back is only compared: the file and the rights are the server's."""
    said = (request.POST.get("token"), request.POST.get("seen"))

    def unless_changed() -> Pack:
        # The rows stay locked until the loading is done.
        if said != (sent.token, state_of_library(lock=True)):
            raise Stale
        return stored.surround(pack)

    try:
        loaded = loader.write(unless_changed)
    except Stale:
        text = _("The library or the file has changed since you looked. Look again.")
        messages.warning(request, text)
        return redirect("history:import_check")
    except IntegrityError:
        # What only the database can see, such as two rows that swap their statements.
        return refuse(request, sent, [_("Two rows claim the same place. Load them one by one.")])
    forget(request)
    created = sum(counts.created for counts in loaded.counts)
    updated = sum(counts.updated for counts in loaded.counts)
    text = _("Loaded: %(created)d created, %(updated)d updated.")
    messages.success(request, text % {"created": created, "updated": updated})
    return redirect("admin:app_list", "history")


class Stale(Exception):
    """What was looked at is not what would be done now."""


def state_of_library(*, lock: bool = False) -> str:
    """Any edit moves the version of every topic."""
    topics = Topic.objects.order_by("pk")
    rows = topics.select_for_update() if lock else topics
    return ",".join(f"{pk}:{version}" for pk, version in rows.values_list("pk", "version"))


def refuse(
    request: HttpRequest, sent: Waiting, problems: list[str], template: str = "import"
) -> HttpResponse:
    number = len(problems)
    text = ngettext("%(number)d problem", "%(number)d problems", number) % {"number": number}
    shown = [problem[:500] for problem in problems[:MOST_SHOWN]]
    context = {"form": SendForm(), "problems": shown, "found": text, "name": sent.name}
    return page(request, template, _("Import"), **context)


def forget(request: HttpRequest, key: str = KEY) -> None:
    kept = request.session.pop(key, None)
    if kept:
        waiting.drop(kept["token"])


@staff_member_required
@may_export
@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """A topic as a file; with a word first, if load_pack would refuse it as it is."""
    form = ExportForm(request.GET or None)
    if not form.is_valid():
        return page(request, "export", _("Export"), form=form)
    topic, kind = form.cleaned_data["topic"], form.cleaned_data["format"]
    pack = exporting.export(topic)
    problems = [] if "anyway" in request.GET else problems_in(pack)
    if problems:
        told = [str(problem)[:500] for problem in sorted(problems)[:MOST_SHOWN]]
        return page(request, "export", _("Export"), form=form, problems=told)
    write, content_type = WRITES[kind]
    try:
        content = write(pack)
    except exporting.Unfit as unfit:
        form.add_error("format", str(unfit))
        return page(request, "export", _("Export"), form=form)
    headers = {"Content-Disposition": f'attachment; filename="{topic.slug}.{kind}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A template of this folder, or of another by its whole name."""
    name = template if "/" in template else f"admin/history/packs/{template}.html"
    site = admin.site.each_context(request)
    return render(request, name, {**site, "title": title, **context})
