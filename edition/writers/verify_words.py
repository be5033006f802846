"""Words of what each page says of its proof.

`{name}` stands for a value that the page fills in.
"""

from __future__ import annotations

VERIFY: dict[str, dict[str, str]] = {
    "en": {
        "verify": "How to verify this page",
        "verify_sources": "SHA-256 of the files that this page was made from.",
        "verify_passages": (
            "SHA-256 of the files that this page was made from, and of its passages: of each, its "
            "id, a tab, its text and a line feed."
        ),
        "verify_file": "{name}",
        "verify_original": "Original, {name}",
        "verify_text": "{language}, {name}",
        "verify_shown": "Passages here, {language}",
        "verify_manifest": "All files of this site",
        "verify_data": "All passages",
        "verify_more": "How it is done",
        "verify_how": "To verify a copy of this site, run {command} over its folder. By hand:",
        "verify_step_files": (
            "Compare the SHA-256 of each file with {manifest}. A page’s own hashes are at its end, "
            "under “{verify}”."
        ),
        "verify_step_passages": (
            "The hash of a page’s passages is taken over UTF-8 text: for each passage in order its "
            "id, a tab, its text and a line feed. The page has them, and so has {data}."
        ),
        "verify_step_original": (
            "With the sources at hand, {check} shows the way of each text from its original to "
            "the page, with every emendation."
        ),
    },
    "zh-Hans": {
        "verify": "如何核验本页",
        "verify_sources": "以下为制作本页所用文件的 SHA-256 值。",
        "verify_passages": (
            "以下为制作本页所用文件及本页各段落的 SHA-256 值；段落依次取其标识、一个制表符、"
            "文字和一个换行符。"
        ),
        "verify_file": "{name}",
        "verify_original": "原件，{name}",
        "verify_text": "{language}，{name}",
        "verify_shown": "本页段落，{language}",
        "verify_manifest": "本站全部文件",
        "verify_data": "全部段落",
        "verify_more": "核验方法",
        "verify_how": "核验本站的副本，请对其文件夹运行 {command}。亦可自行核验：",
        "verify_step_files": (
            "将各文件的 SHA-256 值与 {manifest} 比对。各页自身的值列在页末“{verify}”之下。"
        ),
        "verify_step_passages": (
            "一页各段落的值按 UTF-8 文本计算：依次取每一段落的标识、一个制表符、文字和一个"
            "换行符。这些文字网页上有，{data} 中也有。"
        ),
        "verify_step_original": (
            "备有源文件的，{check} 可显示各文本由原件到网页的全部环节，并列出每一处校改。"
        ),
    },
    "zh-Hant": {
        "verify": "如何核驗本頁",
        "verify_sources": "以下為製作本頁所用檔案的 SHA-256 值。",
        "verify_passages": (
            "以下為製作本頁所用檔案及本頁各段落的 SHA-256 值；段落依次取其標識、一個定位字元、"
            "文字和一個換行字元。"
        ),
        "verify_file": "{name}",
        "verify_original": "原件，{name}",
        "verify_text": "{language}，{name}",
        "verify_shown": "本頁段落，{language}",
        "verify_manifest": "本站全部檔案",
        "verify_data": "全部段落",
        "verify_more": "核驗方法",
        "verify_how": "核驗本站的副本，請對其資料夾執行 {command}。亦可自行核驗：",
        "verify_step_files": (
            "將各檔案的 SHA-256 值與 {manifest} 比對。各頁自身的值列在頁末「{verify}」之下。"
        ),
        "verify_step_passages": (
            "一頁各段落的值按 UTF-8 文字計算：依次取每一段落的標識、一個定位字元、文字和一個"
            "換行字元。這些文字網頁上有，{data} 中也有。"
        ),
        "verify_step_original": (
            "備有原始檔的，{check} 可顯示各文本由原件到網頁的全部環節，並列出每一處校改。"
        ),
    },
}
