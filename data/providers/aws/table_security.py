"""The rows of the table about safety: findings, rules, keys, records and what to fall back on."""

from __future__ import annotations

from data.providers.aws.service import AwsService, asking

_MINUTE = 60.0
_HOUR = 3600.0


def _row(name: str, every: float, action: str, *signals: str, within: str = "") -> AwsService:
    feeds = frozenset(f"aws.{signal}" for signal in signals)
    return AwsService(name, every, feeds, asking(name), action, within=within)


SECURITY: tuple[AwsService, ...] = (
    _row("guardduty", 5 * _MINUTE, "guardduty:ListDetectors", "guardduty_findings"),
    _row("securityhub", 15 * _MINUTE, "securityhub:GetFindings", "securityhub_findings"),
    _row("config", 15 * _MINUTE, "config:DescribeComplianceByConfigRule", "config_compliance_pct"),
    _row("encryption", _HOUR, "ec2:DescribeVolumes", "encryption_pct", within="config"),
    _row("acm", _HOUR, "acm:ListCertificates", "cert_days"),
    _row("cloudtrail", 5 * _MINUTE, "cloudtrail:DescribeTrails", "cloudtrail_valid"),
    _row(
        "events",
        5 * _MINUTE,
        "cloudtrail:LookupEvents",
        "failed_sign_ins",
        "security_group_changes",
        within="cloudtrail",
    ),
    _row(
        "iam",
        _HOUR,
        "iam:GenerateCredentialReport",
        "key_age_d",
        "users_unused",
        "users_without_mfa",
        "access_audit_pct",
    ),
    _row("backup", 15 * _MINUTE, "backup:ListBackupJobs", "backup_age_h", "backup_jobs_failed"),
    _row("snapshots", 15 * _MINUTE, "rds:DescribeDBSnapshots", "rds_snapshot_age_h", within="backup"),
    _row("logs", _HOUR, "logs:DescribeLogGroups", "log_retention_pct"),
)
