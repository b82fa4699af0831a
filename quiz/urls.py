from django.urls import path

from quiz.views import accounts, classes, health, home, objections, rounds, starting, teachers

app_name = "quiz"
urlpatterns = [
    path("", home.home, name="home"),
    path("play/", starting.surprise, name="surprise"),
    path("topics/<slug:slug>/play/", starting.start, name="start"),
    path("rounds/<uuid:uuid>/", rounds.play_round, name="round"),
    path("questions/<uuid:uuid>/answer/", rounds.answer, name="answer"),
    path("questions/<uuid:uuid>/object/", objections.object_to, name="object"),
    path("marks/told/", objections.told, name="told"),
    path("events/<slug:slug>/samples/", teachers.samples, name="samples"),
    path("classes/<uuid:uuid>/", classes.class_page, name="class"),
    path("accounts/signup/", accounts.sign_up, name="signup"),
    path("accounts/login/", accounts.sign_in, name="login"),
    path("accounts/logout/", accounts.sign_out, name="logout"),
    path("healthz", health.healthz, name="healthz"),
]
