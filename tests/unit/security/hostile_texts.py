"""Texts that would do something where they are printed, logged or rendered, if they were let."""

from __future__ import annotations

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image that runs": "<img src=x onerror=alert(1)>",
    "end of everything": "\"'></title></textarea></pre></svg><iframe src=http://198.51.100.1>",
    "comment": "--> <!-- ]]> <![CDATA[",
    "link of Markdown": "[a](http://198.51.100.1) ![b](http://198.51.100.1/x.png) <http://198.51.100.1>",
    "table of Markdown": "| a | b |\\| c `code` ``` # head ~~~ *bold* __x__",
    "mention": "@everyone see http://198.51.100.1 and www.example.com, mail a@example.com, #1, :tada: $x$",
    "HTML of Robot": "*HTML* <b>bold</b>",
    "variables of Robot": "${secret} %{HOME} @{list} &{d} $[x] \\n ${{1+1}}",
    "cells of Robot": "a    b\tc | d    # e    ...    [Tags]",
    "links of Robot": "[javascript:alert(1)|x] [x|y.png] [http://198.51.100.1/x.png|x] http://198.51.100.1/y.png ``c``",
    "markup of rich": "[bold red]x[/] [link=http://198.51.100.1]y[/link] :skull:",
    "colours": "\x1b[31mred\x1b[0m \x1b[2J\x1b[H",
    "link of a terminal": "\x1b]8;;http://198.51.100.1\x1b\\x\x1b]8;;\x1b\\ \x1b]0;title\x07",
    "C1": "\x9b31m \x90x\x9c \x85 \u2028 \u2029",
    "bidi": "\u202etxt.exe\u2066\u200f",
    "overwriting": "good\rbad\b\b\b\x7f\x07",
    "NUL": "a\0b",
    "surrogate": "a\ud800b",
    "workflow": "::error file=a::x\n::set-output name=a::b\n##[section]x\n##vso[task.x]y\n##teamcity[x]",
}
