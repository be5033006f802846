"""Words of the title page, the start pages and the page about the edition.

`{name}` stands for a value that the page fills in.
"""

from __future__ import annotations

FRONT: dict[str, dict[str, str]] = {
    "en": {
        "about_edition": "About this edition",
        "begin": "Begin reading",
        "pause": ", ",
        "languages": "Languages",
        "place_date": "Place and date",
        "base_published": "base text, as published",
        "base_reviewed": "base text, reviewed",
        "base_working": "base text, working version",
        "translation_published": "published translation",
        "translation_reviewed": "reviewed translation",
        "translation_working": "working translation, not official",
        "converted": "converted from {source}",
        "translated": "made from {source}",
        "translator": "translated by {name}",
        "licence": "licence {name}",
        "purpose": "What this edition is",
        "texts_made": "The texts, and how each was made",
        "guarantees": "Three guarantees",
        "transparency": "Transparency",
        "transparency_says": (
            "Each text states its standing – as published, converted by rule, or translated – "
            "and each glossary entry that has not yet been reviewed is marked as such. Every "
            "departure of a base text from its original is recorded with its reason and listed "
            "with the text."
        ),
        "verification": "Verification",
        "verification_original": (
            "Where the original is held, the base text is compared with it character by "
            "character, apart from white space, the form of paragraph marks and recorded "
            "emendations; the finished pages are then read back, and nothing is published if a "
            "text differs by one character or a link within the site leads nowhere."
        ),
        "verification_pages": (
            "The finished pages are read back, and nothing is published if a text differs by "
            "one character or a link within the site leads nowhere."
        ),
        "verification_files": (
            " {manifest} gives the SHA-256 of every other file of this site and of every source "
            "file, and {data} every passage in every language, so that any copy can be checked "
            "independently."
        ),
        "irreversibility": "Irreversibility",
        "irreversibility_says": (
            "The address of a paragraph follows the numbering of the text itself and is the "
            "same in every language; nothing is published if two passages of a work share an "
            "address, or if a translation lacks a passage of its base text or adds one."
        ),
        "glossary_terms": "Glossary terms",
        "terms_all_working": "{count}, all of them working entries",
        "terms_working": "{count}, of which {working} are working entries",
        "original_sha": "Original, SHA-256",
        "passages": "Citable passages",
        "read": "How to read it",
        "read_switch": (
            "The header switches language without leaving the paragraph. Its book opens the ways "
            "of reading: one text, two in facing columns, or one under the other, in any pair of "
            "languages. The address of the page keeps the choice."
        ),
        "read_sentences": (
            "Where two texts are shown, point at, tap or focus a sentence, and its counterpart is "
            "lit. By keyboard, go to a paragraph’s number and on with the arrow keys."
        ),
        "read_terms": (
            "Words with a dotted line are in the glossary: pause on them, or tap them, for the "
            "definition. The Tab key stops at each term once on a page, so that repeated terms do "
            "not hold a reader up; left unmarked, terms and notes are no links at all."
        ),
        "read_notes": "The editors’ notes are marked in the text and gathered on one page.",
        "read_numbers": (
            "The number beside a paragraph is its permanent address: follow it, and the address "
            "bar shows what to cite. A menu opens there with citations in two styles, a quotation, "
            "and entries for reference managers, each to be copied."
        ),
        "cite": "How to cite a paragraph",
        "read_search": (
            "Search with the button above, the key / or Ctrl+K. What holds every word is found, in "
            "any order: Chinese characters in either script, from one on; other words from their "
            "beginning. A phrase in quotation marks is found as it stands. Whole phrases come "
            "first, and headings before the text."
        ),
        "cite_how": (
            "Give the number of the paragraph and its address. Apart from the language code, "
            "the address is the same in every language. For example:"
        ),
        "use": "Use of the texts",
        "use_unstated": "no licence is stated; rights, if any, remain with their holders",
        "use_as": "as for {source}",
        "use_base": "Where a translation differs from its base text, the base text stands.",
        "report": "Reporting an error",
        "report_to": "Write to {contact}, and give the address of the paragraph.",
    },
    "zh-Hans": {
        "about_edition": "关于本版",
        "begin": "开始阅读",
        "pause": "，",
        "languages": "语言",
        "place_date": "地点与日期",
        "base_published": "底本，按发表原文",
        "base_reviewed": "底本，经审校",
        "base_working": "底本，工作稿",
        "translation_published": "已发表的译文",
        "translation_reviewed": "经审校的译文",
        "translation_working": "工作译文，非正式文本",
        "converted": "由{source}转换而成",
        "translated": "译自{source}",
        "translator": "译者：{name}",
        "licence": "许可协议：{name}",
        "purpose": "本版说明",
        "texts_made": "所收文本及其由来",
        "guarantees": "三项保证",
        "transparency": "透明度",
        "transparency_says": (
            "每一文本均标明其性质：按发表原文、依规则转换，或为译文；词汇表中尚未审校的条目，"
            "一律注明“草拟条目”。底本与原件凡有出入，均记录在案，附具理由，随文列出。"
        ),
        "verification": "核查",
        "verification_original": (
            "存有原件的，底本与之逐字比对，仅空白、段落标记的写法和已记录的校改不计；"
            "网页制成后再行回读，文字有一字之差，或站内有一处链接落空，即不予发布。"
        ),
        "verification_pages": (
            "网页制成后即行回读，文字有一字之差，或站内有一处链接落空，即不予发布。"
        ),
        "verification_files": (
            "{manifest} 列出本站其他各文件及全部源文件的 SHA-256 值，{data} 载有各段落的"
            "全部语言文本，任何副本均可据以独立核对。"
        ),
        "irreversibility": "不可逆性",
        "irreversibility_says": (
            "段落地址取自文本自身的编号，各语言一致；同一作品中地址有重复，或译文较底本"
            "缺段、多段，即不予发布。"
        ),
        "glossary_terms": "词汇表条目",
        "terms_all_working": "{count}，均为草拟条目",
        "terms_working": "{count}，其中草拟条目 {working}",
        "original_sha": "原件 SHA-256 值",
        "passages": "可引段落",
        "read": "如何阅读",
        "read_switch": (
            "页眉可切换语言而不离开所读段落。其中书形图标用以选择阅读方式：单一文本、左右"
            "对照或逐段对照，任意两种文本均可并列；所选方式保留在网址中。"
        ),
        "read_sentences": (
            "并列两种文本时，指向、点按或聚焦一句，与之对应的译句随即显亮。用键盘时，先移"
            "到段号，再按上下方向键逐句前进。"
        ),
        "read_terms": (
            "带点线的词语收入词汇表：停留其上或点按即可见释义。每页每个词语，Tab 键只"
            "停一次，以免重复；选择“不标示”，术语与注释即不再是链接。"
        ),
        "read_notes": "编者注释在文中加有标记，并汇为一页。",
        "read_numbers": "段旁编号即该段的固定地址：点选之后，地址栏所示即为引用地址；"
        "同时展开的菜单备有两种引文格式、附出处的引文和文献管理软件条目，均可复制。",
        "cite": "如何引用",
        "read_search": (
            "用上方的按钮、/ 键或 Ctrl+K 搜索。凡包含全部词语者，不论次序，都会列出：汉字不分"
            "繁简，一字即可查；其他文字可只输词首。加引号则查找完全相同的词句。整句相同者在前，"
            "标题先于正文。"
        ),
        "cite_how": "请注明段号和地址。除语言代码外，同一段落的地址在各语言中相同。例如：",
        "use": "文本的使用",
        "use_unstated": "未载明许可；如有权利，仍归权利人所有",
        "use_as": "与{source}文本同",
        "use_base": "译文与底本有出入时，以底本为准。",
        "report": "勘误",
        "report_to": "如发现错误，请致 {contact}，并注明段落地址。",
    },
    "zh-Hant": {
        "about_edition": "關於本版",
        "begin": "開始閱讀",
        "pause": "，",
        "languages": "語言",
        "place_date": "地點與日期",
        "base_published": "底本，按發表原文",
        "base_reviewed": "底本，經審校",
        "base_working": "底本，工作稿",
        "translation_published": "已發表的譯文",
        "translation_reviewed": "經審校的譯文",
        "translation_working": "工作譯文，非正式文本",
        "converted": "由{source}轉換而成",
        "translated": "譯自{source}",
        "translator": "譯者：{name}",
        "licence": "授權條款：{name}",
        "purpose": "本版說明",
        "texts_made": "所收文本及其由來",
        "guarantees": "三項保證",
        "transparency": "透明度",
        "transparency_says": (
            "每一文本均標明其性質：按發表原文、依規則轉換，或為譯文；詞彙表中尚未審校的條目，"
            "一律註明「草擬條目」。底本與原件凡有出入，均記錄在案，附具理由，隨文列出。"
        ),
        "verification": "核查",
        "verification_original": (
            "存有原件的，底本與之逐字比對，僅空白、段落標記的寫法和已記錄的校改不計；"
            "網頁製成後再行回讀，文字有一字之差，或站內有一處連結落空，即不予發布。"
        ),
        "verification_pages": (
            "網頁製成後即行回讀，文字有一字之差，或站內有一處連結落空，即不予發布。"
        ),
        "verification_files": (
            "{manifest} 列出本站其他各檔案及全部原始檔的 SHA-256 值，{data} 載有各段落的"
            "全部語言文本，任何副本均可據以獨立核對。"
        ),
        "irreversibility": "不可逆性",
        "irreversibility_says": (
            "段落網址取自文本自身的編號，各語言一致；同一作品中網址有重複，或譯文較底本"
            "缺段、多段，即不予發布。"
        ),
        "glossary_terms": "詞彙表條目",
        "terms_all_working": "{count}，均為草擬條目",
        "terms_working": "{count}，其中草擬條目 {working}",
        "original_sha": "原件 SHA-256 值",
        "passages": "可引段落",
        "read": "如何閱讀",
        "read_switch": (
            "頁首可切換語言而不離開所讀段落。其中書形圖示用以選擇閱讀方式：單一文本、左右"
            "對照或逐段對照，任意兩種文本均可並列；所選方式保留在網址中。"
        ),
        "read_sentences": (
            "並列兩種文本時，指向、點按或聚焦一句，與之對應的譯句隨即顯亮。用鍵盤時，先移"
            "到段號，再按上下方向鍵逐句前進。"
        ),
        "read_terms": (
            "帶點線的詞語收入詞彙表：停留其上或點按即可見釋義。每頁每個詞語，Tab 鍵只"
            "停一次，以免重複；選擇「不標示」，術語與註釋即不再是連結。"
        ),
        "read_notes": "編者註釋在文中加有標記，並匯為一頁。",
        "read_numbers": (
            "段旁編號即該段的固定網址：點選之後，網址列所示即為引用網址；"
            "同時展開的選單備有兩種引文格式、附出處的引文和書目管理軟體條目，均可複製。"
        ),
        "cite": "如何引用",
        "read_search": (
            "用上方的按鈕、/ 鍵或 Ctrl+K 搜尋。凡包含全部詞語者，不論次序，都會列出：漢字不分"
            "繁簡，一字即可查；其他文字可只輸詞首。加引號則查找完全相同的詞句。整句相同者在前，"
            "標題先於正文。"
        ),
        "cite_how": "請註明段號和網址。除語言代碼外，同一段落的網址在各語言中相同。例如：",
        "use": "文本的使用",
        "use_unstated": "未載明授權；如有權利，仍歸權利人所有",
        "use_as": "與{source}文本同",
        "use_base": "譯文與底本有出入時，以底本為準。",
        "report": "勘誤",
        "report_to": "如發現錯誤，請致 {contact}，並註明段落網址。",
    },
}
