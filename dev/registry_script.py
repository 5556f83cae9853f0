"""Call `function(env, …)` of a module in dev/ inside Odoo's registry, and commit.

Usage: registry_script.py CONFIG DATABASE MODULE FUNCTION [ARGUMENT …]
"""

import importlib
import sys


def main(config: str, database: str, module: str, function: str, *arguments) -> None:
    """Open the registry as superuser and call the function."""
    import odoo.api
    from odoo.modules.registry import Registry
    from odoo.tools import config as settings

    settings.parse_config(["-c", config, "-d", database], setup_logging=True)
    registry = Registry(database)
    work = getattr(importlib.import_module(module), function)
    with registry.cursor() as cursor:
        env = odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})
        work(env, *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
