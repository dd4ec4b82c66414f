"""One repository as GitHub lists it, relative to when the lab began."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from console.lab.vendors.reply import stamp

REPOSITORY = "example/app"
RUNS = 140
"""Workflow runs in all."""
_WORKFLOWS = ("Tests", "Tests", "Lint", "Release")
_PEOPLE = ("ada", "grace", "linus")
Row = dict[str, Any]


def deployment_row(number: int, at: datetime, state: str) -> Row:
    """One that was meant for production where it failed, else one in four."""
    where = "production" if state != "success" or number % 4 == 2 else "staging"
    return {
        "id": 900 + number,
        "sha": f"{number:040x}",
        "ref": "main",
        "task": "deploy",
        "environment": where,
        "original_environment": where,
        "description": f"Release 4.{number}",
        "creator": {"login": _PEOPLE[number % len(_PEOPLE)], "type": "User"},
        "created_at": stamp(at),
        "updated_at": stamp(at),
        "production_environment": where == "production",
    }


def run_row(number: int, at: datetime, conclusion: str) -> Row:
    """A workflow run; what failed is the one that deploys."""
    name = "Deploy" if conclusion != "success" else _WORKFLOWS[number % len(_WORKFLOWS)]
    return {
        "id": 30_000_000 + RUNS - number,
        "name": name,
        "display_title": f"Release 4.{RUNS - number}",
        "head_branch": "main",
        "head_sha": f"{number:040x}",
        "event": "push",
        "status": "completed",
        "conclusion": conclusion,
        "run_number": RUNS - number,
        "run_attempt": 1,
        "actor": {"login": _PEOPLE[number % len(_PEOPLE)], "type": "User"},
        "created_at": stamp(at),
        "run_started_at": stamp(at),
        "updated_at": stamp(at + timedelta(minutes=4)),
        "html_url": f"https://github.com/{REPOSITORY}/actions/runs/{30_000_000 + RUNS - number}",
    }


def status_row(id: int, state: str, words: str, at: datetime, deployment: str) -> Row:
    """One state that a deployment was in."""
    moment = stamp(at + timedelta(seconds=30 * id))
    return {
        "id": id,
        "state": state,
        "description": words,
        "creator": {"login": "github-actions[bot]", "type": "Bot"},
        "created_at": moment,
        "updated_at": moment,
        "target_url": "",
        "log_url": f"https://github.com/{REPOSITORY}/deployments/{deployment}",
    }


def vulnerabilities(began: datetime) -> list[Row]:
    """The open Dependabot alerts: none of them grave."""
    found = [("lodash", "medium", 9, "Crafted text is matched slowly"), ("ini", "low", 41, "A key is lost")]
    return [
        {
            "number": number,
            "state": "open",
            "dependency": {
                "package": {"ecosystem": "npm", "name": package},
                "manifest_path": "package-lock.json",
                "scope": "runtime",
            },
            "security_advisory": {
                "ghsa_id": f"GHSA-xxxx-yyyy-{number:04}",
                "cve_id": f"CVE-2026-{number:05}",
                "summary": summary,
                "severity": severity,
            },
            "security_vulnerability": {
                "package": {"ecosystem": "npm", "name": package},
                "severity": severity,
                "vulnerable_version_range": "< 4.17.21",
                "first_patched_version": {"identifier": "4.17.21"},
            },
            "html_url": f"https://github.com/{REPOSITORY}/security/dependabot/{number}",
            "created_at": stamp(began - timedelta(days=days)),
        }
        for number, (package, severity, days, summary) in enumerate(found, 1)
    ]


def scanning(began: datetime) -> list[Row]:
    """The open code scanning alerts: a note."""
    return [
        {
            "number": 4,
            "state": "open",
            "created_at": stamp(began - timedelta(days=20)),
            "html_url": f"https://github.com/{REPOSITORY}/security/code-scanning/4",
            "rule": {
                "id": "js/unused-local-variable",
                "name": "js/unused-local-variable",
                "severity": "note",
                "description": "A variable that nobody reads",
                "security_severity_level": None,
            },
            "tool": {"name": "CodeQL", "version": "2.20.1"},
            "most_recent_instance": {
                "ref": "refs/heads/main",
                "message": {"text": "The variable total is not used."},
                "location": {"path": "lib/invoice.js", "start_line": 17, "end_line": 17},
            },
        }
    ]
