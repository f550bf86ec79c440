"""Words around the names of people. All Chinese is folded: simplified, half-width."""

from __future__ import annotations

# Characters that end given names of two: 王毅|夫.
GIVEN = frozenset(
    "飞军国华明林平文伟杰峰辉涛东强生龙波刚宇宁红霞芳娜兵德荣志"
    "海山河光春江鹏毅凡然夫轩博浩超勇斌鑫磊敏静丽艳玲琴英萍洁燕"
    "云兰凤梅娟祥福贵元良庆民清松柏武昌义仁礼智忠孝廉安康泰"
)

# Relatives of people who are known by their family name, by that: 希拉里·|克林顿.
RELATIVES = {
    "克林顿": "希拉里 希拉莉 希拉蕊 切尔西",
    "柯林顿": "希拉里 希拉莉 希拉蕊 雀儿喜",
    "特朗普": "梅拉尼娅 梅拉尼亚 梅兰妮亚 伊万卡 埃里克 巴伦 蒂芙尼",
    "川普": "梅兰妮亚 伊凡卡 艾瑞克 巴伦 蒂芙妮",
    "奥巴马": "米歇尔",
    "欧巴马": "蜜雪儿",
    "拜登": "吉尔 吉儿 亨特 杭特",
    "尼克松": "帕特 派特",
    "尼克森": "帕特 派特",
    "里根": "南希",
    "雷根": "南西 南茜",
    "布什": "劳拉 芭芭拉 杰布",
    "布希": "萝拉 芭芭拉 杰布",
    "马科斯": "伊梅尔达",
    "马可仕": "伊美黛",
    "马克龙": "布丽吉特",
    "马克宏": "碧姬",
    "泽连斯基": "奥莲娜 叶莲娜",
    "泽伦斯基": "欧伦娜",
    "阿萨德": "哈菲兹 阿斯玛",
}
# Occupations of namesakes, with the words of a gloss that do not contradict them.
OCCUPATIONS_ZH = {
    "牧师": "pastor church",
    "神父": "priest bishop church",
    "歌手": "singer",
    "演员": "actor actress film",
    "导演": "director film",
    "球员": "football basketball player",
    "选手": "player athlete champion",
    "运动员": "player athlete champion tennis",
    "教练": "coach",
    "主播": "host anchor",
    "主持人": "host anchor television",
    "医生": "doctor physician medical surgeon",
    "护士": "nurse",
    "司机": "driver",
    "村民": "villager farmer peasant",
    "同学": "student pupil",
    "小朋友": "child",
    "法师": "monk buddhist abbot",
}
# Those of namesakes right before the name alone: 学生李鹏; 李登辉学生 is another relation. What is
# said of leaders as well is not among them: 总设计师邓小平, 诗人毛泽东.
OCCUPATIONS_BEFORE_ZH = {
    "学生": "student pupil",
    "高中生": "student pupil",
    "大学生": "student",
    "研究生": "student",
    "老师": "teacher professor educator",
    "教师": "teacher professor educator",
    "中场": "football",
    "前锋": "football basketball",
    "后卫": "football basketball",
    "门将": "football",
    "球星": "football basketball player",
    "国脚": "football",
    "棋手": "player chess",
    "员工": "worker employee",
    "店员": "worker employee",
    "厨师": "cook chef",
    "保安": "guard",
    "消防员": "firefighter",
    "飞行员": "pilot aviator",
    "船长": "captain sailor",
    "渔民": "fisherman fisher",
    "民警": "police",
    "警员": "police",
    "旅客": "passenger",
    "乘客": "passenger",
    "摄影师": "photographer",
    "编剧": "writer film",
    "画家": "painter artist cartoonist",
    "本报记者": "journalist reporter",
    "社记者": "journalist reporter",
    "台记者": "journalist reporter",
    "通讯员": "journalist reporter",
    "分析师": "analyst economist",
}
