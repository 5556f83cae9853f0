_OURS = ", ('loyalty_club_reward_id', '=', False)"


def uninstall_hook(env):
    """Leave Odoo's list of programmes as it was: our condition asks for our field."""
    action = env.ref("loyalty.loyalty_program_discount_loyalty_action")
    action.domain = action.domain.replace(_OURS, "")
