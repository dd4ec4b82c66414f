"""What watches over the account: GuardDuty, Security Hub, Config's rules and AWS Health."""

from __future__ import annotations

from datetime import timedelta

from console.lab.account.circumstances import ACCOUNT, REGION, Answer, Circumstances
from console.lab.account.trouble import Trouble
from console.lab.account.wire import Parameters

_DETECTOR = "12abc34d567e8fa901bc2d34e56789f0"
_RULES = (
    "encrypted-volumes",
    "rds-storage-encrypted",
    "s3-bucket-server-side-encryption-enabled",
    "s3-bucket-public-read-prohibited",
    "cloudtrail-enabled",
    "cloud-trail-log-file-validation-enabled",
    "iam-user-mfa-enabled",
    "access-keys-rotated",
    "restricted-ssh",
    "vpc-flow-logs-enabled",
    "rds-instance-public-access-check",
    "lambda-function-public-access-prohibited",
)
_LOW = (
    ("EC2.22", "Unused EC2 security groups should be removed", "AwsEc2SecurityGroup", 12),
    ("S3.13", "S3 buckets should have lifecycle configurations", "AwsS3Bucket", 31),
    ("ELB.5", "Load balancers should have logging enabled", "AwsElbv2LoadBalancer", 47),
)
"""What Security Hub finds in quiet times too: control, title, resource, days since."""


def detectors(here: Circumstances, asked: Parameters) -> Parameters:
    """One."""
    return {"DetectorIds": [_DETECTOR]}


def statistics(here: Circumstances, asked: Parameters) -> Parameters:
    """By severity."""
    found = [finding["Severity"] for finding in _findings(here)]
    groups = [{"Severity": severity, "TotalFindings": found.count(severity)} for severity in set(found)]
    return {"FindingStatistics": {"GroupedBySeverity": groups}}


def finding_ids(here: Circumstances, asked: Parameters) -> Parameters:
    """Of all that are open."""
    return {"FindingIds": [finding["Id"] for finding in _findings(here)], "NextToken": ""}


def findings(here: Circumstances, asked: Parameters) -> Parameters:
    """Those that are asked for."""
    wanted = asked["findingIds"]
    return {"Findings": [finding for finding in _findings(here) if finding["Id"] in wanted]}


def hub_findings(here: Circumstances, asked: Parameters) -> Parameters:
    """A few that hurt nobody."""
    return {"Findings": [_low(here, *each) for each in _LOW]}


def recorders(here: Circumstances, asked: Parameters) -> Parameters:
    """One that runs."""
    return {"ConfigurationRecordersStatus": [{"name": "default", "recording": True, "lastStatus": "SUCCESS"}]}


def compliance(here: Circumstances, asked: Parameters) -> Parameters:
    """Every rule is complied with."""
    return {
        "ComplianceByConfigRules": [
            {"ConfigRuleName": rule, "Compliance": {"ComplianceType": "COMPLIANT"}} for rule in _RULES
        ]
    }


def health_events(here: Circumstances, asked: Parameters) -> Parameters:
    """None is open; one of last week is over."""
    over = {
        "arn": f"arn:aws:health:{REGION}::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_1",
        "service": "EC2",
        "eventTypeCode": "AWS_EC2_OPERATIONAL_ISSUE",
        "eventTypeCategory": "issue",
        "region": REGION,
        "startTime": here.now - timedelta(days=6),
        "endTime": here.now - timedelta(days=6, hours=-2),
        "lastUpdatedTime": here.now - timedelta(days=6, hours=-2),
        "statusCode": "closed",
    }
    wanted = (asked.get("filter") or {}).get("eventStatusCodes") or ["closed"]
    return {"events": [over] if "closed" in wanted else []}


def _findings(here: Circumstances) -> list[Parameters]:
    if not here.has(Trouble.FINDING_NEW):
        return []
    first = here.now - timedelta(minutes=12)
    return [
        {
            "Id": "e2c1f0a4b6d84c0f9a7b5d3e1f2a4c6e",
            "AccountId": ACCOUNT,
            "Arn": f"arn:aws:guardduty:{REGION}:{ACCOUNT}:detector/{_DETECTOR}/finding/e2c1f0a4b6d84c0f",
            "Region": REGION,
            "SchemaVersion": "2.0",
            "Severity": 8.0,
            "Type": "UnauthorizedAccess:EC2/SSHBruteForce",
            "Title": "198.51.100.23 is performing SSH brute force attacks against i-0bastion",
            "Description": "198.51.100.23 tries one password after the other on the bastion.",
            "CreatedAt": f"{first:%Y-%m-%dT%H:%M:%S}.000Z",
            "UpdatedAt": f"{here.now:%Y-%m-%dT%H:%M:%S}.000Z",
            "Resource": {"ResourceType": "Instance"},
            "Service": {
                "Archived": False,
                "Count": 37,
                "DetectorId": _DETECTOR,
                "EventFirstSeen": f"{first:%Y-%m-%dT%H:%M:%S}.000Z",
                "EventLastSeen": f"{here.now:%Y-%m-%dT%H:%M:%S}.000Z",
            },
        }
    ]


def _low(here: Circumstances, control: str, title: str, resource: str, days: int) -> Parameters:
    at = f"{here.now - timedelta(days=days):%Y-%m-%dT%H:%M:%S}.000Z"
    return {
        "SchemaVersion": "2018-10-08",
        "Id": f"arn:aws:securityhub:{REGION}:{ACCOUNT}:security-control/{control}/finding/{days}",
        "ProductArn": f"arn:aws:securityhub:{REGION}::product/aws/securityhub",
        "ProductName": "Security Hub",
        "GeneratorId": f"security-control/{control}",
        "AwsAccountId": ACCOUNT,
        "Types": ["Software and Configuration Checks/Industry and Regulatory Standards"],
        "CreatedAt": at,
        "UpdatedAt": at,
        "FirstObservedAt": at,
        "Severity": {"Label": "LOW", "Normalized": 1},
        "Title": f"{control} {title}",
        "Description": title,
        "Resources": [{"Type": resource, "Id": f"arn:aws:lab:{REGION}:{ACCOUNT}:{resource.lower()}/{days}"}],
        "Compliance": {"Status": "FAILED", "SecurityControlId": control},
        "Workflow": {"Status": "NEW"},
        "RecordState": "ACTIVE",
    }


ANSWERS: dict[str, Answer] = {
    "guardduty.list_detectors": detectors,
    "guardduty.get_findings_statistics": statistics,
    "guardduty.list_findings": finding_ids,
    "guardduty.get_findings": findings,
    "securityhub.get_findings": hub_findings,
    "config.describe_configuration_recorder_status": recorders,
    "config.describe_compliance_by_config_rule": compliance,
    "health.describe_events": health_events,
}
