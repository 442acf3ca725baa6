"""The board: what evaluators wrote, what they agreed on, what was put right in readings, and how it fits together."""
