"""Characters that are another one in print only: radicals of PDF files, variants of type.

OpenCC and Unicode's compatibility forms leave these as they are. Each is the other one in any word,
so that folding replaces it wherever it is.
"""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    """Return the pairs of a text: two characters each, separated by white space."""
    return {pair[0]: pair[1] for pair in text.split()}


# Fonts map the glyph of 长 or 民 to the radical of the same shape, and text taken out of a PDF has
# ⻓征 and ⺠主. Each radical with its ideograph by Unicode's property Equivalent_Unified_Ideograph;
# for the block of Kangxi radicals, compatibility forms give the same.
RADICALS = _pairs(
    """
    ⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺
    ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛
    ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀
    ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶
    ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣
    ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
    """
)
# Other shapes of a character: of old type and of the character sets of Japan and Korea (靑 値), or
# forms that dictionaries give as variants without a meaning of their own (囘 聨 躶). Those that are
# words or names of their own too (甯 喆 邨), and those simplified in Japan, are not among them.
TYPE_VARIANTS = _pairs(
    """
    衞衛 靑青 淸清 値值 硏研 廸迪 汚污 槪概 晩晚 歩步 毎每 吿告 郞郎 鄕鄉 兪俞 偸偷 叅參 喩喻
    囘回 囬回 囯国 増增 屛屏 尙尚 岀出 巣巢 徳德 愼慎 戱戲 戯戲 抜拔 揑捏 揷插 揺搖 様樣 歳歲
    涙淚 渉涉 渇渴 漑溉 瀬瀨 焔焰 燄焰 煕熙 甁瓶 痩瘦 縁緣 舎舍 飮飲 餠餅 髙高 閙鬧 黒黑 黙默
    氷冰 鬪鬥 鬦鬥 鬭鬥 鬬鬥 姫姬 娯娛 恊協 愽博 徃往 従從 畧略 隷隸 尅克 勅敕 疎疏 冨富 寃冤
    徧遍 鑛礦 砲炮 礮炮 迺乃 廼乃 湼涅 臯皋 竝並 衇脈 覇霸 隣鄰 飜翻 寳寶 隂陰 廵巡 桒桑 昻昂
    彊強 揹背 姪侄 妬妒 姙妊 婬淫 抝拗 拕拖 怱匆 悤匆 慙慚 暱昵 朞期 朶朵 呪咒 刼劫 刦劫 劔劍
    劒劍 埜野 壻婿 媿愧 嬾懶 峩峨 帋紙 幚幫 幇幫 惪德 悳德 戞戛 揔總 摠總 攷考 昬昏 暎映 栢柏
    枏楠 柟楠 桺柳 碁棋 椀碗 盌碗 椶棕 槀槁 稾稿 藁稿 稁稿 櫈凳 浄淨 澁澀 灋法 烖災 炤照 爕燮
    牓榜 牋箋 猨猿 珎珍 皷鼓 眎視 眡視 睠眷 秊年 秌秋 秔粳 稉粳 穅糠 窻窗 筭算 箒帚 緜綿 縂總
    羢絨 聫聯 聨聯 肎肯 胷胸 脗吻 萠萌 虵蛇 蜨蝶 蠏蟹 袟帙 裠裙 覔覓 譌訛 躭耽 躶裸 軆體 躰體
    輭軟 辠罪 辤辭 辝辭 迯逃 遯遁 酧酬 醕醇 銕鐵 鐡鐵 闗關 隄堤 靁雷 靣面 鞵鞋 韮韭 飃飄 餧喂
    餽饋 騐驗 鵞鵝 麤粗 麁粗 鼈鱉 兎兔 兠兜 冣最 凴憑 卋世 啗啖 噉啖 圅函 墪墩 恠怪 憇憩 懽歡
    悞誤 捄救 敺驅 竃灶 寛寬 卄廿 劄札
    """
)
# Circles that are typed for the numeral 〇.
CIRCLES = dict.fromkeys("○◯", "〇")
# Dots that people type in names, and dashes.
DOTS = dict.fromkeys("•‧・･∙⋅", "·")
DASHES = dict.fromkeys("‐‑−﹣", "-") | dict.fromkeys("―─", "—")
