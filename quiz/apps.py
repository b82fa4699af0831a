"""The quiz, under the name that teachers see in the admin, and with its checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizConfig(AppConfig):
    name = "quiz"
    verbose_name = _("Quiz")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quiz import checks  # noqa: F401 - registers itself
