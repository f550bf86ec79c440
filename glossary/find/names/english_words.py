"""English words that make longer names: heads of organizations, owners, places, occupations."""

from __future__ import annotations

# Occupations of namesakes, with the words of a gloss that do not contradict them.
OCCUPATIONS_EN = {
    "pastor": "pastor church",
    "reverend": "pastor church",
    "rev": "pastor church",
    "priest": "priest bishop church",
    "singer": "singer",
    "songwriter": "singer",
    "rapper": "rapper singer",
    "actor": "actor film",
    "actress": "actress film",
    "filmmaker": "film director",
    "footballer": "football player",
    "midfielder": "football player",
    "goalkeeper": "football player",
    "striker": "football player",
    "swimmer": "swim champion",
    "gymnast": "gymnast champion",
    "sprinter": "athlete champion",
    "violinist": "violin music",
    "pianist": "pian music",
    "chef": "chef cook",
    "surgeon": "doctor surgeon medical",
    "dentist": "dentist",
}

# Last words of English names of organs that have local namesakes.
ORGAN_ENDS_EN = frozenset(
    "Administration Commission Committee Office Department Bureau Academy Council School".split()
)
# English: what makes an organ that of a part of the country, right before it.
LOCAL_EN = (
    "Provincial Municipal Prefectural County City District Township Regional Local Village Town "
    "Oblast Hunan Hubei Henan Hebei Shandong Shanxi Shaanxi Sichuan Guangdong Guangxi Guizhou "
    "Yunnan Jiangsu Jiangxi Zhejiang Fujian Anhui Jilin Liaoning Heilongjiang Gansu Qinghai Hainan "
    "Xinjiang Tibet Ningxia Shanghai Tianjin Chongqing Shenzhen Guangzhou Wuhan Chengdu Nanjing "
    "Hangzhou Xi'an Suzhou Changsha Changchun Harbin Shenyang Dalian Qingdao Jinan Zhengzhou "
    "Kunming Guiyang Nanning Lanzhou provincial municipal prefectural county city district "
    "township local village branch"
).split()
# Other parties, leagues and dynasties, right before an organ.
OWNERS_EN = (
    "KMT KMT's Kuomintang Kuomintang's Guomindang Nationalist Nationalists' DPP DPP's TPP Labour "
    "Labor Workers' Democratic Republican Conservative Vietnamese Vietnam's Lao Laotian Cuban "
    "Soviet Japanese Bolshevik Korean League's Youth-League Ming Qing Tang Han Song Yuan Tibetan "
    "Catholic Olympic Indian Nepali Nepalese Italian French German Polish Russian Yugoslav "
    "Romanian Hungarian Bulgarian Albanian"
).split()
# Heads of longer English names, right after a capitalized name.
HEADS_EN = frozenset(
    (
        "University College School Academy Hospital Bank Press Publishing Institute Museum Park "
        "Square Road Street Avenue Station Ordinance Daily Times Post Weekly Review Company "
        "Corporation Co Inc Ltd Group Holdings Foundation Association Society Tower Plaza Hotel "
        "Airport Award Prize Cup Stadium Theatre Theater Orchestra Hall Bridge Library Fund "
        "Studies Quarterly Journal Day"
    ).split()
)
TITLES_EN = frozenset(
    "President Chairman Premier Secretary General Comrade Vice-President Marshal Minister Mr Mrs "
    "Ms "
    "Madame Uncle Emperor Dictator Leader Professor Dr".split()
)
ORDINALS_EN = frozenset(
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth "
    "Fourteenth Fifteenth Sixteenth Seventeenth".split()
)
# English words that could be syllables of pinyin.
NOT_GIVEN_NAMES = frozenset("Made Make Take Women Men Can Long Sent Name Wage Die Ban Bans".split())
# Nouns right before another that make of it another kind of thing: press briefing.
OTHER_KINDS_EN = {
    "briefing": "press news media daily weekly security intelligence video morning safety policy",
    "campaign": "election electoral presidential advertising ad marketing bombing air fundraising "
    "military reelection re-election Senate smear whispering vaccination",
    "recall": "product vehicle car food drug safety memory total",
    "review": "peer book film movie literature performance code systematic judicial",
    "resolution": "UN U.N. Council screen high image dispute conflict Congress Senate House",
    "motion": "slow perpetual pendulum circular harmonic stop",
    "minister": "prime Baptist Methodist Presbyterian Protestant church youth",
    "leader": "team band church group market industry cheer squad choir Labour Tory gang",
    "forum": "online internet web discussion user chat",
    "core": "hard apple reactor processor planet inner outer earth solar",
    "cage": "rib bird Faraday batting",
    "tiger": "Siberian Bengal sabre-toothed Asian Tasmanian Sumatran",
    "jail": "county city federal",
    "landlord": "absentee pub",
    "umbrella": "beach cocktail golf nuclear",
    "pillar": "stone marble concrete",
    "ladder": "rope step career property fish",
    "veteran": "industry Vietnam Korean television",
    "run": "home ski test dry bank fun",
    "fly": "fruit house tsetse butter",
    "sanctions": "US U.S. UN EU Western",
    "lockdown": "facility school prison",
    "privilege": "attorney-client executive parliamentary lawyer-client",
    "purge": "disk data cache",
}

# Heads of the names of media, firms, schools and societies that places are the beginning of.
FIRMS_EN = (
    "News Agency, News Service, Daily, Evening News, Morning Post, Times, Herald, Standard, "
    "Journal, Review, Press, Television, Satellite TV, Airlines, Airways, Bank, Holdings, "
    "Corporation, Corp, Company, Co, Ltd, Inc, University, College, Academy, Museum, Hotel, "
    "Hospital, Symphony Orchestra, Philharmonic"
).split(", ")
