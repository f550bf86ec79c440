"""Words whose readings and capitals pypinyin does not know, after the Xiandai Hanyu Cidian."""

from __future__ import annotations

# Words that pypinyin reads otherwise, or without their neutral tone.
CORRECTIONS = {
    word: readings.split()
    for word, _, readings in (
        line.partition(" ")
        for line in """
朝鲜 cháo xiǎn
洪洞 hóng tóng
大宛 dà yuān
子曰 zǐ yuē
了望 liào wàng
正当性 zhèng dàng xìng
不正当 bù zhèng dàng
正当 zhèng dàng
冲着 chòng zhe
转动 zhuàn dòng
殷红 yān hóng
大夫 dài fu
断供 duàn gōng
力量 lì liàng
困难 kùn nan
结实 jiē shi
连累 lián lei
地方 dì fāng
苍蝇 cāng ying
队伍 duì wu
知识 zhī shi
衙门 yá men
豆腐 dòu fu
粮食 liáng shi
月饼 yuè bing
码头 mǎ tou
招呼 zhāo hu
老爷 lǎo ye
老实 lǎo shi
尾巴 wěi ba
冤枉 yuān wang
饥荒 jī huang
为官 wéi guān
为纲 wéi gāng
为鉴 wéi jiàn
为私 wéi sī
空饷 kòng xiǎng
华为 huá wéi
挨批 ái pī
挨斗 ái dòu
挨打 ái dǎ
挨饿 ái è
长效 cháng xiào
供应 gōng yìng
卡要 qiǎ yào
关卡 guān qiǎ
税卡 shuì qiǎ
处女 chǔ nǚ
倒下 dǎo xià
武训传 wǔ xùn zhuàn
列传 liè zhuàn
水浒传 shuǐ hǔ zhuàn
为首 wéi shǒu
为主 wéi zhǔ
为准 wéi zhǔn
为止 wéi zhǐ
为限 wéi xiàn
为荣 wéi róng
为耻 wéi chǐ
为难 wéi nán
难为 nán wei
规矩 guī ju
泄露 xiè lù
供述 gòng shù
长臂 cháng bì
亚投行 yà tóu háng
投行 tóu háng
分局 fēn jú
份子 fèn zǐ
删帖 shān tiě
混蛋 hún dàn
宁有 nìng yǒu
甚于 shèn yú
东涌 dōng chōng
葵涌 kuí chōng
鲗鱼涌 zéi yú chōng
河涌 hé chōng
还是 hái shi
朝阳区 cháo yáng qū
朝阳群众 cháo yáng qún zhòng
晓得 xiǎo de
单双 dān shuāng
星星 xīng xing
哥哥 gē ge
消息 xiāo xi
故事 gù shi
喇叭 lǎ ba
模糊 mó hu
事情 shì qing
认识 rèn shi
时候 shí hou
先生 xiān sheng
奴才 nú cai
部分 bù fen
清楚 qīng chu
明白 míng bai
朋友 péng you
意思 yì si
商量 shāng liang
告诉 gào su
休息 xiū xi
丈夫 zhàng fu
学生 xué sheng
包袱 bāo fu
框架 kuàng jià
澎湃 péng pài
干涉 gān shè
特色 tè sè
还林 huán lín
奔小康 bèn xiǎo kāng
长三角 cháng sān jiǎo
长三甲 cháng sān jiǎ
太子党 tài zǐ dǎng
公子哥 gōng zǐ gē
为先 wéi xiān
为伴 wéi bàn
着实 zhuó shí
还款 huán kuǎn
血债血还 xuè zhài xuè huán
宁死 nìng sǐ
宁死不降 nìng sǐ bù xiáng
降将 xiáng jiàng
降兵 xiáng bīng
降卒 xiáng zú
应声 yìng shēng
应允 yīng yǔn
果实累累 guǒ shí léi léi
硕果累累 shuò guǒ léi léi
伤痕累累 shāng hén léi léi
时差 shí chā
顺差 shùn chā
逆差 nì chā
反差 fǎn chā
落差 luò chā
少不了 shǎo bù liǎo
少不得 shǎo bù dé
会稽 kuài jī
孔子 kǒng zǐ
种粮 zhòng liáng
种田 zhòng tián
孟子 mèng zǐ
荀子 xún zǐ
找不着北 zhǎo bù zháo běi
一会儿 yī huì r
待会儿 dāi huì r
柏林 bó lín
都柏林 dū bó lín
查尔斯 chá ěr sī
长荣 cháng róng
房子 fáng zi
全长 quán cháng
长达 cháng dá
长约 cháng yuē
长时间 cháng shí jiān
""".split("\n")
        if line
    )
}
# Characters that are read otherwise in given names than alone.
IN_NAMES = {
    "子": "zǐ", "为": "wéi", "长": "cháng", "少": "shào", "冠": "guàn", "晟": "shèng", "荫": "yìn",
    "焘": "tāo", "丽": "lì", "重": "zhòng", "行": "xíng", "乐": "lè", "朝": "cháo", "了": "liǎo",
    "地": "dì", "的": "dì", "得": "dé", "着": "zhuó", "大": "dà", "中": "zhōng", "干": "gān",
}  # fmt: skip
# Places that begin with a capital; jieba's dictionary takes 新鲜 and 都市 for places as well.
PLACES = tuple(
    """
    中国 中华 北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南
    湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
    台北 高雄 台南 台中 南京 广州 深圳 珠海 武汉 成都 西安 杭州 大连 沈阳 哈尔滨 长春 济南 青岛
    郑州 长沙 南昌 合肥 福州 厦门 贵阳 昆明 拉萨 兰州 西宁 银川 乌鲁木齐 南宁 海口 石家庄 太原
    苏州 无锡 宁波 温州 延安 遵义 庐山 瑞金 井冈山 西柏坡 北戴河 中南海 天安门 钓鱼岛 钓鱼台
    黄岩岛 浦东 雄安 黄河 长江 珠江 华东 华北 华南 华中 美国 英国 法国 德国 日本 俄国 俄罗斯
    苏联 朝鲜 韩国 越南 印度 蒙古 缅甸 菲律宾 新加坡 马来西亚 印尼 泰国 乌克兰 伊朗 伊拉克
    以色列 巴勒斯坦 阿富汗 欧洲 亚洲 非洲 美洲 澳大利亚 澳洲 加拿大 巴西 古巴 华盛顿 莫斯科 东京
    伦敦 巴黎 纽约 汶川 唐山 大寨 大庆 凤阳 乌坎 燕京
    柏林 都柏林 阿根廷 孟加拉 黎巴嫩 卢森堡 马尼拉 巴格达 马德里
    """.split()
)
