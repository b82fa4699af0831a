"""Every address of the site; each app keeps its own list."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("quiz.urls")),
    path("", include("history.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]

handler404 = "quiz.views.errors.not_found"
handler500 = "quiz.views.errors.broken"
