"""The demo's story: two companies, their clubs, and a year of purchases."""

from demo_story.story import tell
