"""What the configuration of an HTTP service may say."""

from __future__ import annotations

import pytest

from data.providers.http.settings import HttpSettings


def made(**more: object) -> HttpSettings:
    return HttpSettings.model_validate({"name": "api", "url": "http://127.0.0.1/health", **more})


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"url": "file:///etc/passwd"}, "begins with http"),
        ({"url": "http://"}, "looks like"),
        ({"url": "http://a b/"}, "looks like"),
        ({"url": "http://h:99999/"}, "looks like"),
        ({"url_env": "API_URL"}, "one of url, url_env and url_file"),
        ({"url": None}, "one of url, url_env and url_file"),
        ({"method": "POST"}, "GET"),
        ({"expect_status": []}, "at least 1"),
        ({"expect_status": [99]}, "greater than or equal to 100"),
        ({"method": "HEAD", "expect_body": "ok"}, "use GET"),
        ({"headers": {"Authorization": "Bearer canary"}}, "holds a secret: name it in header_env"),
        ({"headers": {"X-Api-Key": "canary"}}, "holds a secret"),
        ({"headers": {"X Y": "1"}}, "letters, digits and hyphens"),
        ({"headers": {"X-Y": "a\nb"}}, "printable ASCII"),
        ({"max_redirects": 50}, "less than or equal to 10"),
        ({"proxy": "http://p:1", "proxy_env": "P"}, "one of proxy and proxy_env"),
        ({"cert_fail_days": 40}, "not be more than"),
        ({"redirects": 1}, "Extra inputs"),
    ],
)
def test_refused(more: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        made(**more)
    assert "canary" not in " ".join(error["msg"] for error in caught.value.errors())  # type: ignore[attr-defined]


def test_nested_expectations_become_paths() -> None:
    assert made(expect_json={"status": "ok", "db": {"up": True, "n": {"x": 1}}}).expect_json == {
        "status": "ok",
        "db.up": True,
        "db.n.x": 1,
    }


def test_what_is_shown_of_the_settings_is_masked() -> None:
    settings = made(url="https://u:canary@h/x?token=canary", header_env={"Authorization": "API_AUTH"})
    assert "canary" not in str(settings.masked())
    assert settings.masked()["url"] == "https://•••@h/x?token=•••"


def test_the_signals_that_it_feeds() -> None:
    assert "http.cert_days" not in made().feeds()
    assert "http.cert_days" in made(url="https://h/").feeds()
    assert "http.up" in made().feeds()
