from django.urls import path

from quiz.views import accounts, assignments, classes, health, home, objections, rounds, teachers

app_name = "quiz"
urlpatterns = [
    path("", home.home, name="home"),
    path("topics/<slug:slug>/play/", home.start, name="start"),
    path("rounds/<uuid:uuid>/", rounds.play_round, name="round"),
    path("questions/<uuid:uuid>/answer/", rounds.answer, name="answer"),
    path("questions/<uuid:uuid>/object/", objections.object_to, name="object"),
    path("marks/told/", objections.told, name="told"),
    path("events/<slug:slug>/samples/", teachers.samples, name="samples"),
    path("classes/<uuid:uuid>/", classes.class_page, name="class"),
    path("classes/<uuid:uuid>/assignments/", assignments.assignments, name="assignments"),
    path("classes/<uuid:uuid>/assignments/new/", assignments.new, name="new-assignment"),
    path("assignments/<uuid:uuid>/", assignments.assignment, name="assignment"),
    path("assignments/<uuid:uuid>/begin/", assignments.begin, name="begin-assignment"),
    path("assignments/<uuid:uuid>/change/", assignments.change, name="change-assignment"),
    path("assignments/<uuid:uuid>/remove/", assignments.remove, name="remove-assignment"),
    path("assignments/<uuid:uuid>/swap/<int:position>/", assignments.swap, name="swap-question"),
    path("accounts/signup/", accounts.sign_up, name="signup"),
    path("accounts/login/", accounts.sign_in, name="login"),
    path("accounts/logout/", accounts.sign_out, name="logout"),
    path("healthz", health.healthz, name="healthz"),
]
