from django.urls import path

from quiz.admin import authored_bulk
from quiz.views import accounts, coverage, health, home, objections, rounds, teachers

app_name = "quiz"
urlpatterns = [
    path("", home.home, name="home"),
    path("topics/<slug:slug>/play/", home.start, name="start"),
    path("rounds/<uuid:uuid>/", rounds.play_round, name="round"),
    path("questions/<uuid:uuid>/answer/", rounds.answer, name="answer"),
    path("questions/<uuid:uuid>/object/", objections.object_to, name="object"),
    path("marks/told/", objections.told, name="told"),
    path("events/<slug:slug>/samples/", teachers.samples, name="samples"),
    path("topics/<slug:slug>/coverage/", coverage.coverage, name="coverage"),
    path("accounts/signup/", accounts.sign_up, name="signup"),
    path("accounts/login/", accounts.sign_in, name="login"),
    path("accounts/logout/", accounts.sign_out, name="logout"),
    path("admin/questions/import/", authored_bulk.send, name="questions_import"),
    path("admin/questions/import/check/", authored_bulk.check, name="questions_check"),
    path("healthz", health.healthz, name="healthz"),
]
