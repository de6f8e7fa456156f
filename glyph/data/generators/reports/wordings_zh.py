# ruff: noqa: E501 - lists of wordings, split by position
"""Chinese sentences of reports and wordings of questions; put together with the labels as ``CHINESE``.

In every list of question wordings the fourth of five is val's and the fifth is test's (``questions_for``).
"""

from __future__ import annotations

from glyph.data.generators.reports import asking, asking_facts_zh, further_facts_zh
from glyph.data.generators.reports import vocabulary_zh as labels
from glyph.data.generators.reports.vocabulary import ProseFact, Vocabulary, taught_facts
from glyph.text.answer_program import NOT_STATED

PROSE_FACTS = (
    ProseFact(
        "auditor", "{auditor}会计师事务所",
        ("本财务报告已经{value}审计。", "{value}出具了标准无保留意见的审计报告。", "公司续聘{value}为年度审计机构。"),
        ("财务报告由哪家机构审计？", "公司的审计机构是谁？", "请写出会计师事务所的名称。", "哪家会计师事务所负责审计？", "年报的审计方叫什么？"),
        ("会计师事务所",),
    ),
    ProseFact(
        "headcount", "{int:85:24000}人",
        ("截至报告期末，公司共有员工{value}。", "期末在册员工总数为{value}。", "报告期末集团用工总量为{value}。"),
        ("报告期末公司有多少员工？", "公司员工总数是多少？", "期末在册员工有多少人？", "集团共有多少名员工？", "公司用工规模有多大？"),
        ("员工", "职工人数", "用工", "研发人员", "技术研发人员"),
    ),
    ProseFact(
        "dividend", "{dec:0.3:9:2}元",
        ("董事会拟每10股派发现金红利{value}（含税）。", "利润分配预案：每10股派现{value}（含税）。", "拟向全体股东每10股派{value}（含税）。"),
        ("拟每10股派发多少现金红利？", "利润分配预案中每10股派多少？", "每10股分红多少？", "董事会建议每10股派现多少？", "全体股东每10股可得多少？"),
        ("每10股",),
    ),
    ProseFact(
        "head_office", "{city}市",
        ("公司注册地址位于{value}。", "公司总部设在{value}。", "公司的住所地为{value}。"),
        ("公司注册地在哪里？", "公司总部在哪个城市？", "公司住所地是哪里？", "公司位于哪座城市？", "公司的所在地是哪儿？"),
        ("注册地址", "总部", "住所地"),
    ),
    ProseFact(
        "chair", "{surname}{given}",
        ("公司董事长为{value}。", "董事长{value}签署了本报告。", "董事会选举{value}为董事长。"),
        ("公司董事长是谁？", "谁担任董事长？", "请写出董事长的姓名。", "董事长叫什么名字？", "董事会由谁领导？"),
        ("董事长",),
    ),
    ProseFact(
        "finance_chief", "{surname}{given}",
        ("公司财务总监为{value}。", "财务总监{value}保证财务报告真实、完整。", "{value}任公司财务总监。"),
        ("公司财务总监是谁？", "谁担任财务总监？", "请写出财务总监的姓名。", "财务总监叫什么名字？", "哪位负责公司财务？"),
        ("财务总监",),
    ),
    ProseFact(
        "top_customers", "{dec:8:62:2}%",
        ("前五名客户销售额占年度销售总额的{value}。", "来自前五大客户的销售占比为{value}。", "公司对前五名客户的销售占全年的{value}。"),
        ("前五名客户的销售占比是多少？", "前五大客户占销售总额的比例是多少？", "前五名客户贡献了多大比例的销售？",
         "公司客户集中度（前五名）是多少？", "销售总额中前五大客户占多少？"),
        ("前五",),
    ),
    ProseFact(
        "orders", "{dec:1:98:2}亿元",
        ("报告期末在手订单金额为{value}。", "公司期末在手订单合计{value}。", "截至期末，在手订单达{value}。"),
        ("期末在手订单是多少？", "在手订单金额有多少？", "公司的在手订单合计多少？", "在手订单达到多少？", "尚未执行的在手订单总额是多少？"),
        ("在手订单",),
    ),
    ProseFact(
        "meeting", "{int:3:6}月{int2:2:28}日",
        ("公司年度股东大会定于{value}召开。", "股东大会将于{value}举行。", "董事会决定于{value}召开股东大会。"),
        ("股东大会何时召开？", "年度股东大会的日期是哪天？", "公司定于哪天开股东大会？", "股东大会什么时候举行？", "股东大会开在几月几日？"),
        ("股东大会",),
    ),
    ProseFact(
        "credit_line", "{bank}",
        ("公司与{value}签订了综合授信协议。", "{value}向公司提供综合授信额度。", "公司取得{value}的综合授信。"),
        ("哪家银行提供综合授信？", "综合授信协议的银行是哪家？", "公司的综合授信来自哪家银行？", "综合授信由谁提供？", "授信银行叫什么名字？"),
        ("授信",),
    ),
    ProseFact(
        "project", "{product}",
        ("报告期内最大的投资项目为{value}。", "募集资金主要用于建设{value}。", "公司重点推进{value}的建设。"),
        ("公司主要建设什么项目？", "最大的投资项目是什么？", "公司重点建设的是什么？", "资金主要投向哪个项目？", "主要投资建设了什么？"),
        ("投资项目", "募集资金", "重点推进"),
    ),
    ProseFact(
        "useful_life", "{int:3:40}年",
        ("机器按直线法计提折旧，折旧年限为{value}。", "各类机器的折旧年限为{value}。", "机器的预计使用寿命为{value}。"),
        ("机器的折旧年限是多少？", "机器按多少年计提折旧？", "机器预计可用多少年？", "机器的折旧期是几年？", "机器的使用寿命定为多久？"),
        ("折旧年限", "使用寿命"),
    ),
    ProseFact(
        "stores", "{int:6:1900}家",
        ("期末公司共有门店{value}。", "截至期末，公司在营门店为{value}。", "公司门店网络由{value}门店组成。"),
        ("公司共有多少家门店？", "在营门店数是多少？", "公司的门店网络有多大？", "期末有多少门店？", "门店一共几家？"),
        ("门店", "网点"),
    ),
    ProseFact(
        "tax_rate", "{int:10:25}%",
        ("公司适用的企业税率为{value}。", "报告期内公司适用税率为{value}。", "经认定，公司按{value}的适用税率纳税。"),
        ("公司适用税率是多少？", "公司按多少的税率纳税？", "适用的税率是多少？", "公司纳税适用什么税率？", "税率定为多少？"),
        ("税率",),
    ),
)  # fmt: skip

REMARKS = tuple(
    """
报告期内行业竞争加剧，下游需求恢复不及预期。
公司持续推进降本增效，优化供应链管理。
本报告期无应披露而未披露的重大事项。
会计政策与上一会计期间保持一致，未发生重大变更。
公司继续加强内部控制，相关制度运行有效。
主要原材料价格在下半年有所回落。
公司面临的主要风险包括市场风险、信用风险和流动性风险。
管理层对资产的可收回金额进行了审慎评估。
表中数据均按所示单位列示，合计数与明细数一致。
公司积极拓展海外市场，渠道建设取得进展。
部分新建产能尚处于爬坡阶段，对效率有一定影响。
公司坚持稳健经营，现金管理总体良好。
独立董事对关联交易事项发表了同意意见。
公司注重数字化转型，信息系统完成升级。
未来公司将聚焦主业，提升产品竞争力。
本期合并范围发生变化，注销了数家规模较小的子公司。
公司与主要供应商重新商定了付款条件。
董事会对全体同仁的辛勤付出表示感谢。
""".strip().splitlines()
)

MOVEMENTS = {
    "up": ("{item}由{when_old}的{old}增至{when_new}的{new}。", "{when_new}{item}为{new}，高于{when_old}的{old}。",
           "{when_new}公司{item}达到{new}，{when_old}为{old}。"),
    "down": ("{item}由{when_old}的{old}降至{when_new}的{new}。", "{when_new}{item}为{new}，低于{when_old}的{old}。",
             "{when_new}公司{item}回落至{new}，{when_old}为{old}。"),
}  # fmt: skip

CHINESE = Vocabulary(
    language="zh",
    stem_heads=labels.STEM_HEADS,
    stem_tails=labels.STEM_TAILS,
    company_patterns=labels.COMPANY_PATTERNS,
    pools=labels.POOLS,
    units=labels.UNITS,
    captions=labels.CAPTIONS,
    titles=labels.TITLES,
    sections=labels.SECTIONS,
    totals=labels.TOTALS,
    notes=labels.NOTES,
    key_figures=labels.KEY_FIGURES,
    prose_facts=PROSE_FACTS,
    taught_facts=taught_facts(PROSE_FACTS, asking_facts_zh.FACTS, asking_facts_zh.SENTENCES) + further_facts_zh.FACTS,
    remarks=REMARKS,
    movements=MOVEMENTS,
    questions=asking.CHINESE,
    not_stated=(NOT_STATED["zh"], "没有披露", "未提及"),
    words={"space": "", "heading": "{company}{report}"},
)
