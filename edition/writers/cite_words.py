"""Words of the citations and of the menu that offers them, per interface language.

`{name}` stands for a value that the page fills in; `marks` are the quotation marks, first the
outer pair, then the inner.
"""

from __future__ import annotations

CITE: dict[str, dict[str, str]] = {
    "en": {
        "cite_work": "How to cite",
        "cite_work_how": (
            "The whole text, as this edition gives it in this language. For one paragraph, follow "
            "the number beside it: its menu has the same with the paragraph’s own address."
        ),
        "cite_files": "For reference managers",
        "cite_date": "date of access",
        "cite_version": "version {version}",
        "cite_version_head": "Version {version}",
        "cite_in": "In: {edition}, {version}",
        "cite_paragraph": "para. {number}",
        "cite_bullet": "bullet {number}",
        "cite_article": "art. {number}",
        "cite_under": "under “{heading},” {place}",
        "cite_join": ", ",
        "cite_this": "Cite {place}",
        "cite_passage": "this passage",
        "cite_permalink": "Permalink",
        "cite_gbt": "GB/T 7714-2015",
        "cite_chicago": "Chicago",
        "cite_quote": "Quotation",
        "cite_copy": "Copy",
        "cite_copied": "Copied: {what}",
        "cite_failed": "The browser refused to copy. The text is selected: press Ctrl+C.",
        "cite_close": "Close",
        "marks": "“”‘’",
    },
    "zh-Hans": {
        "cite_work": "如何引用",
        "cite_work_how": (
            "以下引用本版所载该语言全文。引用某一段落，请点选段旁编号，菜单中即有附该段地址的引文格式。"
        ),
        "cite_files": "供文献管理软件使用",
        "cite_date": "引用日期",
        "cite_version": "版本 {version}",
        "cite_version_head": "版本 {version}",
        "cite_in": "载《{edition}》，{version}",
        "cite_paragraph": "第 {number} 段",
        "cite_bullet": "第 {number} 点",
        "cite_article": "第 {number} 条",
        "cite_under": "“{heading}”{place}",
        "cite_join": "",
        "cite_this": "引用{place}",
        "cite_passage": "此处文字",
        "cite_permalink": "固定链接",
        "cite_gbt": "GB/T 7714-2015",
        "cite_chicago": "芝加哥格式",
        "cite_quote": "引文连同出处",
        "cite_copy": "复制",
        "cite_copied": "已复制：{what}",
        "cite_failed": "浏览器不允许复制。文字已选中，请按 Ctrl+C。",
        "cite_close": "关闭",
        "marks": "“”‘’",
    },
    "zh-Hant": {
        "cite_work": "如何引用",
        "cite_work_how": (
            "以下引用本版所載該語言全文。引用某一段落，請點選段旁編號，選單中即有附該段網址的引文格式。"
        ),
        "cite_files": "供書目管理軟體使用",
        "cite_date": "引用日期",
        "cite_version": "版本 {version}",
        "cite_version_head": "版本 {version}",
        "cite_in": "載《{edition}》，{version}",
        "cite_paragraph": "第 {number} 段",
        "cite_bullet": "第 {number} 點",
        "cite_article": "第 {number} 條",
        "cite_under": "「{heading}」{place}",
        "cite_join": "",
        "cite_this": "引用{place}",
        "cite_passage": "此處文字",
        "cite_permalink": "固定連結",
        "cite_gbt": "GB/T 7714-2015",
        "cite_chicago": "芝加哥格式",
        "cite_quote": "引文連同出處",
        "cite_copy": "複製",
        "cite_copied": "已複製：{what}",
        "cite_failed": "瀏覽器不允許複製。文字已選取，請按 Ctrl+C。",
        "cite_close": "關閉",
        "marks": "「」『』",
    },
}
