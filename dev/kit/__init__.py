"""What a command needs: Odoo, Python packages, Node tools, PostgreSQL, databases."""
