"""What moto's account is furnished with before it is asked for the first time."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import boto3
from moto import mock_aws
from moto.moto_api._internal import mock_random

from console.lab.account.circumstances import REGION

FUNCTIONS = ("thumbnails", "notifications", "invoices", "search-index")
DATABASE = "main"
_BUCKETS = ("example-media", "example-exports", "example-trail")
_LOG_GROUPS = (*(f"/aws/lambda/{name}" for name in FUNCTIONS), "/ecs/api", "/rds/main", "/vpc/flow")

_ALARMS = (
    ("functions-errors", "AWS/Lambda", "Errors", 25.0),
    ("balancer-5xx", "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", 50.0),
    ("database-processor", "AWS/RDS", "CPUUtilization", 80.0),
)
"""Name, namespace, metric, limit."""

_IMAGE = "ami-12c6146b"
_ENCRYPTED = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}
_SEED = 20


def furnish() -> str:
    """Fill it, the same way every time; what CloudWatch calls the load balancer."""
    mock_random.seed(_SEED)
    account = mock_aws()
    account.start()
    try:
        buckets()
        trail()
        database()
        functions()
        distribution()
        logs()
        alarms()
        return machines()
    finally:
        account.stop(remove_data=False)


def machines() -> str:
    """Two that serve behind a load balancer; and what nobody uses: a stopped one, a volume, an address."""
    ec2, elb = _client("ec2"), _client("elbv2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = [each["SubnetId"] for each in ec2.describe_subnets()["Subnets"]][:2]
    disk = {"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 40, "VolumeType": "gp3", "Encrypted": True}}
    made = ec2.run_instances(ImageId=_IMAGE, MinCount=3, MaxCount=3, BlockDeviceMappings=[disk])
    ids = [each["InstanceId"] for each in made["Instances"]]
    for identity, name in zip(ids, ("api-1", "api-2", "old-batch"), strict=True):
        ec2.create_tags(Resources=[identity], Tags=[{"Key": "Name", "Value": name}])
    ec2.stop_instances(InstanceIds=[ids[2]])
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=200, VolumeType="gp2", Encrypted=True)[
        "VolumeId"
    ]
    ec2.create_tags(Resources=[volume], Tags=[{"Key": "Name", "Value": "before-migration"}])
    ec2.allocate_address(Domain="vpc")
    arn: str = elb.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    group = elb.create_target_group(Name="api", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
    targets = [{"Id": identity, "Port": 80} for identity in ids[:2]]
    elb.register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=targets)
    forward = {"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}
    elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=[forward])
    return arn.rpartition("loadbalancer/")[2]


def buckets() -> None:
    """Each encrypted."""
    s3 = _client("s3")
    for name in _BUCKETS:
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=_ENCRYPTED)


def trail() -> None:
    """One for all regions, with validation."""
    cloudtrail = _client("cloudtrail")
    cloudtrail.create_trail(
        Name="everything", S3BucketName=_BUCKETS[2], IsMultiRegionTrail=True, EnableLogFileValidation=True
    )
    cloudtrail.start_logging(Name="everything")


def database() -> None:
    """One, encrypted, with the snapshot that moto takes of it."""
    _client("rds").create_db_instance(
        DBInstanceIdentifier=DATABASE,
        DBInstanceClass="db.m6g.large",
        Engine="postgres",
        AllocatedStorage=100,
        StorageEncrypted=True,
        MasterUsername="postgres",
        MasterUserPassword="not-a-secret",
    )


def functions() -> None:
    """Small ones, which are never run."""
    role = _client("iam").create_role(RoleName="functions", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("handler.py"), "def handle(event, context): return None\n")
    for name in FUNCTIONS:
        _client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.12",
            Role=role,
            Handler="handler.handle",
            Code={"ZipFile": packed.getvalue()},
            Timeout=30,
        )


def distribution() -> None:
    """One, in front of a bucket."""
    origin = {
        "Id": "media",
        "DomainName": f"{_BUCKETS[0]}.s3.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    behaviour = {
        "TargetOriginId": "media",
        "ViewerProtocolPolicy": "redirect-to-https",
        "MinTTL": 0,
        "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
    }
    _client("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": "lab",
            "Comment": "media",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": behaviour,
        }
    )


def logs() -> None:
    """Each kept for a while."""
    client = _client("logs")
    for name in _LOG_GROUPS:
        client.create_log_group(logGroupName=name)
        client.put_retention_policy(logGroupName=name, retentionInDays=90)


def alarms() -> None:
    """None of them raised."""
    client = _client("cloudwatch")
    for name, space, metric, limit in _ALARMS:
        client.put_metric_alarm(
            AlarmName=name,
            Namespace=space,
            MetricName=metric,
            Threshold=limit,
            Period=300,
            EvaluationPeriods=2,
            Statistic="Sum",
            ComparisonOperator="GreaterThanThreshold",
        )
        client.set_alarm_state(AlarmName=name, StateValue="OK", StateReason="within its limit")


def _client(service: str) -> Any:  # noqa: ANN401 - boto3 has no types
    return boto3.client(
        service, region_name=REGION, aws_access_key_id="testing", aws_secret_access_key="testing"
    )
