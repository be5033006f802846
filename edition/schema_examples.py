"""One whole example of each YAML file. Editors show its parts at the keys of the file."""

LIBRARY = """
title: {zh-Hans: 核裁军文献, en: Documents on Nuclear Disarmament}
description: {en: "A working paper in Chinese, with our own translation and a glossary."}
about:
  en: |
    This edition presents a working paper.

    The base text is the Simplified Chinese.
contact: https://example.org/issues
version: "1.0"
"""
GLOSSARY = """
domains:
  disarmament principles: {zh-Hans: 裁军原则, en: disarmament principles}
terms:
  - id: verification
    forms:
      zh-Hans: [核查, 核实]
      en: [verification, verify]
    definition: {en: The process of judging whether parties are meeting agreed obligations.}
    sources: ["NPT/CONF.2010/50 (Vol. I), action plan, action 2"]
    see: [transparency, safeguards]
    domain: disarmament principles
    status: reviewed
    pinyin: héchá
    abbreviation: V
    case: first
    not_in: {zh-Hans: [不可核查]}
    mark: all
"""
CONVERSION = """
exceptions:
  - {text: 被发展, reading: 被發展, reason: "发 is 發 (develop), not 髮 (hair)"}
reviewed:
  - {text: 以后, reading: 以後}
"""
WORK = """
id: world-without-nuclear-weapons
title: {zh-Hans: 建立一个没有核武器的世界, en: A world without nuclear weapons}
base: zh-Hans
languages:
  - tag: en
    role: translation
    status: working
    from: zh-Hans
    translator: Ada Lovelace
    licence: CC-BY-4.0
  - {tag: zh-Hans, role: base, status: published}
  - {tag: zh-Hant, role: conversion, from: zh-Hans, status: published}
numbering: continuous
creators: [{zh-Hans: 联合王国, en: United Kingdom}]
date: 2022-01-04/2022-01-28
place: {zh-Hans: 纽约, en: New York}
type: report
event: {en: Tenth Review Conference}
symbol: NPT/CONF.2020/WP.35
original: original.txt
sha256: 04219735430df2680ddea1701e56fcbacc094220119fc91025952c8f4e5317d8
"""
EMENDATIONS = """
emendations:
  - {at: p2, original: rest, reading: remainder, reason: the sense asks for it}
omissions:
  - {line: 37, text: Page 3, reason: page number}
  - {line: 52, text: 1 See article VI., reason: footnote, at: s2-u1}
"""
NOTES = """
notes:
  - id: two-words-for-verify
    at: p11-2
    quote: {zh-Hans: 核实每个相关国家, en: verify that every State concerned}
    kind: translation
    body: {en: The Chinese has two words where English has one.}
    sources: [NPT/CONF.2010/50 (Vol. I)]
    status: reviewed
    see: [verification, p5-a]
"""
REFERENCES = """
references:
  - {at: p7-a, see: [p5-a, p12]}
"""
IDS = """
retired:
  - {id: p7, reason: {zh-Hans: 作者撤回, en: withdrawn by its author}, since: 2026-11-24}
  - {id: p8-c, to: p8-b, reason: {en: joined with the item before it}}
added:
  - {id: p11-1x, before: p11-2}
"""
EXAMPLES = {
    "library.yml": LIBRARY,
    "glossary.yml": GLOSSARY,
    "conversion.yml": CONVERSION,
    "work.yml": WORK,
    "emendations.yml": EMENDATIONS,
    "notes.yml": NOTES,
    "references.yml": REFERENCES,
    "ids.yml": IDS,
}
