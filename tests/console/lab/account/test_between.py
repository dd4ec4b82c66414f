"""What moto lacks is answered before it, in the service's own shape; all else reaches moto."""

from __future__ import annotations

import pytest
from botocore.validate import ParamValidator

from console.lab.account.between import ANSWERS
from tests.lab_account import LabAccount
from tests.moto_server import client

pytestmark = [
    pytest.mark.lab,
    # botocore still calls datetime.utcnow().
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
]


def test_what_is_passed_on_is_moto_s_own(lab_account: LabAccount) -> None:
    s3 = client("s3", lab_account.url)
    names = sorted(bucket["Name"] for bucket in s3.list_buckets()["Buckets"])
    assert names == ["example-exports", "example-media", "example-trail"]
    s3.put_object(Bucket=names[0], Key="large", Body=bytes(300_000))
    assert s3.get_object(Bucket=names[0], Key="large")["Body"].read() == bytes(300_000)
    s3.delete_object(Bucket=names[0], Key="large")


def test_answers_have_the_shape_of_the_service(lab_account: LabAccount) -> None:
    certificates = client("acm", lab_account.url)
    answer = certificates.list_certificates()
    shape = certificates.meta.service_model.operation_model("ListCertificates").output_shape
    answer.pop("ResponseMetadata")
    assert not ParamValidator().validate(answer, shape).has_errors()
    assert [each["DomainName"] for each in answer["CertificateSummaryList"]] == [
        "www.example.com",
        "api.example.com",
    ]


def test_an_operation_beside_those_that_are_answered_reaches_moto(lab_account: LabAccount) -> None:
    assert "iam.list_roles" not in ANSWERS
    roles = client("iam", lab_account.url).list_roles()["Roles"]
    assert "functions" in {role["RoleName"] for role in roles}
