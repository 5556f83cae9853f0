"""The demo's story: the company, the people, and what they have done so far."""


def tell(env) -> None:
    """Fill a database that has loyalty_club installed; the caller commits."""
    env.company.name = "Golestan Books & Coffee"
    _people(env)


def _people(env) -> None:
    for login, name, groups in (
        ("manager", "Mina Manager", ["base.group_user", "base.group_system"]),
        ("cashier", "Kian Cashier", ["base.group_user"]),
        ("member", "Maryam Member", ["base.group_portal"]),
    ):
        env["res.users"].with_context(no_reset_password=True).create(
            {
                "name": name,
                "login": login,
                "password": login,
                "email": f"{login}@example.com",
                "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
            }
        )
