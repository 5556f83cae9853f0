"""Real purchases of real people, replayed through the club: `replay(env, path)`."""

from real_purchases.replay import replay
