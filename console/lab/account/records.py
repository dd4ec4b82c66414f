"""What the account has written down: sign-ins, its users and their keys, certificates, nightly backups."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from console.lab.account.circumstances import ACCOUNT, REGION, Answer, Circumstances
from console.lab.account.trouble import Trouble
from console.lab.account.wire import Parameters

_USERS = (("alice", True, 12), ("bo", True, 40), ("chen", True, 55), ("build", False, 61))
"""Name, whether there is a password (with a second factor), days since the key was changed."""
_OLD_KEY_D = 412
_ROBOT = "build"
_COLUMNS = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,"
    "cert_2_active,cert_2_last_rotated"
)
_SECOND_KEY = "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
_CERTIFICATES = (("www.example.com", 187), ("api.example.com", 243))
_BACKED_UP = (
    ("RDS", "main", 18_400_000_000),
    ("EBS", "vol-app", 42_000_000_000),
    ("EFS", "media", 9_300_000_000),
)
_NIGHTS = 35


def events(here: Circumstances, asked: Parameters) -> Parameters:
    """Sign-ins of the day, two of which failed; no security group was changed."""
    named = asked["LookupAttributes"][0]["AttributeValue"]
    if named != "ConsoleLogin":
        return {"Events": []}
    return {
        "Events": [
            _sign_in(here, "alice", 1.2, "Success"),
            _sign_in(here, "alice", 1.3, "Failure"),
            _sign_in(here, "chen", 5.0, "Success"),
            _sign_in(here, "bo", 7.5, "Failure"),
            _sign_in(here, "bo", 7.4, "Success"),
        ]
    }


def generate(here: Circumstances, asked: Parameters) -> Parameters:
    """It is there at once."""
    return {"State": "COMPLETE"}


def credential_report(here: Circumstances, asked: Parameters) -> Parameters:
    """Everybody with a second factor, keys that are not old."""
    made = here.now.replace(minute=0, second=0, microsecond=0)
    root = f"<root_account>,arn:aws:iam::{ACCOUNT}:root,{_ago(here, 900)},not_supported,no_information"
    lines = [_COLUMNS, f"{root},not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,{_SECOND_KEY}"]
    lines += [_user(here, *each) for each in _USERS]
    return {"Content": "\n".join(lines).encode(), "ReportFormat": "text/csv", "GeneratedTime": made}


def certificates(here: Circumstances, asked: Parameters) -> Parameters:
    """Two, which are in use and not about to end."""
    return {
        "CertificateSummaryList": [
            {
                "CertificateArn": f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/{days:08x}",
                "DomainName": domain,
                "Status": "ISSUED",
                "Type": "AMAZON_ISSUED",
                "KeyAlgorithm": "RSA-2048",
                "InUse": True,
                "RenewalEligibility": "ELIGIBLE",
                "NotBefore": _midnight(here) - timedelta(days=395 - days),
                "NotAfter": _midnight(here) + timedelta(days=days),
            }
            for domain, days in _CERTIFICATES
        ]
    }


def backup_jobs(here: Circumstances, asked: Parameters) -> Parameters:
    """Every night at two, each of which was completed."""
    after = asked.get("createdAfter") or asked.get("ByCreatedAfter")
    earliest = datetime.fromisoformat(after) if after else here.now - timedelta(days=_NIGHTS)
    nights = [_midnight(here) + timedelta(hours=2) - timedelta(days=ago) for ago in range(_NIGHTS)]
    return {
        "BackupJobs": [
            _job(night, *thing)
            for night in nights
            for thing in _BACKED_UP
            if earliest <= night <= here.now - timedelta(minutes=20)
        ]
    }


def _sign_in(here: Circumstances, user: str, hours: float, outcome: str) -> Parameters:
    at = here.now - timedelta(hours=hours)
    record = {
        "eventVersion": "1.08",
        "userIdentity": {"type": "IAMUser", "accountId": ACCOUNT, "userName": user},
        "eventTime": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "eventSource": "signin.amazonaws.com",
        "eventName": "ConsoleLogin",
        "awsRegion": REGION,
        "sourceIPAddress": "203.0.113.7",
        "responseElements": {"ConsoleLogin": outcome},
        **({"errorMessage": "Failed authentication"} if outcome == "Failure" else {}),
    }
    return {
        "EventId": f"{user}-{hours}-{outcome}",
        "EventName": "ConsoleLogin",
        "EventTime": at,
        "EventSource": "signin.amazonaws.com",
        "Username": user,
        "CloudTrailEvent": json.dumps(record),
    }


def _user(here: Circumstances, name: str, person: bool, days: int) -> str:
    if name == _ROBOT and here.has(Trouble.KEY_OLD):
        days = _OLD_KEY_D
    made, seen = _ago(here, 500), _ago(here, 1)
    password = f"true,{seen},{made},N/A,true" if person else "false,N/A,N/A,N/A,false"
    key = f"true,{_ago(here, days)},{seen},{REGION},ecr"
    return f"{name},arn:aws:iam::{ACCOUNT}:user/{name},{made},{password},{key},{_SECOND_KEY}"


def _job(night: datetime, kind: str, name: str, size: int) -> Parameters:
    return {
        "BackupJobId": f"{kind}-{night:%Y%m%d}",
        "BackupVaultName": "nightly",
        "ResourceArn": f"arn:aws:{kind.lower()}:{REGION}:{ACCOUNT}:{name}",
        "ResourceName": name,
        "ResourceType": kind,
        "State": "COMPLETED",
        "CreationDate": night,
        "CompletionDate": night + timedelta(minutes=20),
        "PercentDone": "100.0",
        "BackupSizeInBytes": size + night.toordinal() * 1_000,
    }


def _midnight(here: Circumstances) -> datetime:
    return here.now.replace(hour=0, minute=0, second=0, microsecond=0)


def _ago(here: Circumstances, days: int) -> str:
    return f"{_midnight(here) - timedelta(days=days):%Y-%m-%dT%H:%M:%S+00:00}"


ANSWERS: dict[str, Answer] = {
    "cloudtrail.lookup_events": events,
    "iam.generate_credential_report": generate,
    "iam.get_credential_report": credential_report,
    "acm.list_certificates": certificates,
    "backup.list_backup_jobs": backup_jobs,
}
