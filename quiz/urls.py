from django.urls import path

from quiz.views import accounts, board, classes, desk, health, home, objections, rounds, teachers

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
    path("classes/<uuid:uuid>/board/", board.projector, name="board"),
    path("classes/<uuid:uuid>/facts/", board.facts, name="board-facts"),
    path("classes/<uuid:uuid>/misconceptions/", desk.misconceptions, name="class-misconceptions"),
    path("classes/<uuid:uuid>/questions/", desk.questions, name="class-questions"),
    path("classes/<uuid:uuid>/export/<slug:what>.<slug:kind>", desk.export, name="class-export"),
    path("accounts/signup/", accounts.sign_up, name="signup"),
    path("accounts/login/", accounts.sign_in, name="login"),
    path("accounts/logout/", accounts.sign_out, name="logout"),
    path("healthz", health.healthz, name="healthz"),
]
