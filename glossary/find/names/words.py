"""Words that make longer names: heads of organizations, owners, places, occupations.

All Chinese is folded: simplified, half-width. The lists are lexical knowledge, not a record of
sentences; a word belongs here if it makes a name of another body wherever it is used.
"""

from __future__ import annotations

# Heads of the names of organizations, media, buildings and rules, right after their attribute.
# After a single character, those with which it is another word (处|理).
NAME_HEADS = (
    r"署(?!名) 处(?![理于罚分在置境以处]) 局(?![势面限部外中促]) 司(?![法令机]) 厅 "
    r"科(?![学技研普举]) 庭(?!审) 院(?![士校内子落里外]) 法庭 法院 公署 学院 大学 学校 中学 小学 "
    r"书院 学会 协会 商会 银行 医院 诊所 公司 集团 基金会 研究院 研究所 研究中心 出版社 通讯社 "
    r"通信社 电视台 广播电台 台(?![湾办北中南商独海风盟联胞属资]) 电台 气象台 日报 晚报 时报 周报 "
    r"周刊 杂志 剧院 剧场 乐团 交响乐团 歌剧团 芭蕾舞团 图书馆 博物馆 美术馆 体育馆 饭店 宾馆 酒店 "
    r"大街 大道 车站 火车站 机场 码头 公园 广场 商场 市场 超市 超商 俱乐部 交易所 证券 保险公司 "
    r"航空公司 热线 学报 书店 书局 诊断 附中 附小 校区 校园 "
    r"学(?=[^\u4e00-\u9fff]|[科教界派概和与]) 日(?=[^\u4e00-\u9fff]|[当之活宣])"
).split()
# Heads of the names of rules, after the name of one: 公安|条例.
RULE_HEADS = "条例 办法 细则 规则".split()
# The same for an attribute that is not the name of a body: a notion such as 解放 or 自由.
BRAND_HEADS = (
    "日报 晚报 时报 周报 周刊 杂志 出版社 书店 书局 银行 医院 大学 中学 小学 饭店 宾馆 酒店 大厦 "
    "大街 公园 超商 超市 商场 剧院 剧场 电影院 火车站 俱乐部 证券 保险公司 航空公司 电视台 "
    "广播电台 电台"
).split()
# Parts of organs that are named after an office: 书记|厅, 秘书|处.
OFFICE_HEADS = "厅 处(?![理于罚分在置境以处]) 室(?![内外友])".split()
# Characters with which 非 is another word: 并非, 除非.
BEFORE_NOT = tuple("并莫是除若无绝而决皆岂南北东西中")
# The same for a place, which is meant in the names of what any place has: 上海|公园.
PLACE_HEADS = (
    "日报 晚报 晨报 早报 时报 商报 证券报 周报 周刊 杂志社 出版社 银行(?!业) 大学(?!生|城) "
    "证券(?!业|市场) 航空公司 卫视 电视台 广播电台"
).split()
# Heads of organs that are named after a notion of any length: 国家安全|公署, 修宪|委员会.
ORGAN_HEADS = "公署 总署 委员会 法庭".split()
# What an organ that is named after a notion does with it: 国家安全|战略联席|委员会.
ORGAN_TASKS = (
    "战略 联席 事务 政策 研究 协调 联合 监督 审查 咨询 顾问 指导 促进 推进 管理 评估 风险 情报 "
    "调查 合作 发展 特别 专门 常设"
).split()
# Heads that make a name of 中央 with one to seven characters between them: 中央|流行疫情|指挥中心.
FAR_HEADS = (
    "军区 司令部 处理单元 处理器 制片厂 直属库 储备库 机场 军事法庭 空调 供暖 厨房 控制台 "
    "(?<![部签])署(?![理名]) 情报局 档案局 警察局 气象局 安全局 保险局 邮政局 地质局 标准局 统计局 "
    "储备局 调查局 侦查局 大学 学院 医院 银行 剧院 剧团 歌舞团 花园 同盟国 选委会 厂 指挥官 军校 "
    "裁判所 乐团 公司 系统 指挥中心 研究院 研究所 出版社 电视台 广播电台 电台 气象台 通讯社 通信社 "
    "图书馆 博物馆 美术馆 法院 法庭 交易所 结算所 商务区 公园 广场 选举委员会 管制委员会 "
    "控制委员会 银行委员会 车站 山脉 高地 大街 大道 俱乐部"
).split()
# Verbs and other words after 中央 that end its name: 中央|支持|上海大学.
ENDS_OF_NAMES = (
    "应(?![变急]) 派 给 令 叫 准 拨 下 要求 决定 批准 同意 支持 指示 成立 设立 派出 派遣 任命 强调 "
    "指出 提出 通过 发布 公布 颁布 印发 召开 举行 部署 推动 推进 加强 加快 加大 严查 查处 通报 "
    "批评 表扬 表示 宣布 调查(?!统计|局|室|部) 关心 关怀 重视 授权 委托 责成 下令 命令 允许 禁止 "
    "反对 准备 计划 希望 认为 确定 研究 讨论 审议 听取 领导 领导人 领导同志 政府 财政 继续 坚持 "
    "全面 正式 再次 多次 曾经 已经 开始 正在 可能 应该 应当 必须 不会 没有 选派 调任 接管 收回 "
    "拨款 投资 出资 补助 资助 开办 创办 建立 筹建 组建 整顿 改组 撤销 合并 直接 统一 安排 发出 "
    "下发 考虑 一直 十分 非常 高度 提拔 选定 选择 有关 主要 重点 各部 新闻(?!纪录) 媒体 企业 国家 "
    "机关 地方 关停 关闭 叫停 约谈 问责 处分 开除 免去 撤换 查办 督办 督促 督导 敦促 呼吁 号召 "
    "动员 鼓励 引导 扶持 救助 援助 援建 修建 兴建 新建 扩建 筹办 主办 协调 解决 处理(?!单元|器) "
    "应对 回应 答复 致电 致函 慰问 看望 视察 考察 调研 接见 会见 邀请 欢迎 感谢 祝贺 谴责 抗议 "
    "抨击 揭露 公开 透露 披露 承诺 保证 确保 维护 捍卫 赋予 给予 下放 统筹 掌握 尊重 信任 相信 "
    "认可 承认 肯定 否定 否认 拒绝 放弃 停止 取消 废除 修改 制定 出台 实施 执行 落实 贯彻 坚决 "
    "严厉 依法 按照 根据 针对 鉴于 关于 围绕 除 连续 陆续 先后 首次 不断 进一步 一再 反复 明确 "
    "特别(?!法庭) 迅速 及时 立即 立刻 紧急(?!应变|救) 火速 最近 近日 昨天 今天 去年 今年 每年 当年 "
    "当时 那时 后来 终于 最终 随即 果断 亲自 投入 挺 力挺 驻 写 说 听说 看 反映 汇报 报告 上书 问 "
    "告诉 各 八项 几 两 三 四 五 六 七 八 九 十"
).split()
# Characters that make a word of 着 before them: 国务院|着力.
AFTER_ZHE = "力手眼重陆想实急装火落数意色墨笔法"
# Characters that no name holds.
NOT_IN_NAMES = (
    "的了在和与及对将把被已就不从向给让是有为以也都还并或至到由因要能可须请说称这那其之所"
)

# Other parties; 党 alone and 共产党 are not here.
RIVALS = (
    "国民党 民进党 民众党 亲民党 新党 建国党 台湾团结联盟 时代力量 台湾基进 民主党 民主进步党 "
    "共和党 工党 劳动党 劳工党 工人党 社会党 社会民主党 社民党 自由党 自民党 自由民主党 公明党 "
    "立宪民主党 维新会 保守党 国大党 人民党 印度人民党 人民行动党 人民革命党 人革党 革命党 正义党 "
    "发展党 正义与发展党 进步党 联合党 统一党 统一社会党 统一俄罗斯党 绿党 公民党 中间党 复兴党 "
    "阿拉伯复兴社会党 基民盟 基社盟 基督教民主联盟 巫统 纳粹党 国社党 青年党 支联会 职工盟 "
    "拜上帝会 同盟会 兴中会 光复会"
).split()
# Those that are led by the Party, and may have Party committees within.
ALLIES = (
    "致公党 农工党 农工民主党 九三学社 民盟 民建 民革 民进 台盟 台湾民主自治同盟 民主同盟 "
    "民主建国会 民主促进会 国民党革命委员会 民主党派 工商联 工商业联合会"
).split()
# First characters of the short names of communist parties elsewhere: 日共, 越共.
COMMUNIST_STATES = "越朝日苏俄法意德美英印马菲泰缅台古希西葡波捷匈罗保南阿奥柬寮韩伊澳"
COMMUNIST_COUNTRIES = (
    "越南 日本 法国 意大利 苏联 俄国 俄罗斯 俄罗斯联邦 古巴 美国 英国 德国 印度 印尼 印度尼西亚 "
    "马来亚 马来西亚 菲律宾 泰国 缅甸 尼泊尔 希腊 西班牙 葡萄牙 捷克 捷克斯洛伐克 波兰 匈牙利 "
    "罗马尼亚 保加利亚 南斯拉夫 阿尔巴尼亚 台湾 柬埔寨 南非 巴西 智利 秘鲁 澳大利亚 奥地利 比利时 "
    "芬兰 瑞典 挪威 以色列 伊拉克 伊朗 叙利亚 黎巴嫩 苏丹 土耳其 乌克兰 白俄罗斯 哈萨克斯坦 朝鲜 "
    "韩国 老挝 蒙古"
).split()
# Leagues, unions, churches and companies with organs of their own.
BODIES = (
    r"共青团 青年团 总工会 工会 妇联 学联 青联 文联 作协 科协 残联 侨联 台联 红十字会 佛教协会 "
    r"道教协会 伊斯兰教协会 爱国会 教会 教廷 梵蒂冈 华为 阿里巴巴 腾讯 百度 京东 恒大 万科 中石油 "
    r"中石化 国家电网 富士康 集团公司 有限公司"
).split()
# Organs and meetings that exist in any body led by the Party, and are the Party's there too.
WITHIN_BODIES = tuple(
    "党组 党委 党支 党总支 党员 党小组 党校 党建 领导 班子 机关 支部 纪检 工作 章程".split()
)
# Words for the dynasties and regimes of the past.
REGIMES = (
    "王朝 皇朝 朝廷 帝国 大清 满清 大明 大唐 大宋 大元 北洋 北洋政府 汪伪 伪满 伪满洲国 满洲国 "
    "国民政府 南明 联共 联共(布) 隋唐 秦汉 魏晋 宋元 唐宋 明清 元明 辽金 两汉 两宋 太平天国 沙俄 "
    "沙皇 幕府 总督府 殖民地 殖民政府 日伪 民国 军阀 北洋军阀"
).split()
DYNASTIES = "秦汉晋隋唐宋元明清辽金魏齐梁陈蜀吴周商夏"
AFTER_DYNASTY = "朝代廷初末季"
DIRECTIONS = "东西南北后前"
# What may be between an owner and its organ.
BETWEEN_OWNER = (
    "中央委员会 中央 全国委员会 全国 委员会 主席团 政治局 代表大会 全国代表大会 党 本届 新一届 "
    "时期 年间 时代 时 第一 最后一任 首任 末任 历任 第一任 的 老 旧 前 新任 现任 原"
).split()

# An organ's name in a part of the country begins after one of these characters, but for the words.
LOCAL_ENDS = "省市县区州旗镇乡村盟级"
NOT_LOCAL = (
    "股市",
    "楼市",
    "车市",
    "债市",
    "上市",
    "超市",
    "夜市",
    "门市",
    "港区",
    "苏区",
    "战区",
    "汇市",
)
LOCAL_WORDS = (
    "省委 市委 县委 区委 州委 旗委 地委 党委 地方 基层 各地 当地 学校 高校 公司 集团 企业 街道 "
    "社区 机关 兵团 师市"
).split()
# Beginnings of the names of bodies of the whole country.
NATIONAL_PREFIXES = ("国家", "中央", "全国", "中华", "中国", "国务院", "中共中央")
# Forms that say themselves whose they are, or the names of what has no local namesakes.
OWNED_PREFIXES = tuple(
    "中 全国 最高 央 党中央 国家 国务 国办 国台 国新 国侨 国防 国安 国监 国研 国动 国合".split()
)
ORGAN_ENDS = frozenset("会委办局署院校厅联大")

# What has two committees beside villages.
COMMUNITIES = ("社区", "街道", "居委")

# What follows the name of a congress, 八大|路线; in 十|大工程 there is none.
AFTER_CONGRESS = tuple(
    "会址 代表 报告 召开 举行 开幕 闭幕 以来 以后 之后 之前 以前 前, 后, 上, 时, 前的 后的 "
    "上的 时的 上作 上当选 上被 上选 上提 上通过 期间 的 是 在 通过 选出 选举 路线 精神 党章 "
    "纪念馆 和 与 及 到 至 也 都 确立 提出 确定 制定 就 把 将 对 没有 被 主席团 当选 中央委员 "
    "政治局 换届 已 又 则 并 才 刚 还 不 为止 有没有 这 那 他 她 我 作报告 决议 文件 人事".split()
)
OF_CONGRESS = ("中共", "党的", "共产党", "中共的")

# What makes 人大 the end of one word and the beginning of another.
PEOPLE_ARE = (
    r"多(?![次年位项部名个方处批轮场])(?!数(?:代表|委员|常委)) 都 半(?!年|数(?:代表|委员)) 骂 闹 "
    r"喊(?!停) 跌 笑 哭 吵 怒 惊 哗 叫(?!停) 概 约(?![束谈见]) 抵(?![制触达]) 致(?![函电辞词信力]) "
    r"会餐 吃 失(?:所望|水准|民心|血) 快(?:人心|朵颐) 打(?:出手|折扣) 声(?![明称援威]) 胆 肆 "
    r"加(?:赞|称|指|批|利) 摇大摆 模大样 手(?:大脚|一挥|笔) 有(?:人在|作为|可为|来头|可能) "
    r"可(?:不必|放心|去) 为(?:光火|震惊|惊讶|不满|恼火|吃惊|改观|感动|振奋|失望|兴奋|紧张|愤怒|赞) "
    r"受(?:欢迎|打击|鼓舞|感动|启发|刺激|震动) 感 呼(?!吁) 赞(?![成同许]) "
    r"部(?!分(?:代表|委员)|[署门委长]) 幅 规模 举(?![行办手报荐证]) 搞 谈特谈 排长龙 "
    r"发(?:雷霆|横财|脾气|国难|善心|慈悲) 摆(?!脱) 同小异 难(?:临头|不死) 祸临头 步 包大揽 队 街 "
    r"吐苦水 开(?:眼界|杀戒) 喜过望 醉 病(?:一场|初愈|了) 显(?:身手|神通) 展(?:拳脚|身手|宏图) "
    r"出风头 干(?:一场|快上|特干|苦干) 放(?:异彩|厥词|光明) 唱 跳 摔 跑 逃 量 批(?![准评复示判]) "
    r"会餐 踏步 言不惭 义(?:灭亲|凛然) 气(?![候象]) 嚷 侃 讲(?!话) 撒 献殷勤 行其道 权在握 错特错 "
    r"惑不解 汗淋漓 腹便便 罢(?:工|课|市) 败 胜 乱 涨 降 赦 睡 不(?:相同|一样|如前|敬) "
    r"动(?:干戈|肝火) 张旗鼓 名鼎鼎 刀阔斧 功告成 彻大悟 公无私 做文章 "
    r"力(?:支持|协助|反对|宣传|提倡|帮助) 体(?:上|一致|相同|相当) 战(?!略) 选(?![举出派民]) "
    r"学(?:生|毕业|教授|老师|同学)"
).split()
# The objects of 领导 as a verb, right after it.
LED = (
    "了 着 过 各族 人民 中国人民 全国 全党 全军 我们 你们 他们 红军 军民 军队 群众 工人 农民 工农 "
    "革命 中国革命 中国人 这场 这次 这支 那场 一场 一切 大家 学生 起义 武装 抗战 抗日 抗击 亿万 "
    "广大 中华民族 中华儿女 八路军 新四军 解放军 队伍 土改 土地 罢工 推翻 建立 取得 打赢 打败 实现 "
    "完成 开创 开展 进行 建设 治理 国家走 国家建 中国走 中国实 中国取 中国从 中国在 人类 世界 百姓 "
    "老百姓 民众 村民 当地 边区 根据地"
).split()

# Words that the names of parties, their alliances and of states are made of: 民主|行动|党.
PARTY_WORDS = (
    "民主 人民 斗争 进步 发展 行动 社会 共和 自由 正义 团结 联合 统一 力量 革命 解放 爱国 民族 "
    "国家 全国 保守 基督教 穆斯林 公民 劳动 工人 青年 独立 运动 和平 保卫 权利 改革 复兴 民众 "
    "社会主义 工农 群众 与"
).split()
PARTY_HEADS = (
    r"党(?![派员内外风建性政组的和领中委支章史校群费务魂报刊媒]) 联盟 同盟 阵线 共和国"
).split()
# Last characters of the names of parties that others have as well.
PARTIES = ("党", "联盟", "同盟", "阵线", "力量", "会议")
# Between a state and the name of a party: 坦桑尼亚反对党|民主进步党.
PARTY_ATTRIBUTES = (
    "的 主要 最大 第一大 第二大 执政 在野 反对 反对党 执政党 在野党 政党 左翼 右翼 中间 极右翼 "
    "极左翼 前 原 旧"
).split()
# What makes the name of one body of a word: 国际特赦|组织.
NAMED_WITH = {"特赦": ("组织",), "人权": ("观察组织",)}

# Attributes that make of a common word the name of something else.
OTHER_KINDS = {
    "共和国": (
        "刚果 中非 捷克 斯洛伐克 多米尼加 台湾 社会主义 苏维埃 民主 伊斯兰 阿拉伯 联邦 车臣 自治 "
        "联合 合作 人民民主 魏玛 西班牙 法兰西 法国 第二 第三 第四 第五 朝鲜 白俄罗斯 乌克兰 "
        "哈萨克斯坦 蒙古 越南 南非 意大利 印度 土耳其 埃及 爱尔兰 波兰 古巴 韩国 大韩民国 加盟 "
        "罗马 威尼斯 香蕉 斯普斯卡 塞族"
    ).split(),
    "调查局": "地质 联邦 人口普查 舆论 民意 地籍".split(),
    "西北局": "部 总局 署 总署 委".split(),
    "华东局": "部 总局 署 总署 委".split(),
    "南方局": "部 总局 署 总署".split(),
    "运动": (
        "独立 解放 抵抗 民族 公民 女权 妇女 环保 环境 雨伞 太阳花 社会 劳工 工会 民权 占领 黄背心 "
        "中环 罢工 罢课 罢免 抗议 抗争 反抗 起义 宗教 传教 新文化 启蒙 白话文 殖民 反殖民 反核 "
        "反战 和平 不结盟 不合作 学生 民主 维权 野百合 野草莓 反修例 反送中 反国教 茉莉花 向日葵 "
        "宪政 殖民主义 民族主义 共产主义 国际共产主义 骑士 废奴 禁酒 节约 冰雪 水上 田径 竞技 户外 "
        "极限 户外极限 奥林匹克 奥运 群众性体育 全民健身 板块 地壳 机械 布朗 圆周 反种族歧视 同志 "
        "平权 同性恋 正名 入联 公投 本土 农村 合作社 台独 港独 藏独 疆独 自决 自治 文艺复兴 "
        "浪漫主义 超现实主义 印象派 分离 分离主义 民粹 右翼 左翼 青年"
    ).split(),
}
# The attributes with which a common word keeps its sense; any other Chinese noun makes a name.
OWN_KINDS = {
    "先锋队": (
        "阶级 主义 人民 民族 革命 政治 思想 理论 列宁 列宁式 党 的 支 是 为 叫 称 做 作 成 有 个 "
        "式 劳动者 群众 国人 无产者"
    ).split(),
}  # fmt: skip

# Last characters of organs, of which the head is a 长 or which join with another: 新华社|区.
CHIEFS = frozenset("部局署院厅处社校厂团所党")
HEAD_OF = "长(?![期远久三征江达城春沙治官篇文短年假者老])"
OTHER_PARTS = [
    "区(?<=社区)",
    "门(?<=部门)",
    "团(?<=党团)(?![结聚伙圆])",
]

# What is before the name of a law in its title and does not make it another one.
BEFORE_LAW = tuple(
    "中华人民共和国 中国 中国共产党 中共 我国 新 旧 现行 香港 香港特区 港区 澳门 台湾 中华民国 "
    "全国人大 国家 年 版 的 大陆 修订 修正 暂行 修改 和 与 及 、 〈".split()
)
# The name of a school or a hospital after a religion: 天主教|辅仁大学.
SCHOOL = f"[^\\W{NOT_IN_NAMES}a-zA-Z0-9_]{{2,4}}(?:大学|学院|医院|中学|小学|书院|女中)"
