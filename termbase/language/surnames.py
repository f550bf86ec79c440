"""Chinese surnames, and the readings of those that are read otherwise than as words.

Readings after the Xiandai Hanyu Cidian, 7th edition.
"""

from __future__ import annotations

# The usual single surnames, in simplified characters.
_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
    "宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋"
    "商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼"
    "蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁"
    "习赖遇洪芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於"
    "呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由令员种隗折召洗钭逄仉么訾佴黑祭秘繁晟"
)
# Surnames of two characters with their readings.
COMPOUND = {
    "欧阳": "Ōuyáng", "上官": "Shàngguān", "皇甫": "Huángfǔ", "令狐": "Línghú", "诸葛": "Zhūgě",
    "司徒": "Sītú", "司马": "Sīmǎ", "申屠": "Shēntú", "夏侯": "Xiàhóu", "尉迟": "Yùchí",
    "公孙": "Gōngsūn", "轩辕": "Xuānyuán", "慕容": "Mùróng", "长孙": "Zhǎngsūn", "宇文": "Yǔwén",
    "万俟": "Mòqí", "澹台": "Tántái", "单于": "Chányú", "司空": "Sīkōng", "闻人": "Wénrén",
    "东方": "Dōngfāng", "独孤": "Dúgū", "南宫": "Nángōng", "钟离": "Zhōnglí", "鲜于": "Xiānyú",
    "赫连": "Hèlián", "呼延": "Hūyán", "端木": "Duānmù", "西门": "Xīmén", "百里": "Bǎilǐ",
    "拓跋": "Tuòbá", "宗政": "Zōngzhèng", "濮阳": "Púyáng", "太史": "Tàishǐ", "淳于": "Chúnyú",
    "公冶": "Gōngyě", "仲孙": "Zhòngsūn", "闾丘": "Lǘqiū", "亓官": "Qíguān", "司寇": "Sīkòu",
    "子车": "Zǐjū", "颛孙": "Zhuānsūn", "巫马": "Wūmǎ", "公西": "Gōngxī", "漆雕": "Qīdiāo",
    "乐正": "Yuèzhèng", "壤驷": "Rǎngsì", "公良": "Gōngliáng", "梁丘": "Liángqiū",
    "谷梁": "Gǔliáng", "宰父": "Zǎifǔ", "段干": "Duàngān", "东郭": "Dōngguō", "第五": "Dìwǔ",
    "完颜": "Wányán", "耶律": "Yēlǜ", "爱新觉罗": "Àixīnjuéluó",
}  # fmt: skip
# Single surnames that are read otherwise than the character usually is.
READINGS = {
    "任": "Rén", "曾": "Zēng", "薄": "Bó", "华": "Huà", "仇": "Qiú", "单": "Shàn", "解": "Xiè",
    "查": "Zhā", "朴": "Piáo", "尉": "Wèi", "盖": "Gě", "区": "Ōu", "覃": "Qín", "宁": "Níng",
    "葛": "Gě", "纪": "Jǐ", "应": "Yīng", "哈": "Hǎ", "洗": "Xiǎn", "冼": "Xiǎn", "燕": "Yān",
    "谌": "Shèn", "乐": "Yuè", "盛": "Shèng", "石": "Shí", "折": "Shé", "黑": "Hè", "祭": "Zhài",
    "员": "Yùn", "缪": "Miào", "种": "Chóng", "秘": "Bì", "繁": "Pó", "相": "Xiàng", "隗": "Wěi",
    "殷": "Yīn", "占": "Zhān", "柏": "Bǎi", "翟": "Zhái", "肖": "Xiāo", "令": "Lìng", "曲": "Qū",
    "召": "Shào", "钭": "Tǒu", "么": "Yāo", "车": "Chē", "干": "Gān", "于": "Yú", "钟": "Zhōng",
    "万": "Wàn", "时": "Shí", "卜": "Bǔ", "那": "Nā", "佴": "Nài", "逄": "Páng", "莘": "Shēn",
    "郗": "Xī", "郇": "Xún", "牟": "Móu", "俞": "Yú", "余": "Yú", "都": "Dū", "阙": "Quē",
    "沈": "Shěn", "尹": "Yǐn", "叶": "Yè", "行": "Xíng", "能": "Nài", "重": "Chóng", "长": "Zhǎng",
    "宿": "Sù", "瞿": "Qú", "臧": "Zāng", "匡": "Kuāng", "阚": "Kàn", "仝": "Tóng", "昝": "Zǎn",
    "訾": "Zī", "谷": "Gǔ", "贾": "Jiǎ", "褚": "Chǔ", "鲜": "Xiān", "夏": "Xià", "吴": "Wú",
    "和": "Hé", "强": "Qiáng", "降": "Jiàng", "率": "Shuài", "弹": "Tán", "广": "Guǎng",
}  # fmt: skip
# Names that their characters do not tell from words.
KNOWN = frozenset(
    """
    习近平 曾荫权 万里 葛优 仇和 仇英 朴树 乐嘉 应勇 区桃 令计划 令政策 令方针 令路线
    罗干 连战 汪洋 海瑞 陆慷 耿爽 鲁迅 曹鉴燎 李强 李鹏 马凯 黄菊 尹力 王毅
    乔石 张展 赵乐际 余杰 余华 于丹 艾未未 薄熙来 薄一波 薄瓜瓜 华国锋 华春莹 华罗庚 葛佩帆 宁高宁
    任正非 任仲夷 任弼时 任全牛 解振华 单霁翔 单田芳 曾国藩 盖叫天 江青 林彪 朱德 陈毅 彭真 贺龙
    叶挺 粟裕 陈云 吴仪 胡适 雷锋 李锐 高岗 黄兴 王明 博古 韩正 蔡奇 李希 李四光 史可法 郭沫若
    """.split()
)
SURNAMES = frozenset(_SINGLE) | READINGS.keys()
