# ruff: noqa: E501 - lists of wordings, split by position
"""How lookups are asked, by language. In every list the fourth of five is val's and the fifth test's."""

from __future__ import annotations

from collections.abc import Mapping

Wordings = Mapping[str, tuple[str, ...]]

ENGLISH: Wordings = {
    "cell": (
        "What is the {column} of {row}?", "{row}, {column}?", "Which value does {row} have for {column}?", "How much is {row} under {column}?",
        "What does the table give for {row} and {column}?", "What was {row} in {column}?", "Find the entry of {row} in the column {column}.", "State {column} for {row}.",
        "What is stated for {row} in {column}?", "What was the amount of {row} for {column}?", "Look up {row} at {column}.", "Give the {column} figure of {row}.", "What is {row}'s {column}?",
        "Tell me the {column} value for {row}.", "What can be read at {row}, {column}?",
        "For {column}, what is {row}?", "What does the table give as {column} of {row}?", "What is the table's entry for {row} and {column}?", "How large was {row} for {column}?", "What can be read for {row} in {column}?",
    ),
    "row_of": (
        "Which row has {value} under {column}?", "What has {value} for {column}?", "{column} is {value}: for which entry?", "Whose {column} is {value}?",
        "For what does the table give {value} in {column}?",
        "For which row does the table give {value} under {column}?", "Of what is {value} the {column}?", "What is listed with {value} in the column {column}?", "Which line shows {value} for {column}?", "To which entry does the {column} {value} belong?",
    ),
    "column_of": (
        "Which column holds {value} for {row}?", "Where does {row} have {value}?", "In which column is {row} equal to {value}?", "When or where was {row} {value}?",
        "Under which heading does {row} show {value}?",
        "In what column does the table give {value} for {row}?", "{row} is {value} in which column?", "{value} is what of {row}?", "What does {value} stand for in the row {row}?", "Of {row}, what is {value}?",
    ),
    "growth": (
        "By what percentage did {row} change from {old} to {new}?", "What was the percentage change in {row} from {old} to {new}?", "How much did {row} grow between {old} and {new}, in percent?",
        "What is the growth rate of {row} from {old} to {new}?", "What is the relative change of {row} in {new} against {old}, in %?",
        "What was the growth of {row} in {new} relative to {old}?", "In {new}, by how many percent was {row} up or down on {old}?", "Compared with {old}, how much did {row} change in {new}, in percent?", "What is the change of {row} in {new} over {old} in percent?", "How many percent did {row} gain or lose in {new} compared to {old}?",
        "Give the percentage change of {row} between {old} and {new}.", "At what rate did {row} rise or fall from {old} to {new}?", "By what share is {row} in {new} above or below {old}?", "From {old} to {new}, what is the growth of {row} in %?", "Relative to {old}, how did {row} develop in {new}, in percent?",
    ),
    "difference": (
        "What was the change in {row} from {old} to {new}?", "By how much does {row} in {new} differ from {old}?", "What is {row} in {new} less {row} in {old}?",
        "What is the increase of {row} from {old} to {new}?", "How much higher was {row} in {new} than in {old}?",
        "How much more is {row} in {new} than in {old}?", "Compared with {old}, by how much is {row} different in {new}?", "What is the absolute change of {row} between {old} and {new}?", "In {new}, how much is {row} up or down on {old}?", "What is the difference of {row} in {new} against {old}?",
        "How far did {row} move from {old} to {new}?", "Subtract {row} in {old} from {row} in {new}.", "By what amount did {row} rise or fall from {old} to {new}?", "How much did {row} gain or lose in {new} compared to {old}?", "From {old} to {new}, by how much did {row} go up?",
    ),
    "sum": (
        "What is the sum of {row} and {other} in {column}?", "What do {row} and {other} add up to for {column}?", "What is the total of {row} and {other} under {column}?",
        "Add {row} and {other} in {column}.", "How much are {row} and {other} together in {column}?",
        "How much do {row} and {other} make in all for {column}?", "Sum up {row} and {other} under {column}.", "{row} plus {other} in {column}?", "What is the total of {row} plus {other} for {column}?", "For {column}, what do {row} and {other} come to together?",
    ),
    "average": (
        "What is the average of {row} in {old} and {new}?", "What was the mean of {row} over {old} and {new}?", "What is the average {row} for {old} and {new}?",
        "What was {row} on average in {old} and {new}?", "Average {row} across {old} and {new}.",
        "What is the mean value of {row} for {old} and {new}?", "How much was {row} on average over {old} and {new}?", "Give the average of {row} over {old} and {new}.", "Between {old} and {new}, what did {row} average?", "What is half the sum of {row} in {old} and {new}?",
    ),
    "ratio": (
        "What is the ratio of {row} to {other} in {column}?", "What is {row} divided by {other} in {column}?", "How many times {other} is {row} in {column}?",
        "What is {row} relative to {other} for {column}?", "What proportion is {row} of {other} in {column}?",
        "{row} over {other} in {column}?", "What is the quotient of {row} and {other} for {column}?", "How large is {row} in proportion to {other} under {column}?", "For {column}, what is {row} as a multiple of {other}?", "In {column}, what ratio does {row} have to {other}?",
    ),
    "greater": (
        "Was {row} higher in {new} than in {old}?", "Is {row} in {new} more than in {old}?", "Did {row} rise from {old} to {new}?",
        "Is the {new} figure of {row} above that of {old}?", "Has {row} gone up from {old} to {new}?",
        "Is {row} above its {old} level in {new}?", "Compared with {old}, was {row} up in {new}?", "From {old} to {new}, did {row} increase?", "Did {new} see more {row} than {old}?", "Does {row} exceed the {old} value in {new}?",
    ),
    "greater_row": (
        "Is {row} larger than {other} in {column}?", "Was {row} more than {other} under {column}?", "Does {row} exceed {other} in {column}?",
        "Is {row} above {other} for {column}?", "Did {row} come to more than {other} in {column}?",
        "Is there more {row} than {other} for {column}?", "In {column}, does {row} lie above {other}?", "Is the {column} of {row} higher than that of {other}?", "For {column}, is {row} greater than {other}?", "Does {column} show a larger value for {row} than for {other}?",
    ),
    "larger": (
        "Which is larger in {column}, {row} or {other}?", "Which of {row} and {other} is higher under {column}?", "{row} or {other}: which is more in {column}?",
        "In {column}, which was greater, {row} or {other}?", "Which one has the higher figure for {column}, {row} or {other}?",
        "Of {row} and {other}, which has more under {column}?", "For {column}, is it {row} or {other} that is larger?", "Name the larger of {row} and {other} in {column}.", "Which exceeds the other in {column}, {row} or {other}?", "Between {row} and {other}, which is bigger in {column}?",
    ),
    "field": (
        "What is the {label}?", "{label}?", "What is given for {label}?", "Tell me the {label}.",
        "What does the form say about {label}?", "Which {label} is stated?", "Find {label}.", "State the {label}.", "What is entered under {label}?", "What is the value of {label}?",
        "What can be read under {label}?", "Which value has {label}?", "Give the {label}.", "{label} is what?", "Look up {label}.",
    ),
    "label_of": (
        "What is {value}?", "Which field says {value}?", "Under which label is {value} entered?", "To what does {value} belong?",
        "What does {value} stand for?",
        "Of what is {value} the entry?", "Which label has {value}?", "Where in the form does {value} stand?", "{value} is the value of what?", "For which field is {value} given?",
    ),
    "item": (
        "What is item {number}?", "What stands at number {number}?", "Which entry is number {number}?", "What is listed under {number}?",
        "Read out entry {number} of the list.",
        "Read item {number}.", "Entry {number}?", "What does the list say at number {number}?", "Number {number} of the list is what?", "Tell me entry {number}.",
    ),
    "number_of": (
        "Which number does {item} have?", "At what position is {item}?", "What is the number of {item} in the list?", "Where in the list is {item}?",
        "Under which number is {item} listed?",
        "Give the number of {item}.", "{item} is number what?", "What number stands before {item}?", "In which place is {item} listed?", "Tell me the position of {item}.",
    ),
    "cloze": (
        "Fill the gap: {before} ___ {after}", "{before} ___ {after}", "Which words are missing? {before} ___ {after}", "Complete: {before} ___ {after}",
        "What stands in the gap of “{before} ___ {after}”?",
        "What is left out here: {before} ___ {after}", "Put in the missing words: {before} ___ {after}", "“{before} ___ {after}”: what belongs in the gap?", "What has to be filled in: {before} ___ {after}", "Find what is missing: {before} ___ {after}",
    ),
    "follows": (
        "What follows “{before}”?", "How does it go on after “{before}”?", "Which words come after “{before}”?", "“{before}” ... what next?",
        "Continue: “{before}”",
        "Go on: “{before}”", "Continue “{before}” with the next word.", "What is the next word after “{before}”?", "Read on after “{before}”.", "Which word is next: “{before}”?",
        "After “{before}” comes which word?", "Which words continue “{before}”?", "How does the text continue after “{before}”?", "“{before}” is followed by what?", "Complete with the next word: “{before}”",
    ),
    "precedes": (
        "What comes before “{after}”?", "Which words stand before “{after}”?", "What leads up to “{after}”?", "What precedes “{after}”?",
        "Which words are right before “{after}”?",
        "What is the word before “{after}”?", "Before “{after}” comes which word?", "Which word leads to “{after}”?", "“{after}” is preceded by what?", "What stands just in front of “{after}”?",
    ),
    "line": (
        "Which line contains {token}?", "Quote the line with {token}.", "Where does {token} occur?", "In which line is {token} used?",
        "Show the line that mentions {token}.",
        "Read the line that has {token} in it.", "Which line mentions {token}?", "Find the line with {token} and quote it.", "What does the line with {token} say?", "Give the whole line that holds {token}.",
        "Show me the line where {token} stands.", "{token} is in which line?", "Quote the line in which {token} occurs.", "Print the line that uses {token}.", "Cite the line containing {token}.",
    ),
    "assigned": (
        "What is assigned to {name}?", "What is {name} set to?", "Which value does {name} get?", "{name} = ?",
        "What does the code store in {name}?",
        "What is stored in {name}?", "To what is {name} set?", "What value has {name}?", "Which expression is given to {name}?", "What does {name} become?",
    ),
    "returned": (
        "What does {name} return?", "Which value is returned by {name}?", "What is the result of {name}?", "What comes back from {name}?",
        "What does the function {name} give back?",
        "What does the function {name} return?", "Which expression does {name} give back?", "{name} gives what?", "What do you get from {name}?", "What is the return value of {name}?",
    ),
    "says": (
        "Does the page say “{text}”?", "Is “{text}” written here?", "Can “{text}” be found on the page?", "Does “{text}” stand here?",
        "Is it true that the page reads “{text}”?",
        "Is it true that “{text}” stands on the page?", "Does one find “{text}” here?", "Is the text “{text}” on this page?", "Does the page contain “{text}”?", "Do we read “{text}” on this page?",
    ),
}  # fmt: skip

CHINESE: Wordings = {
    "cell": (
        "{row}的{column}是多少？", "{column}中{row}为多少？", "{row}，{column}？", "{column}的{row}是什么？",
        "表中{row}对应{column}的值是多少？", "{column}{row}是多少？", "请给出{row}的{column}。", "{row}在{column}一栏是什么？", "查一下{row}的{column}。", "请读出{row}的{column}数值。",
        "{column}一栏中{row}是多少？", "表中{row}的{column}是什么？", "对应{column}的{row}是多少？", "{row}那一行的{column}是多少？", "{column}对应的{row}数值是多少？",
    ),
    "row_of": (
        "哪一项的{column}是{value}？", "{column}为{value}的是什么？", "谁的{column}是{value}？", "{value}是哪一项的{column}？",
        "表中哪一行的{column}等于{value}？",
        "表中{column}为{value}的是哪一行？", "{value}对应哪一项的{column}？", "哪一行的{column}等于{value}？", "{column}等于{value}的是谁？", "表中谁的{column}是{value}？",
    ),
    "column_of": (
        "{row}在哪一栏是{value}？", "{row}为{value}的是哪一列？", "{value}是{row}的什么？", "{row}何时为{value}？",
        "表中{row}在哪个标题下为{value}？",
        "{row}等于{value}的是哪一栏？", "表中{row}的{value}在哪一列？", "{value}在{row}的哪个标题下？", "{row}的哪一项是{value}？", "哪个标题下{row}是{value}？",
    ),
    "growth": (
        "{row}从{old}到{new}增长了百分之多少？", "{new}{row}比{old}的变动率是多少？", "{row}由{old}到{new}的增长率是多少？", "与{old}相比，{new}{row}的变动百分比是多少？",
        "{new}的{row}相对{old}变化了百分之几？",
        "{new}的{row}较{old}的增幅是多少？", "相比{old}，{row}在{new}变动了百分之几？", "{row}{new}对{old}的增长率是多少？", "{row}在{old}至{new}间的变动百分比是多少？", "{new}较{old}，{row}增长百分之多少？",
        "{old}到{new}，{row}的增长率是多少？", "{row}{new}比{old}增长了百分之几？", "以{old}为基数，{new}{row}变动了多少百分比？", "从{old}到{new}，{row}涨跌了百分之几？", "{new}{row}同比{old}的变动率是多少？",
    ),
    "difference": (
        "{row}从{old}到{new}变化了多少？", "{new}{row}比{old}多多少？", "{row}在{new}减去{old}是多少？", "{row}由{old}到{new}增加了多少？",
        "{new}的{row}与{old}相差多少？",
        "{new}的{row}较{old}增减多少？", "相比{old}，{new}的{row}多了多少？", "{row}在{old}与{new}之间的差额是多少？", "{new}{row}减{old}{row}等于多少？", "{new}较{old}，{row}变动额是多少？",
        "{old}到{new}，{row}增加了多少？", "{row}{new}比{old}高多少？", "从{old}到{new}，{row}的变动额是多少？", "{new}的{row}与{old}之差是多少？", "{row}从{old}至{new}增减了多少？",
    ),
    "sum": (
        "{column}中{row}与{other}之和是多少？", "{row}加上{other}在{column}是多少？", "{column}的{row}和{other}合计多少？", "请把{column}的{row}与{other}相加。",
        "{row}和{other}在{column}一共是多少？",
        "{row}与{other}在{column}合计是多少？", "{column}里{row}、{other}共计多少？", "把{row}和{other}的{column}加起来是多少？", "{column}中{row}加{other}等于多少？", "{row}、{other}两项的{column}总和是多少？",
    ),
    "average": (
        "{row}在{old}和{new}的平均值是多少？", "{old}与{new}{row}平均是多少？", "求{row}在{old}、{new}的均值。", "{row}于{old}和{new}平均为多少？",
        "{old}和{new}两栏{row}的平均数是多少？",
        "{row}在{old}、{new}两栏的平均数是多少？", "{old}和{new}的{row}均值是多少？", "{row}{old}与{new}平均多少？", "{row}两期（{old}、{new}）平均是多少？", "求{old}、{new}的{row}平均数。",
    ),
    "ratio": (
        "{column}中{row}与{other}的比值是多少？", "{column}的{row}除以{other}是多少？", "{column}里{row}是{other}的几倍？", "{row}对{other}的比率在{column}是多少？",
        "{column}一栏{row}占{other}的比是多少？",
        "{column}中{row}除以{other}等于多少？", "{row}与{other}之比在{column}是多少？", "{column}的{row}相当于{other}的多少倍？", "{column}里{row}与{other}的比例是多少？", "{row}比{other}在{column}的比值是多少？",
    ),
    "greater": (
        "{row}在{new}是否高于{old}？", "{new}的{row}比{old}多吗？", "{row}从{old}到{new}上升了吗？", "{new}{row}是否超过{old}？",
        "与{old}相比，{new}的{row}是否增加？",
        "相比{old}，{row}在{new}更高吗？", "{new}{row}是不是高于{old}？", "{old}到{new}，{row}增加了吗？", "{row}{new}比{old}大吗？", "{row}在{new}有没有超过{old}？",
    ),
    "greater_row": (
        "{column}中{row}是否大于{other}？", "{column}的{row}比{other}多吗？", "{row}在{column}是否超过{other}？", "{column}里{row}高于{other}吗？",
        "在{column}一栏，{row}是不是比{other}大？",
        "{row}比{other}的{column}大吗？", "在{column}一栏，{row}高于{other}吗？", "{row}的{column}是不是超过{other}？", "{column}里，{row}比{other}大吗？", "{row}的{column}有没有{other}多？",
    ),
    "larger": (
        "{column}中{row}和{other}哪个大？", "{row}与{other}，{column}哪一个更高？", "{column}的{row}、{other}谁更多？", "{row}还是{other}在{column}更大？",
        "在{column}一栏，{row}和{other}哪一项数值较高？",
        "在{column}一栏，{row}、{other}哪个更大？", "{row}和{other}的{column}，哪一项更大？", "{column}较大的是{row}还是{other}？", "{row}与{other}谁的{column}数值高？", "比较{column}：{row}和{other}哪个多？",
    ),
    "field": (
        "{label}是什么？", "{label}？", "{label}为多少？", "请给出{label}。",
        "表单中{label}填的是什么？", "{label}写的是什么？", "查一下{label}。", "{label}是多少？", "请读出{label}。", "{label}一项的内容是什么？",
        "{label}填的是什么？", "{label}的内容是什么？", "表单里{label}是什么？", "读一下{label}。", "{label}写了什么？",
    ),
    "label_of": (
        "{value}是什么？", "哪一项写着{value}？", "{value}属于哪一项？", "{value}对应的名称是什么？",
        "{value}填在哪一栏？",
        "哪一栏填的是{value}？", "{value}写在哪一项？", "{value}是哪一项的内容？", "写着{value}的是哪一项？", "表单中{value}对应什么？",
    ),
    "item": (
        "第{number}项是什么？", "编号{number}是什么？", "列表中第{number}条是什么？", "{number}号写的是什么？",
        "请读出第{number}条内容。",
        "请读第{number}项。", "第{number}条写的是什么？", "列表第{number}项内容是什么？", "编号为{number}的是什么？", "列表中{number}号是什么？",
    ),
    "number_of": (
        "{item}是第几项？", "{item}的编号是多少？", "{item}在列表中排第几？", "{item}是几号？",
        "{item}列在第几条？",
        "{item}排第几？", "请给出{item}的编号。", "{item}列在几号？", "{item}在第几条？", "{item}是列表的第几项？",
    ),
    "cloze": (
        "填空：{before}___{after}", "{before}___{after}", "缺少的是什么：{before}___{after}", "补全：{before}___{after}",
        "“{before}___{after}”的空白处是什么？",
        "空白处应填什么：{before}___{after}", "“{before}___{after}”缺什么？", "请填入空缺：{before}___{after}", "“{before}___{after}”中空缺的是什么？", "把空补上：{before}___{after}",
    ),
    "follows": (
        "“{before}”之后是什么？", "“{before}”后面接什么？", "“{before}”的下文是什么？", "接着“{before}”的是什么？",
        "请续写“{before}”。",
        "请接着写：“{before}”", "续写一个词：“{before}”", "“{before}”的下一个词是什么？", "“{before}”接下来是什么？", "“{before}”之后写的是什么？",
        "“{before}”后面是哪个词？", "请把“{before}”续下去。", "“{before}”往下是什么？", "“{before}”下面接什么？", "接下去：“{before}”",
    ),
    "precedes": (
        "“{after}”之前是什么？", "“{after}”前面是什么？", "“{after}”的上文是什么？", "什么在“{after}”的前面？",
        "“{after}”前面写的是什么？",
        "“{after}”前一个词是什么？", "哪个词在“{after}”之前？", "“{after}”紧前面是什么？", "写在“{after}”前面的是什么？", "“{after}”之前写的是什么？",
    ),
    "line": (
        "哪一行有{token}？", "请引用含{token}的一行。", "{token}出现在哪里？", "{token}在哪一行？",
        "给出提到{token}的那一行。",
        "请读出含有{token}的一行。", "含{token}的那一行写了什么？", "哪一行提到{token}？", "把有{token}的一行写出来。", "{token}所在的一行是什么？",
        "请给出用到{token}的一行。", "找出含{token}的那一行。", "{token}出现的那一行是什么？", "提到{token}的是哪一行？", "引用{token}所在行。",
    ),
    "assigned": (
        "{name}被赋值为什么？", "{name}设为什么？", "{name}等于什么？", "{name} = ？",
        "代码把什么存入{name}？",
        "{name}存的是什么？", "什么被赋给了{name}？", "代码中{name}的值是什么？", "{name}得到什么值？", "{name}里存了什么？",
    ),
    "returned": (
        "{name}返回什么？", "{name}的返回值是什么？", "{name}的结果是什么？", "{name}会返回什么？",
        "函数{name}给出什么？",
        "函数{name}返回什么？", "{name}给出的是什么？", "调用{name}得到什么？", "函数{name}的返回值是什么？", "{name}函数的结果是什么？",
    ),
    "says": (
        "页面上写着“{text}”吗？", "这里有“{text}”吗？", "能找到“{text}”吗？", "文中有“{text}”吗？",
        "页面上的内容是“{text}”，对吗？",
        "页面中是否有“{text}”？", "“{text}”在页面上吗？", "页面是否写着“{text}”？", "这一页有没有“{text}”？", "页面里能读到“{text}”吗？",
    ),
}  # fmt: skip

WORDINGS: Mapping[str, Wordings] = {"en": ENGLISH, "zh": CHINESE}
YES_NO: Mapping[str, tuple[str, str]] = {"en": ("yes", "no"), "zh": ("是", "否")}
