"""Words of the pages themselves, per interface language."""

from __future__ import annotations

from functools import lru_cache

from edition.script import converter

STRINGS: dict[str, dict[str, str]] = {
    "en": {
        "language": "English",
        "contents": "Contents",
        "glossary": "Glossary",
        "about": "About the text",
        "front": "Front matter",
        "sources": "Sources",
        "see": "See also",
        "occurs": "Where it occurs",
        "full": "Full entry",
        "read": "Read",
        "works": "Texts",
        "languages": "Languages",
        "published": "text as published",
        "reviewed": "reviewed translation",
        "working": "working translation, not official",
        "conversion": "converted from",
        "date": "Date",
        "place": "Place",
        "event": "Event",
        "symbol": "Document symbol",
        "unknown": "not stated in the source",
        "creators": "Submitted by",
        "entry_working": "working entry",
        "permalink": "Permalink",
        "emendations": "Emendations",
        "none": "none",
        "home": "Home",
        "original": "Original",
        "paragraphs": "Every paragraph",
    },
    "zh-Hans": {
        "language": "简体中文",
        "contents": "目录",
        "glossary": "词汇表",
        "about": "关于本文",
        "front": "文前",
        "sources": "出处",
        "see": "参见",
        "occurs": "出现之处",
        "full": "完整条目",
        "read": "阅读",
        "works": "文本",
        "languages": "语言",
        "published": "按发表原文",
        "reviewed": "经审校的译文",
        "working": "工作译文，非正式文本",
        "conversion": "转换自",
        "date": "日期",
        "place": "地点",
        "event": "会议",
        "symbol": "文件编号",
        "unknown": "来源未载明",
        "creators": "提交者",
        "entry_working": "草拟条目",
        "permalink": "固定链接",
        "emendations": "校改",
        "none": "无",
        "home": "首页",
        "original": "原文",
        "paragraphs": "全部段落",
    },
}


@lru_cache(maxsize=64)
def strings(tag: str) -> dict[str, str]:
    """The words for a BCP 47 tag; Traditional by conversion, else English."""
    if tag == "zh-Hant":
        convert = converter({})
        return {k: convert(v) for k, v in STRINGS["zh-Hans"].items()} | {"language": "繁體中文"}
    return STRINGS.get(tag, STRINGS["en"] | {"language": tag})
