"""What keeps a service running: how it answers, what it runs on, what Amazon says of itself."""

from __future__ import annotations

from data.providers.aws.service import AwsService, asking, recalling

MINUTE = 60.0

RUNNING: tuple[AwsService, ...] = (
    # Reading metrics costs money by the metric; that is why those are not asked every minute.
    AwsService(
        "cloudwatch",
        2 * MINUTE,
        frozenset(
            {
                "api.p50_ms",
                "api.p95_ms",
                "api.p99_ms",
                "api.client_error_pct",
                "api.error_rate_pct",
                "api.throughput_rps",
            }
        ),
        asking("cloudwatch"),
        "cloudwatch:GetMetricData",
        recall=recalling("cloudwatch"),
    ),
    AwsService(
        "alarms",
        MINUTE,
        frozenset({"aws.alarms"}),
        asking("alarms"),
        "cloudwatch:DescribeAlarms",
        within="cloudwatch",
    ),
    AwsService(
        "elbv2",
        MINUTE,
        frozenset({"aws.alb_unhealthy"}),
        asking("elbv2"),
        "elasticloadbalancing:DescribeTargetHealth",
    ),
    AwsService(
        "lambda",
        5 * MINUTE,
        frozenset(
            {
                "aws.lambda_functions",
                "aws.lambda_error_pct",
                "aws.lambda_throttles",
                "aws.lambda_duration_ms",
                "aws.lambda_concurrency",
            }
        ),
        asking("lambda_"),
        "lambda:ListFunctions",
        recall=recalling("lambda_"),
    ),
    AwsService(
        "rds",
        5 * MINUTE,
        frozenset({"aws.rds_cpu_pct", "aws.rds_connections", "aws.rds_free_bytes"}),
        asking("rds"),
        "rds:DescribeDBInstances",
        recall=recalling("rds"),
    ),
    AwsService(
        "s3",
        5 * MINUTE,
        frozenset({"aws.s3_reachable", "aws.s3_encrypted"}),
        asking("s3"),
        "s3:ListAllMyBuckets",
    ),
    AwsService(
        "cloudfront",
        5 * MINUTE,
        frozenset({"aws.cloudfront_deployed"}),
        asking("cloudfront"),
        "cloudfront:ListDistributions",
    ),
    AwsService(
        "health",
        5 * MINUTE,
        frozenset({"aws.health_events"}),
        asking("health"),
        "health:DescribeEvents",
    ),
)
