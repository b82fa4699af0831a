"""The public reference: what happened, and who says so."""

from django.urls import path

from history import views
from history.admin import packs

app_name = "history"
urlpatterns = [
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("admin/packs/import/", packs.send, name="import"),
    path("admin/packs/import/check/", packs.check, name="import_check"),
    path("admin/packs/export/", packs.export, name="export"),
]
