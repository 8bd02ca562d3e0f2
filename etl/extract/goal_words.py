"""The words after a number that call it a goal: 7%的预期目标, 48万辆的销售目标."""

from __future__ import annotations

import re

GOAL_AFTER = re.compile(r"^(?:左右|以上|以内)?的?[^，。；、]{0,6}?(?:目标|任务|预期)")
