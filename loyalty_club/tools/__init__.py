"""The arithmetic of a club: plain Python that knows nothing of Odoo's ORM."""
