"""Words on published ids: what was removed or moved, and what was translated before a change.

`{name}` stands for a value that the page fills in.
"""

from __future__ import annotations

PERMANENT: dict[str, dict[str, str]] = {
    "en": {
        "gone_removed": "Passage {id} was removed: {reason}",
        "gone_removed_since": "Passage {id} was removed ({since}): {reason}",
        "gone_moved": "Passage {id} is now {target}: {reason}",
        "gone_moved_since": "Passage {id} is now {target} ({since}): {reason}",
        "formerly": "Formerly on this page",
        "left_title": "What stood on this page has moved",
        "left_says": "The address stays, and leads to where each passage stands now.",
        "stale": "Translated from an earlier wording of the base text",
        "stale_one": "1 passage from an earlier wording of the base text",
        "stale_many": "{count} passages from an earlier wording of the base text",
        "irreversibility_kept": (
            "Published addresses are kept in a register, against which each build is checked: "
            "nothing is published if one of them has vanished or stands for other words. A "
            "passage that is removed or moved leaves a note in its place that says so."
        ),
        "irreversibility_promised": (
            "That no address once published is changed or withdrawn is, for the present, the "
            "editors’ undertaking: not every text has its register of published addresses yet, "
            "against which each build is checked."
        ),
        "registered": "Addresses registered",
    },
    "zh-Hans": {
        "gone_removed": "段落 {id} 已删除：{reason}",
        "gone_removed_since": "段落 {id} 已删除（{since}）：{reason}",
        "gone_moved": "段落 {id} 现为 {target}：{reason}",
        "gone_moved_since": "段落 {id} 现为 {target}（{since}）：{reason}",
        "formerly": "原在本页",
        "left_title": "本页内容已移至别处",
        "left_says": "本网址仍然有效，可由此前往各段现在的位置。",
        "stale": "译自底本较早的措辞",
        "stale_one": "1 段译自底本较早的措辞",
        "stale_many": "{count} 段译自底本较早的措辞",
        "irreversibility_kept": (
            "已发布的地址均登记在册，每次制作时逐一比对：如有地址消失，或改指其他文字，即不予"
            "发布。段落如被删除或移动，原处留有说明。"
        ),
        "irreversibility_promised": (
            "地址一经发布即不更改、不撤销，目前尚属编者的承诺：并非每个文本都已有可供每次制作"
            "时比对的地址登记册。"
        ),
        "registered": "已登记地址",
    },
    "zh-Hant": {
        "gone_removed": "段落 {id} 已刪除：{reason}",
        "gone_removed_since": "段落 {id} 已刪除（{since}）：{reason}",
        "gone_moved": "段落 {id} 現為 {target}：{reason}",
        "gone_moved_since": "段落 {id} 現為 {target}（{since}）：{reason}",
        "formerly": "原在本頁",
        "left_title": "本頁內容已移至別處",
        "left_says": "本網址仍然有效，可由此前往各段現在的位置。",
        "stale": "譯自底本較早的措辭",
        "stale_one": "1 段譯自底本較早的措辭",
        "stale_many": "{count} 段譯自底本較早的措辭",
        "irreversibility_kept": (
            "已發布的網址均登記在冊，每次製作時逐一比對：如有網址消失，或改指其他文字，即不予"
            "發布。段落如被刪除或移動，原處留有說明。"
        ),
        "irreversibility_promised": (
            "網址一經發布即不更改、不撤銷，目前尚屬編者的承諾：並非每個文本都已有可供每次製作"
            "時比對的網址登記冊。"
        ),
        "registered": "已登記網址",
    },
}
