"""The AWS interface: there from the start, moto behind it from the first call on."""

from __future__ import annotations

import socket

import boto3
import psutil
import pytest
from botocore.config import Config

from console.lab.lab import Lab
from tests.lab_environment import path_without_prometheus, reachable_folder

pytestmark = [
    pytest.mark.lab,
    # botocore still calls datetime.utcnow().
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
]


def test_moto_starts_with_the_first_call(lab: Lab) -> None:
    env = lab.env()
    client = boto3.client(
        "s3",
        endpoint_url=env["AWS_ENDPOINT_URL"],
        region_name=env["AWS_DEFAULT_REGION"],
        aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
        config=Config(connect_timeout=60, read_timeout=120, retries={"max_attempts": 0}, proxies={}),
    )
    try:
        client.create_bucket(
            Bucket="lab-test", CreateBucketConfiguration={"LocationConstraint": env["AWS_DEFAULT_REGION"]}
        )
        # Far more than passes in one piece.
        client.put_object(Bucket="lab-test", Key="large", Body=bytes(1_000_000))
        assert client.get_object(Bucket="lab-test", Key="large")["Body"].read() == bytes(1_000_000)
        client.delete_object(Bucket="lab-test", Key="large")
        client.delete_bucket(Bucket="lab-test")
    finally:
        client.close()


def test_nobody_asks_and_it_does_not_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("PATH", path_without_prometheus(tmp_path_factory.mktemp("path")))
    with reachable_folder() as place, Lab(place=place) as lab:
        port = int(lab.env()["AWS_ENDPOINT_URL"].rpartition(":")[2])
        keeper = lab.folder.name
        mine = [p for p in psutil.Process().children() if keeper in " ".join(p.cmdline())]
        assert [p for p in mine[0].children() if "account.server" in " ".join(p.cmdline())] == []
        # One that comes and goes in the middle of moto's start leaves nothing behind either.
        with socket.create_connection(("127.0.0.1", port), timeout=60) as caller:
            caller.sendall(b"GET / HTTP/1.1\r\n")
    assert not mine[0].is_running()
