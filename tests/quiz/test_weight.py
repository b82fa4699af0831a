"""What a first visit costs on a slow line, compressed, with everything the page asks for.

The figures are shown by `pytest tests/quiz/test_weight.py --log-cli-level=INFO`.
"""

import gzip
import logging
import re
from typing import NamedTuple

import pytest
from django.conf import settings

from tests.history.factories import EventFactory
from tests.quiz.playing import press_play

logger = logging.getLogger(__name__)
pytestmark = pytest.mark.django_db

KB = 1024
LIMIT, SCRIPTS, STYLES = 50 * KB, 6 * KB, 14 * KB
MOST_REQUESTS = 8
STATIC = settings.BASE_DIR / "static"
# What dresses Django's admin goes with its styles, and is loaded by no page of ours.
LIBRARY = {"admin.css", "library.css"}
ASSETS = re.compile(r'(?:src|href)="(/static/[^"]+)"')


class Reply(NamedTuple):
    size: int
    text: str


def weight(client, url):
    """Bytes of the page's compressed body and of all it loads, by address."""
    page = get(client, url)
    addresses = sorted(set(ASSETS.findall(page.text)))
    return {url: page.size} | {address: get(client, address).size for address in addresses}


def get(client, url):
    response = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content
    is_zipped = response.headers.get("Content-Encoding") == "gzip"
    return Reply(len(body), (gzip.decompress(body) if is_zipped else body).decode())


def test_the_front_page_and_a_question_are_light(client, topic):
    EventFactory(topics=[topic])
    played = press_play(client, topic)
    for url in ("/", played.get_absolute_url()):
        weights = weight(client, url)
        logger.info("%s bytes compressed: %s", sum(weights.values()), weights)
        assert 2 < len(weights) <= MOST_REQUESTS
        assert sum(weights.values()) <= LIMIT


def test_scripts_and_styles_of_our_own_are_small():
    scripts = [path.read_bytes() for path in STATIC.glob("js/*.js")]
    sheets = [path for path in STATIC.glob("css/*.css") if path.name not in LIBRARY]
    styles = [gzip.compress(path.read_bytes()) for path in sheets]
    assert 0 < sum(map(len, scripts)) <= SCRIPTS
    assert 0 < sum(map(len, styles)) <= STYLES
