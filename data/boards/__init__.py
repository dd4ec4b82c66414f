"""The dashboards as facts: pure functions from a snapshot to panels; screens only draw them."""
