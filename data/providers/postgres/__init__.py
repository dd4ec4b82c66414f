"""PostgreSQL: how many connections, how long, how well cached, how far behind; and the team's own queries."""
