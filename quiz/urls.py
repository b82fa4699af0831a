from django.urls import path

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
    path("healthz", health.healthz, name="healthz"),
]
