from __future__ import annotations

from typing import Any

from data.models.verdict import Verdict
from data.providers.aws.services.unused import ask, found
from data.providers.aws.services.unused_items import address_items, volume_items
from data.providers.aws.services.unused_price import prices
from tests.aws import calls, moment
from tests.aws_endpoint import aws_endpoint
from tests.moto_server import client

IMAGE = "ami-12c6146b"


def values(moto: str) -> dict[str, float | None]:
    return {each.signal: each.value for each in ask(calls(moto), moment()).observations}


def test_an_empty_account_wastes_nothing(moto: str) -> None:
    told = ask(calls(moto), moment())
    assert [each.value for each in told.observations] == [0, 0]
    assert told.observations[0].detail == "nothing is unused"
    assert told.items == ()


def test_volumes_addresses_and_stopped_instances_of_moto(moto: str) -> None:
    ec2 = client("ec2", moto)
    ec2.create_volume(AvailabilityZone="eu-west-1a", Size=100, VolumeType="gp3")
    ec2.allocate_address(Domain="vpc")
    disk = {"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 50, "VolumeType": "gp2"}}
    made = ec2.run_instances(ImageId=IMAGE, MinCount=2, MaxCount=2, BlockDeviceMappings=[disk])
    ids = [each["InstanceId"] for each in made["Instances"]]
    ec2.stop_instances(InstanceIds=ids[:1])
    used = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=used, InstanceId=ids[1])
    told = ask(calls(moto), moment())
    assert [(item.group, item.amount, item.unit) for item in told.items] == [
        ("volumes", 8.8, "usd"),
        ("stopped instances", 5.5, "usd"),
        ("addresses", 3.65, "usd"),
    ]
    assert {item.verdict for item in told.items} == {Verdict.WARN}
    assert values(moto) == {"cost.unused_resources": 3, "cost.unused_usd": 17.95}
    assert "2025-06" in told.observations[1].detail


def test_load_balancers_of_moto_with_and_without_targets(moto: str) -> None:
    ec2, elb = client("ec2", moto), client("elbv2", moto)
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = [each["SubnetId"] for each in ec2.describe_subnets()["Subnets"]][:2]
    machine = ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    for name in ("busy", "idle"):
        arn = elb.create_load_balancer(Name=name, Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
        group = elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
        forward = {"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}
        elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=[forward])
        if name == "busy":
            elb.register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=[{"Id": machine}])
    told = ask(calls(moto), moment())
    (item,) = told.items
    assert (item.title, item.group) == ("idle: no target behind it", "load balancers")
    assert item.amount == round(prices().month["application"], 2)


def test_no_more_groups_are_asked_than_is_decent(aws_keys: None) -> None:
    def arn(kind: str, number: int) -> str:
        return f"arn:aws:elasticloadbalancing:{kind}/{number}"

    balancers = [
        {"LoadBalancerArn": arn("lb", number), "LoadBalancerName": str(number), "Type": "application"}
        for number in range(400)
    ]
    groups = [
        {"TargetGroupArn": arn("tg", number), "LoadBalancerArns": [arn("lb", number)]}
        for number in range(400)
    ]
    with aws_endpoint(
        {
            "ec2.describe_volumes": {"Volumes": []},
            "ec2.describe_instances": {"Reservations": []},
            "ec2.describe_addresses": {"Addresses": []},
            "elbv2.describe_load_balancers": {"LoadBalancers": balancers},
            "elbv2.describe_target_groups": {"TargetGroups": groups},
            "elbv2.describe_target_health": {"TargetHealthDescriptions": []},
        }
    ) as aws:
        told = ask(calls(aws.url), moment())
        assert aws.count("elbv2.describe_target_health") == 300
    assert told.observations[0].value == 300


def test_ten_thousand_are_counted_and_the_dearest_listed() -> None:
    rows: list[dict[str, Any]] = [
        {"VolumeId": f"vol-{number}", "State": "available", "Size": number, "VolumeType": "gp2"}
        for number in range(10_000)
    ]
    told = found(volume_items(rows, prices()), prices())
    assert told.observations[0].value == 10_000
    assert (len(told.items), told.items[0].id) == (200, "vol-9999")


def test_a_type_without_a_price_and_a_size_that_is_none() -> None:
    rows: list[dict[str, Any]] = [
        {"VolumeId": "a", "State": "available", "Size": 10, "VolumeType": "gp9"},
        {"VolumeId": "b", "State": "available", "Size": "large"},
        {"VolumeId": "c", "State": "in-use", "Size": 10},
    ]
    assert [(item.id, item.amount) for item in volume_items(rows, prices())] == [("a", 0.88), ("b", 0.0)]


def test_hostile_names_are_made_safe() -> None:
    row = {"PublicIp": "192.0.2.1", "Tags": [{"Key": "Name", "Value": "a\x1b]0;x\x07"}]}
    (item,) = address_items([row], prices())
    assert item.title == "a␛]0;x␇ (192.0.2.1): an address that leads nowhere"
