"""What the console asks the lab's database, signal by signal."""

from __future__ import annotations

from collections.abc import Mapping

Question = Mapping[str, object]

_DAY = "now() - interval '1 day'"
_MONTH = "now() - interval '30 days'"
_BUSINESS = {
    "business.active_users": (
        "count",
        f"select count(distinct user_id) from app.sessions where seen > {_DAY}",
    ),
    "business.visitors": ("count", f"select count(distinct visitor) from app.visits where at > {_DAY}"),
    "business.sign_ups": ("count", f"select count(*) from app.users where signed_up > {_DAY}"),
    "business.conversions": ("count", f"select count(*) from app.subscriptions where started > {_DAY}"),
    "business.projects_created": ("count", f"select count(*) from app.projects where created > {_DAY}"),
    "business.api_calls": ("count", f"select count(*) from app.api_calls where at > {_DAY}"),
    "business.revenue": ("usd", f"select coalesce(sum(dollars), 0) from app.payments where paid > {_DAY}"),
    "business.revenue_impact": (
        "usd",
        f"select coalesce(sum(dollars), 0) from app.failed_payments where at > {_DAY}",
    ),
    "business.churn_pct": (
        "%",
        f"select 100.0 * count(*) filter (where ended > {_MONTH}) / nullif(count(*), 0)"
        " from app.subscriptions",
    ),
    "support.open_tickets": ("count", "select count(*) from app.tickets where closed is null"),
    "support.response_h": (
        "h",
        "select avg(extract(epoch from answered - opened)) / 3600 from app.tickets"
        " where opened > now() - interval '7 days'",
    ),
    "support.satisfaction": ("of 5", f"select avg(score) from app.surveys where answered > {_MONTH}"),
}
# How far those came who first appeared within a month.
_FUNNEL = f"""
select 'visited' as step, count(distinct visitor) as value from app.visits where at > {_MONTH}
union all select 'signed up', count(*) from app.users where signed_up > {_MONTH}
union all select 'made a project', count(*) from app.users u where signed_up > {_MONTH}
    and exists (select from app.projects p where p.user_id = u.id)
union all select 'subscribed', count(*) from app.users u where signed_up > {_MONTH}
    and exists (select from app.subscriptions s where s.user_id = u.id)
""".strip()


def business() -> list[Question]:
    """What the application's own tables tell."""
    funnel = {"signal": "business.funnel", "unit": "count", "sql": _FUNNEL, "labels": ["step"]}
    asked = [{"signal": signal, "unit": unit, "sql": sql} for signal, (unit, sql) in _BUSINESS.items()]
    return [*asked, funnel]
