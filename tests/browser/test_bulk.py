"""Export, edit and import a topic as a teacher would, under the policy that pages have."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from openpyxl import load_workbook

from history import models
from history.groups import LIBRARY, TEACHERS, let_teachers
from history.packs.loader import load
from tests.conftest import SHIPPED


@pytest.fixture
def desk(live_server, page):
    load(SHIPPED)
    # The group comes from a migration, and tests that commit leave nothing behind.
    let_teachers(apps, "history", LIBRARY)
    user = User.objects.create(username="teacher", is_staff=True)
    user.groups.add(Group.objects.get(name=TEACHERS))
    client = Client()
    client.force_login(user)
    [cookie] = client.cookies.values()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return live_server.url


def breaches(complaints):
    """All of them but one: the admin has no picture for the browser's tab."""
    return [said for said in complaints if "404" not in said]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_spreadsheet_goes_out_is_edited_and_comes_in(desk, page, complaints, scripts):
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{desk}/admin/history/event/")
    page.click("#export-topic")
    page.select_option("#id_topic", "us-russia")
    page.select_option("#id_format", "xlsx")
    with page.expect_download() as download:
        page.click("#export-go")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    title = book["events"]["B2"]
    before, title.value = title.value, "An edited title"
    edited = io.BytesIO()
    book.save(edited)

    page.goto(f"{desk}/admin/history/event/")
    page.click("#import")
    file = {"name": "edited.xlsx", "mimeType": "", "buffer": edited.getvalue()}
    page.set_input_files("#id_file", file)
    page.click("#import-check")
    page.wait_for_selector("#import-confirm")
    shown = page.inner_text("#plan-events")
    assert before in shown
    assert "An edited title" in shown
    page.click("#import-confirm")
    page.wait_for_selector("text=Loaded: 0 created, 1 updated.")
    assert models.Event.objects.filter(title="An edited title").count() == 1
    if scripts:
        assert breaches(complaints) == []


def test_a_list_goes_out(desk, page, complaints):
    page.goto(f"{desk}/admin/history/source/?q=standard")
    page.click("#export-list")
    page.select_option("#id_format", "0")
    with page.expect_download() as download:
        page.click("#export-list-go")
    assert download.value.suggested_filename.endswith(".csv")
    assert breaches(complaints) == []
