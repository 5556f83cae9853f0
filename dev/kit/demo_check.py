"""Demo check: the story was told to its end, its figures agree, its doors open."""

from kit.cluster import Cluster
from kit.trouble import Trouble
from kit.visitor import Visitor

# What must be so in the database, as a query that then gives `t`.
_FACTS = {
    "Both clubs of customers have members": (
        "SELECT count(*) = 2 FROM (SELECT FROM loyalty_club_member"
        " GROUP BY club_id HAVING count(*) > 20) AS of_customers"
    ),
    "The audit found nothing": (
        "SELECT state = 'clean' FROM loyalty_club_audit ORDER BY id DESC LIMIT 1"
    ),
    "No purchase failed to earn": (
        "SELECT count(*) = 0 FROM loyalty_club_earning WHERE state = 'failed'"
    ),
    "Every order is in the currency of its company": (
        "SELECT count(*) = 0 FROM sale_order JOIN res_company AS company "
        "ON company.id = company_id "
        "WHERE sale_order.currency_id <> company.currency_id"
    ),
    "Points of every kind moved": (
        "SELECT count(DISTINCT kind) >= 5 FROM loyalty_club_entry"
    ),
    "Members were told of different things": (
        "SELECT count(DISTINCT kind) > 1 FROM loyalty_club_notice WHERE state = 'sent'"
    ),
    "An adjustment waits for the manager": (
        "SELECT count(*) > 0 FROM loyalty_club_adjustment WHERE state = 'waiting'"
    ),
}
# Who must be able to come in, where, and what he finds there.
_DOORS = {
    "manager": ("127.0.0.1", "/odoo", b"web.assets_web"),
    "cashier": ("127.0.0.1", "/odoo", b"web.assets_web"),
    "modir": ("localhost", "/odoo", b"web.assets_web"),
    "member": ("127.0.0.1", "/my", b"Marit de Vries"),
    "ozv": ("localhost", "/my", "نگار احمدی".encode()),
}


def facts(cluster: Cluster, name: str) -> None:
    """Raise a trouble that names what is not as it should be in the database."""
    wrong = [
        fact for fact, query in _FACTS.items() if set(cluster.sql(query, name)) != {"t"}
    ]
    if wrong:
        raise Trouble(f"Not so in {name}: {'; '.join(wrong)}.")


def doors(url: str, name: str) -> None:
    """Raise a trouble that names who does not find what he looks for."""
    for login, (host, path, sign) in _DOORS.items():
        visitor = Visitor(url.replace("127.0.0.1", host))
        if b"oe_product" not in visitor.get("/shop"):
            raise Trouble(f"There is nothing to buy in the web shop of {host}.")
        visitor.log_in(name, login, login)
        if sign not in visitor.get(path):
            raise Trouble(f"{login} does not find his page {path}.")
