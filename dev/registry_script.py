"""Call `function(env, …)` of a Python file inside Odoo's registry, and commit.

Usage: registry_script.py CONFIG DATABASE FILE FUNCTION [ARGUMENT …]
"""

import runpy
import sys


def main(config: str, database: str, file: str, function: str, *arguments) -> None:
    """Open the registry as superuser and call the function."""
    import odoo.api
    from odoo.modules.registry import Registry
    from odoo.tools import config as settings

    settings.parse_config(["-c", config, "-d", database], setup_logging=True)
    work = runpy.run_path(file)[function]
    with Registry(database).cursor() as cursor:
        env = odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})
        work(env, *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
