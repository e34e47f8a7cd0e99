"""
语法：how policy Chinese words a commitment, as tables of patterns with an example beside each.

Patterns run on shadows (simplified, half-width).  Those of :data:`BEFORE` are searched in the clause left of
a number, the nearest wins; those of :data:`AFTER` stand directly behind it.  The rules follow the acceptance
guide for plan annotation: a limit is a level, the size of a change is at least what is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from toolkit.model.plan import Basis, Comparator

_GAP: Final = r"(?:约|近|平均|分别|均|总数|原则上|法定|了|一次性|力争|再)*\s*$"
_NOUNS: Final = r"[^,;:。%\d]{0,24}$"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of wording a commitment; the example is read by a test."""

    name: str
    regex: re.Pattern[str]
    example: str
    comparator: Comparator | None
    basis: Basis = Basis.LEVEL


def _p(
    name: str, regex: str, example: str, comparator: Comparator | None, basis: Basis = Basis.LEVEL
) -> Pattern:
    return Pattern(name, re.compile(regex), example, comparator, basis)


_GROWTH: Final = r"(?:增长|增速|增幅|增长率|提高幅度|上升幅度|涨幅|递增)"
_FALL: Final = r"(?:降幅|下降率|压减率|压缩率|压缩比例|压减比例|降低率|减幅|缩短率|下降幅度|压缩幅度|减少率)"
_MORE: Final = r"(?:不少于|不低于|不小于|至少|最少|达到|达|超过|超|为|保持|在|突破|高于|力争|约|到|均|分别|控制|[^,;:。\d]{0,3})*"
_DOWN: Final = r"(?:压缩|压减|缩短|缩减|减少|精简|降低|下降|减|降|压降|控制|整合|优化|简化|削减|压|缩|合并|调减|限定|归并)"
_UP: Final = r"(?:提升|提高|增加|增长|上升|增|扩大|升|扩展|拓展|稳定|保持|维持|恢复|推进|推升|扩充|扩容|拓宽|发展|壮大)"

BEFORE: Final = (
    _p("growth-noun", rf"{_GROWTH}{_MORE}$", "同比增速不低于6%", Comparator.AT_LEAST, Basis.INCREASE),
    _p("fall-noun", rf"{_FALL}{_MORE}$", "降幅达到10%", Comparator.AT_LEAST, Basis.DECREASE),
    _p("sign-at-least", r"[≥≧]\s*$", "办结率≥98%", Comparator.AT_LEAST),
    _p("sign-at-most", r"[≤≦]\s*$", "办理时间≤5天", Comparator.AT_MOST),
    _p("sign-more", r"[>]\s*$", "覆盖率>90%", Comparator.MORE_THAN),
    _p("sign-less", r"[<]\s*$", "逾期率<5%", Comparator.LESS_THAN),
    _p(
        "fall-by",
        r"(?:下降|降低|减少|压减|压缩|缩短|精简)(?:幅度)?(?:不少于|不低于|不小于|至少|超过)+$",
        "能耗下降不少于3%",
        Comparator.AT_LEAST,
        Basis.DECREASE,
    ),
    _p(
        "growth-by",
        r"(?:提高|提升|增加|上升|新增|净增)(?:幅度)?(?:不少于|不低于|不小于|至少|超过)+$",
        "收入提高不低于5%",
        Comparator.AT_LEAST,
        Basis.INCREASE,
    ),
    _p(
        "not-under",
        rf"(?:不少于|不低于|不小于|至少|最少|不短于|不得少于|不得低于|不能少于){_NOUNS}",
        "不低于合同金额的30%",
        Comparator.AT_LEAST,
    ),
    _p(
        "not-over",
        rf"(?:不超过|不超|不高于|不大于|不多于|不得超过|不得高于|不长于|最多|至多|控制在|控制到|限制在|限定在){_NOUNS}",
        "担保费率不高于1%",
        Comparator.AT_MOST,
    ),
    _p(
        "reduce-to",
        rf"{_DOWN}(?:(?:[^,;:。\d]{{0,4}})?(?:至|到|为|成)|[^,;:。\d至到]{{5,14}}(?:至|到))[^,;:。]{{0,30}}$",
        "压缩至5个工作日",
        Comparator.AT_MOST,
    ),
    _p(
        "raise-to",
        rf"{_UP}(?:[^,;:。\d]{{0,4}})?(?:至|到|在|为|成)(?!底|末){_NOUNS}",
        "提升至99.9%",
        Comparator.AT_LEAST,
    ),
    _p(
        "beyond",
        rf"(?:突破|(?<!不)高于|(?<!不)大于|(?<!不)多于|大幅超过){_NOUNS}",
        "总数突破1000项",
        Comparator.MORE_THAN,
    ),
    _p(
        "under",
        rf"(?:(?<!不)低于|(?<!不)少于|(?<!不)小于|(?<!不)短于){_NOUNS}",
        "审批逾期率低于5%",
        Comparator.LESS_THAN,
    ),
    _p("over", rf"(?<!不)(?<!不得)(?:超过|超出|超){_NOUNS}", "注册企业超过200家", Comparator.AT_LEAST),
    _p(
        "increase-by",
        rf"(?:提升|提高|增加|增长|上升|递增|扩大|增|升高|扩充){_GAP}",
        "增长30%",
        Comparator.AT_LEAST,
        Basis.INCREASE,
    ),
    _p(
        "decrease-by",
        rf"(?:压缩|压减|缩短|缩减|减少|精简|降低|下降|压降|简化|削减|调减|节约|节省|下调|(?<![低高中])降|减){_GAP}",
        "同比降低10%",
        Comparator.AT_LEAST,
        Basis.DECREASE,
    ),
    _p(
        "decrease-noun",
        r"(?:压减|降低|减少|压缩|精简|缩减|减免|削减|下调)[^,;:。、\d至到为]{1,12}$",
        "压减库存20%",
        Comparator.AT_LEAST,
        Basis.DECREASE,
    ),
    _p(
        "increase-noun",
        r"(?:提高|增加)[^,;:。、\d至到为]{1,12}$",
        "提高产量10%",
        Comparator.AT_LEAST,
        Basis.INCREASE,
    ),
    _p("reach", rf"(?<![不未])(?:达到|达成|达|升至|增至){_NOUNS}", "办结率达到90%以上", Comparator.AT_LEAST),
)

AFTER: Final = (
    _p(
        "or-more",
        r"^\s*(?:\([^)]{0,6}\))?\s*(?:及|或|\(含\))?(?:以上|之上|左右以上)",
        "10个以上",
        Comparator.AT_LEAST,
    ),
    _p(
        "within",
        r"^\s*(?:\(?[^),;。]{0,30}\))?\s*(?:之内|以内|内(?!容|部|外|河|蒙|地|设|控|资|陆)|以下|之下|及以下)",
        "15个工作日以内",
        Comparator.AT_MOST,
    ),
)

ADDED: Final = re.compile(
    r"(?:新增|净增|增加(?!至|到)|增设|新增加|再增)(?!值|量|长)(?![^,;:。]{0,14}(?:率|比例|占比|比重))[^,;:。%]{0,30}$"
)
DOUBLED: Final = re.compile(r"翻(?P<n>[一两二三1-3])番")

ACHIEVE: Final = re.compile(
    r"(?:实现|完成|建成|建设|推出|培育|打造|制定|出台|新建|改建|改造|推广|推广应用|推动|启动|引进|创建|开展|举办|组织|落地|发放|办理|下放|梳理|"
    r"上线|设立|设置|布设|铺设|纳入|认定|选派|开发|建立|形成|编制|印发|发布|选树|评选|培训|新增|扩建|开通|开行|开工|竣工|投产|签约|招引|孵化|转化|"
    r"整治|清理|修订|修复|拓展|覆盖|服务|走访|解决|化解|提供|配备|安装|投放|投资|投入|募集|推荐|争取|实施|遴选|集成|接入|归集|共享|推送|增设|构建|完善|"
    r"达|引育|招聘|吸纳|帮扶|扶持|支持|保障|供应|盘活|处置|收储|种植|栽植|绿化|治理|关停|淘汰|压减|取消|精简|兑现|发行|上市|挂牌|入库|申报|获批|力争|确保|"
    r"举行|召开|安排|开设|筹集|提升|举行|新培育|新认定|新引进|再建|增建|惠及|受益|涉及群众|高标准|打通|建好|评定|筛选|储备|谋划|包装|生产|销售|收集|排查|检查|抽查|监测|投用|完工|通车|交付|办好|办成|再就业|体检|筛查|救助|资助|慰问|安置|搬迁|拆除|更新|购置|采购|"
    r"配置|配建|回收|养护|维修|硬化|亮化|消除|更换|加装|签署|签订|使用|吸引|接待|带动|巡查|走访|帮助|稳定|新开|增开|复垦|流转|试点|组建|成立|建强|筹建|补建|迁建|修建|兴建|搭建|培养|轮训|发展|招收|招募|选聘|派驻|授牌|巩固|出栏|存栏|调解|受理|审结)"
)
REFERENCE: Final = re.compile(
    r"(?:对照|依据|根据|按照|围绕|聚焦|紧盯|包括|涵盖|涉及|共有|现有|目前|原有|截至目前|累计已|划分为|分为|年办理量)[^,;:。]{0,160}$|"
    r"(?:落实|贯彻|结合|已有|已经|已|属于|统筹|依托|对标|参照|借鉴|巩固|锚定|入选|荣获|获得|关于|基于|坚持|深化|下设|具备|符合|满足|由|以(?![上下内外])|从|按)"
    r"[^,;:。]{0,30}$"
)
CONDITION_LEFT: Final = re.compile(
    r"(?:^|[,;:。\s])(?:对|对于|凡|针对|凡是|如|若|当|属于|符合|给予)|(?:单户|单笔|单个|单项|总投资|投资额|投资总额|固定资产投资|收入|税收|纳税|所得额|注册资本|估算价|合同额|"
    r"面积|营收|产值|限额)[^,;:。]{0,12}$"
)
CONDITION_RIGHT: Final = re.compile(
    r"^(?:\([^)]{0,6}\)|及|或|\s)*(?:以上|以下|以内|之间|左右)?(?:\([^)]{0,6}\))?的(?=\s*[,;。、]|[^,;。]{0,16}(?:企业|项目|主体|单位|个人|客户|用户|地区|园区|部门|"
    r"人员|产业|建筑|工程|事项|小微|给予|合同))"
)
THRESHOLD: Final = re.compile(
    r"(?:以[上下内])?(?:的)?部分|(?:\([^)]{0,6}\))?(?:及)?(?:以上|以下)?的\s*[,;。]"
)
MAIN_VERB: Final = re.compile(r"(?:实现|完成|推出|新增|建成|打造|制定|培育|新建|引进|确保|力争)")
GRANT: Final = re.compile(
    r"(?:给予|奖励|补助|补贴|资助|奖补|贴息|罚款|处以|奖金|免收|减免|授信|额度|扶持资金|返还|补偿|资金支持|经费)"
)
ATTRIBUTE_UNITS: Final = frozenset(
    [
        "元",
        "美元",
        "亩",
        "吨",
        "平方米",
        "立方米",
        "公里",
        "米",
        "千瓦",
        "兆瓦",
        "公顷",
        "蒸吨",
        "床位",
        "人",
        "岁",
        "张",
    ]
)
ATTRIBUTE_LEFT: Final = re.compile(
    r"(?:总?投资额?|收入|产值|营收|产能|能力|容量|规模|面积|限额|金额|资产|资本|纳税额?|税收|单体|日处理|日供水|装机|(?<![不少])超过?|达到?|不低于|不少于|在)\s*$"
)
ATTRIBUTE_RIGHT: Final = re.compile(
    r"^\s*(?:及|或|\(含\))?(?P<tail>以上|以下|以内|及以上|级)?(?P<of>的)?[^,;、。\d]{1,24}?(?:总数|数量|占比|比例|比重|分别|累计|均|力争|要)*"
    r"(?:达到?|不少于|不低于|超过|突破|增至|至少|新增|增加|增长|净增)?(?:到)?\s*$"
)
ATTRIBUTE_NOUN: Final = re.compile(
    r"^\s*(?:\(含[^)]{0,4}\))?(?:及|或)?以[上下]的?(?!参|通过|受益|就业|并|且|和|及|得到|均|都|全部)[\u4e00-\u9fff]{2,}"
)
AMONG: Final = re.compile(r"等\s*$")
KNOWN: Final = re.compile(r"^[^,;:。]{0,6}(?:指标|领域|方面|部门|单位|行业|板块|方向)")
SHARE_OF: Final = re.compile(
    r"^\s*(?:以上|左右)?的[^,;。]{2,30}?(?:实现|完成|建成|达到|达标|纳入|开展|接入|覆盖|通过|可|能够|建立|配备|得到)"
)
AGAIN: Final = re.compile(
    r"^\s*(?:并|且)?(?:力争|争取|努力|确保|冲刺|奋力|全力)*(?:达到|达|实现|突破|在)?\s*$"
)
CAPPED: Final = re.compile(r"(?:控制在|控制到|不超过|不高于|限制在)[^,;:。\d]{0,4}$")
NAMED_RATE: Final = re.compile(r"^(?:之?内|以内)?[^,;。、\d]{0,6}(?:率|占比|比例|比重)")
BASELINE_LEFT: Final = re.compile(
    r"(?:从|由|原来?的?|现行|法定|自|比|较|原|前期|最短|最长|目前)[^,;:。\d]{0,12}$"
)
BASELINE_RIGHT: Final = re.compile(
    r"^(?:以?内|左右|以上)?[^,;:。\d]{0,16}?(?:压缩|缩减|缩短|压减|减少|精简|降低|下降|降|提升|提高|增加|增长|增|扩大|上升|扩展|升|减|优化|调整|压降|整合)(?:至|到|为)"
)
RATE: Final = re.compile(
    r"(?:率|比例|占比|比重|覆盖|占|度|指数|水平|面|数|量)(?:原则上|约|近|为|均|分别|要|应|须)?\s*$"
)
DURATION_NO: Final = re.compile(
    r"(?:提前|近|过去|连续|为期|累计|满|公示|有效期|保存|试用|期限为|前|每|第|超过|不满|逾期|超期|×|延长)\s*$"
)
DURATION_AFTER_NO: Final = re.compile(
    r"^(?:的|前|后|以来|起|试点|集中|不打烊|自助|在线|值班|值守|运行|全天|制|“|×|服务|均|政务|营业|时间|通达|热线|开放|监[测控]|响应机制|办理窗口|便民|无休|“)"
)
STEPS: Final = re.compile(r"环节|步骤")
RHYTHM: Final = re.compile(r"每(?:半?年|季度?|个?月|周|旬|天|日|学期|两年)|年均|月均|季均|周均|逐年")
RANK: Final = re.compile(
    r"(?:排名|排位|位次|位居|进入|保持|列|居|跻身|力争)[^,;:。\d]{0,12}前\s?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?P<unit>名|位|列|强)?"
)
KEEP: Final = re.compile(r"只升不降|只增不减|不低于上年|保持.{0,8}水平")
DIRECTION: Final = re.compile(
    r"不断|持续|逐步|稳步|明显|显著|有所|大幅|进一步|更多|更加|深入推进|稳定提升|提档升级|提质增效|稳中|加快提升|全面提升|增强|力度|较好成绩|再上新|上台阶|走在前列|"
    r"切实|有效(?:提升|降低|改善|提高|缩短)"
)
PAST: Final = re.compile(
    r"(?:^|[市县区省州])(?:已经?|累计已?|共计?)(?:[^,;]{0,6})?(?:建成|完成|实现|开通|设立|培育|办理|达|有)"
)
STANDARD: Final = re.compile(r"标准[^,;:。\d]{0,6}(?:提高|提升|增加|调整)(?:到|至)")
BY_RULE: Final = re.compile(r"(?:减?按照?|依照|减半?征收?|计提|折合)[^,;:。\d]{0,6}$")
RESULT: Final = re.compile(
    r"实现|完成|建成|建立|出台|印发|制定|全覆盖|全部|应[^,;。]尽|上线|启用|投入使用|落地|形成|发布|设立|开通|挂牌|取消|推广|推行|试行|纳入|建设|开展|启动|组建|完善|覆盖|"
    r"达到|成立|编制|修订|设置|搭建|打造|探索|接入|贯通|整合|同步|规范|创建|通过|运行|推动|可|办结|开工|竣工|验收|举办|零|无|均|优化|深化|推进|健全|具备|消除|清零|兑现|完工|投用|通车|投产|交付|开放|封顶|达标|销号|进入|跻身|迈入|"
    r"报送|上报|提交|公布|公开|明确|取得|见效|签约|投运|运营|移交|搬迁|迁入|改造|整治|到位|开馆|开业|开园|成型|结题|评估|蓄水|通水|通电|通气|供水|供电|发电|合龙|获批|申报|创成|入库|下达|兑付"
)
CONCRETE: Final = re.compile(
    r"^[^,;。]{0,6}?(?:制定|编制|修订|启动|开工|上线|成立|组建|建立|完成|开通|启用|发布|印发|出台|实现)(?![^,;。]{0,20}(?:率|比例)$)"
)
STRONG: Final = re.compile(
    r"(?:^|[,;、\s])(?:[^,;。]{0,16}?(?<!推动))实现|全覆盖|应[^,;。]尽|全部(?:纳入|完成|实现|建成|覆盖)|建成|出台|印发|投入使用|上线运行|全面完成|挂牌(?:运行|成立)|竣工|全面消除|清零"
)
