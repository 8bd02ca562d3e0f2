"""The words beside a number that call it a goal: 7%的预期目标, 48万辆的销售目标, 计划上半年开工的18个项目."""

from __future__ import annotations

import re

GOAL_AFTER = re.compile(r"^(?:左右|以上|以内)?的?[^，。；、]{0,6}?(?:目标|任务|预期)")
PLANNED_THINGS = re.compile(
    r"(?:计划|拟|原定|应)[^，。；、]{0,10}(?:开工|竣工|完工|投产|建成|完成|建设|实施|签约|落地|启动|新建|改造|交付)[^，。；、]{0,4}的$"
)
