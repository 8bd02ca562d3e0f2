"""The words beside a number that call it a goal: 7%的预期目标, 48万辆的销售目标, 计划上半年开工的18个项目."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.extract.scene import Reading, Scene
from etl.model import Kind
from etl.patterns import pattern_of

OF_THE_YEAR = pattern_of(r"(?:今年|全年|年内|本年度?)")
DONE_ALREADY = pattern_of(r"已|了|累计|共|完成")
SO_FAR = pattern_of(r"已(?:经|累计)?(?P<verb>[一-鿿]{2})$")
GOAL_AFTER = pattern_of(r"^(?:左右|以上|以内)?的?[^，。；、]{0,6}?(?:目标|任务|预期)")
PLANNED_THINGS = pattern_of(
    r"(?:计划|拟|原定|应)[^，。；、]{0,10}(?:开工|竣工|完工|投产|建成|完成|建设|实施|签约|落地|启动|新建|改造|交付)[^，。；、]{0,4}的$"
)
GOAL_LIST = pattern_of(r"(?:目标|任务)(?:建议|初步|确定|安排|数|清单)?(?:是|为)?[：:]")
TASK_DONE = pattern_of(r"(?<!确保)(?<!力争)(?<!超额)(?:完成|承担|争取|验收|落实)[^，。；年]{0,16}$")
TO_DO_LIST = pattern_of(r"[^：:。]{0,20}(?<![即健麻])(?:将(?![近士军领])|力争|要(?!求))[^：:。；]{0,30}[：:]")
FELL_SHORT = ("未达到", "未达", "未能达到", "低于", "高于")
AFTER_GOAL = pattern_of(r"^(?:左右|以上|以内)?的?[^，。；、]{0,8}?(?:目标|任务|预期)")
GOAL_MET = pattern_of(
    r"^(?:左右|以上|以内)?的?[^，。；、]{0,10}?(?:目标|任务)(?:已|均|全部|全面|如期|圆满|顺利|提前|超额|基本|胜利)*(?:完成|实现|达成|落地|落实|见效)"
)


def embedded_goal(scene: Scene, reading: Reading) -> Kind | None:
    """完成全年60亿元任务的53%: the amount inside is the goal itself."""
    return "target" if "embedded-target" in reading.rules else None


def goal_met(scene: Scene, reading: Reading) -> Kind | None:
    """11万套保交房任务全面完成: a goal that the text says was met is a result."""
    return "actual" if GOAL_MET.match(reading.right) else None


def goal_noun_after(scene: Scene, reading: Reading) -> Kind | None:
    """经济增长7%的预期目标, 未达到6%的预期目标: the number is called a goal; 未达到 is no bound of it."""
    if not AFTER_GOAL.match(reading.right):
        return None
    if _done_in_review(scene, reading):
        return "actual"
    if reading.quantity.text.startswith(FELL_SHORT):
        bound = reading.quantity.number
        reading.quantity = replace(reading.quantity, comparator="=", low=bound, high=bound)
    return "target"


def listed_goal(scene: Scene, reading: Reading) -> Kind | None:
    """生产总值增长5%、工业增加值增长8%的目标: what closes a list calls all of it goals, or says they were met."""
    for later in scene.readings[reading.index + 1 :]:
        if later.clause != reading.clause:
            return None
        if GOAL_MET.match(later.right):
            return "actual"
        if AFTER_GOAL.match(later.right):
            return goal_noun_after(scene, later)
    return None


def called_a_task(scene: Scene, reading: Reading) -> Kind | None:
    """下达棚户区改造任务1520套, 占目标任务1800套的113%: what stands before the number is the word for a goal."""
    if reading.shape == "completion":
        return None
    left = reading.left.rstrip(" （(：:为是数约共")
    if not left.endswith(("任务", "目标", "目标值")):
        return None
    return "actual" if _done_in_review(scene, reading) else "target"


def _done_in_review(scene: Scene, reading: Reading) -> bool:
    """完成6个镇的试点任务, in a part that looks back: a task that was done, not what was set."""
    clause = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    return scene.section == "review" and bool(TASK_DONE.search(clause))


def planned_things(scene: Scene, reading: Reading) -> Kind | None:
    """计划上半年开工的18个项目中，实际开工15个: the things that a plan names are its goal, whatever became of them."""
    return "target" if PLANNED_THINGS.search(scene.before(reading)[-30:]) else None


def goal_list(scene: Scene, reading: Reading) -> Kind | None:
    """主要预期目标是：…, 将办好十件实事：累计建成…: such a colon opens a list of goals, whatever its verbs."""
    if GOAL_LIST.search(scene.text, 0, reading.quantity.start):
        return "target"
    return "target" if TO_DO_LIST.match(scene.text, 0, reading.quantity.start) else None


def plan_noun_before(scene: Scene, reading: Reading) -> Kind | None:
    """年度计划投资412亿元, 原定的2万亿元: the number is called a plan, whatever the tense."""
    clause = scene.text[scene.starts[reading.clause] : reading.quantity.start][-40:]
    if reading.shape == "completion" and reading.quantity.comparator == ">=":
        return None  # 确保各项指标完成率不低于100%: a bound is set, and what governs it tells by whom
    if reading.shape == "completion":
        return "target" if re.search(r"要完成|将完成|力争|确保|计划完成(?!率)|需完成", clause) else "actual"
    return "target" if scene.lexicon.any_of("plan_nouns").search(clause) else None


def partly_done_by_now(scene: Scene, reading: Reading) -> Kind | None:
    """今年新增托位3500个，上半年已新增2140个: what is done only in part by now is what the year is to bring."""
    following = scene.readings[reading.index + 1] if reading.index + 1 < len(scene.readings) else None
    if following is None or following.clause != reading.clause + 1 or following.quantity.unit != reading.quantity.unit:
        return None
    own, next_ = (scene.text[scene.starts[r.clause] : r.quantity.start] for r in (reading, following))
    so_far = SO_FAR.search(next_)
    if so_far is None or not OF_THE_YEAR.match(own) or DONE_ALREADY.search(own) or so_far["verb"] not in own:
        return None
    return "target" if following.quantity.number < reading.quantity.number else None
