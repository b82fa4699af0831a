"""The public reference: what happened, and who says so."""

from django.urls import path

from history import views

app_name = "history"
urlpatterns = [
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("sources/<slug:slug>/", views.source, name="source"),
]
