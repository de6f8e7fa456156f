# ruff: noqa: E501 - lists of wordings
"""Frames: what people say before and after a question of any kind, which changes nothing about its answer.

Leads and follows are templates of :func:`glyph.data.wording.grammar.vary` without slots. They fit questions, orders, fragments
and statements, whether a figure, a name, yes or no, two figures or a line of code is asked for.
"""

from __future__ import annotations

import re
from random import Random

from glyph.data.wording.grammar import vary

FRAME_PROB = 0.3  # of questions
LEAD_SHARE, FOLLOW_SHARE = 1 / 2, 1 / 3  # of framed questions, those with one alone; the others have both

# fmt: off
_PAGE = "[page|document|file]"

# A running lead goes on into the question, which loses its capital; the others leave it as it is.
RUNNING_LEADS = (
    "[Quick|Short|Small|Simple|Brief|Another|Last|Next|Further|Burning] question:", "[A|One|Just a] [quick|short|small|brief|little] [question|query|request]:",
    "[Please help|Please help me|Pls help|Plz help|Help me][| with this| out here]:", "Please help me with this one[,| -]",
    "[Hi|Hello|Hey|Good morning|Good evening|Hi again|Hello everyone|Dear reader|Dear colleague|Hi team],", "[hi|hey|hiya|hello][| there| again] -",
    "[OK|So|Now|Well|Right|Okay then|All right|And now|Now then|Anyway],", "ok [so|now|then|next up][,|:]",
    "Sorry [to bother you|for asking|for the late question|to ask again|for being slow],", "[Excuse|Pardon|Forgive] [me|my ignorance|the interruption], but",
    "[If possible|If you can|If you don't mind|If it is no trouble|If I may ask|If you'd be so kind],", "[When you have a moment|When you get a chance|Should you have the time|Whenever it suits you|If you have a second],",
    "[For|Just for] [the record|my notes|our files|the minutes|my own understanding|our records|completeness],", "Before [we go on|I forget|I sign off|I close this|you go|the meeting starts|I hand this in],",
    "[Just to be sure|Just to be safe|To be on the safe side|To make sure I have it right|So that I get it right|So nothing gets mixed up],", "[Out of curiosity|Out of interest|Just curious|Purely out of interest],",
    "[From|Going only by|Using nothing but] the " + _PAGE + "[| shown| in front of you],", "With the " + _PAGE + " [open|before you|in front of you|at hand],",
    "[Now that you have|Since you have|As long as you have] [the " + _PAGE + " open|it in front of you],", "[Since|As|Seeing that|Because] I [cannot open the file|don't have my glasses|am driving|can't read the small print|am on my phone],",
    "If it [is there|is stated|can be found|is given at all|says so anywhere|can be told from the page],", "[Not sure|Unsure|No idea|I doubt] whether [it is there|it's in here|the page has it], but",
    "[It may|It might|This may|This might] be a [silly|stupid|daft|basic|naive] question, but", "I [know|realise|appreciate] [you are busy|this is basic|it is late|I have asked before|you get this a lot], but",
    "[I'm|I am] [in a hurry|in a rush|running late|short of time|pressed for time], so[|, please] -", "[Quickly|Briefly|In short|In brief|In a nutshell|Without further ado|Straight to the point]:",
    "[Urgent|Important|ASAP|Quick one|Quickie|Help please|Deadline today|Need this fast]:", "[Last one|Next up|One more|And another|Follow-up|Side note|By the way|Still open|To begin with]:",
    "[Same page|Same document|New topic|Different topic|Next point|Back to the page|Changing the subject],", "[Asking for|On behalf of|A question from|A query from|Passing this on from] [a friend|a colleague|my boss|our auditors|a client|a reader]:",
    "[My|Our] [teacher|boss|client|auditor|neighbour|editor] [asks|writes|says|has this for you]:", "[thx|thanks|ta|cheers|thank you] in advance -",
    "[Could|Can|Would] you [check this|look this up|sort this out|clear this up|have a go at this] for me:", "[I have|I've got|Here's|There's] [one|a question|something|a little task|a puzzle] for you:",
    "Let me [ask you this|ask straight away|put it bluntly|put it plainly|be direct|get to the point]:", "[Please|Kindly|Do please] [answer|look into|deal with|take care of|see to] [this|the following|this one]:",
    "[Without guessing|Without any outside knowledge|Leaving all else aside|Ignoring everything else|Never mind the rest],", "To [settle a bet|settle an argument|finish my notes|complete my file|close this case|wrap this up],",
    "[task|q|query|question|request|todo|ask] [-|>]", "[To the point|Here goes|My question|My request|Today's question|What is still open|The task|The job] -",
)
_STANDING_LEADS = (
    "[Hello|Hi|Hey|Hi there|Greetings|Good day|Good afternoon][.|!]", "[Good morning|Good evening|Hello|Dear all], [hope you are well|I hope all is well|nice to meet you].",
    "[Question|Q|Query|Task|Request|Prompt|To answer|Exercise]:", "[Question|Q|Task|Item] [1|2|3|4|7][.|:|)]", "[TASK|QUESTION|QUERY|REQUEST|Task|Question][ -| >| >>]",
    "Re[:| the attached:| this page:| the document:]", "[User|Customer|Reader|Client|Visitor][:| asks:| writes:]",
    "I [am going through|went through|have been going through] [this page|these pages|the document] [line by line|slowly|with a pencil].", "I [opened|was handed|was sent|just got|am looking at] [this|the attached|the following] " + _PAGE + ".",
    "This [came in|landed on my desk|was forwarded to me|turned up in my mail] [this morning|today|an hour ago].", "I am [new to this|no expert|a beginner|not used to such documents], so [bear with me|please be patient|forgive me if this is obvious].",
    "[I'm in a hurry|I am in a great rush|Time is short|This is urgent|Time is pressing|I'm late already].", "[My meeting|My call|The class|The audit|Our session] starts in [a minute|five minutes|half an hour].", "The deadline is [noon|tonight|in ten minutes|in an hour|close].",
    "My eyes are [tired|weak|not what they were] and the print is [small|tiny|faint].", "I [left|forgot|can't find|broke] my [glasses|reading glasses].", "[The scan is poor|The print is faint|It is hard to read], [but please try|so do what you can|so look closely].",
    "I am not [sure|certain|convinced|positive] [it is in here|the page says it|that it is stated anywhere|the answer is in here].", "It may [not be there|be missing|be in the small print|be hidden somewhere], [but please look|but let us see|so look closely].",
    "[Perhaps|Maybe|Possibly] [the page does not say|this is nowhere to be found], but [I will ask anyway|asking costs nothing|it is worth a try].", "I have [looked for ages|looked high and low|searched everywhere|hunted for it] and [still cannot find it|am none the wiser|got nowhere].",
    "Something [slipped past me|escaped me|is unclear to me|puzzles me] [here|on this page].", "I [am preparing|am drafting|am finishing|have to write|must hand in] [a memo|a summary|a briefing|a handout|an essay][| today].",
    "I am [double-checking|verifying|proofreading|reviewing] [a colleague's work|someone's notes|my own notes|a draft].", "We are [discussing|arguing about|going over] this " + _PAGE + " [at the office|in class|right now].",
    "My [boss|manager|teacher|client|supervisor] [asked me this|keeps asking me this|wants this from me][| today].", "Two of us [disagree|see it differently|could not agree], so [please settle it|we turn to you|you be the judge].",
    "I [may|might|could] have misread [this|it|something].", "I [want|would like|need] to [make sure|be certain|be on the safe side].", "I do not [trust|quite trust|rely on] my [memory|notes|own reading].",
    "[Please read|Kindly read|Study] the [page|whole document] [carefully|closely|with care][.| first.| before you answer.]", "[Have|Take] a [good|close|quick|careful] look at [this|the page|what is shown|the image|what you see].",
    "[Everything you need|All you need|The answer] [should be|ought to be] [on the page|in the document|in front of you].", "[Rely on|Go by|Stick to|Use] [nothing but |]what [the page says|is printed|you can see|is on the page].",
    "[Answer|Reply|Respond] from the " + _PAGE + " [alone|only|and from nothing else].", "[Here is|Here comes|This is] [my question|my request|the next one|what I came for][.|:]", "[I have|I've got|There is] [a question|a small question|something to ask] [about|regarding] [this|the page|the document].",
    "[Sorry|Apologies][.|, it's me again.| for the interruption.| for bothering you.]", "[Thanks|Thank you|Many thanks] [in advance|for your help|for taking a look|for your time].",
    "[May I|Can I|Could I|Might I] [ask you something|put a question to you|trouble you with something|pick your brain]?", "[Can|Could|Would|Will] you [help me out|help me with something|lend me a hand|do me a favour|check something for me]?",
    "[Do you have|Could you spare|Can you spare|Got|Have you got] a [moment|minute|second]?", "I [need|could use|would be glad of] [your help|a hand|a second pair of eyes|some help] [here|with this|with something].",
    "There is something I [need|want|have|was told] to [find out|look up|check].", "[Let's|Let us] [begin|start|carry on|continue][.| with this.| with the next one.]", "[First|Next|Last|Final|Another|New] [question|one|item].",
    "I am filling in [a questionnaire|a spreadsheet|a checklist|a template] and [this is missing|one field is empty|am stuck here].", "I [read|heard|was told] something about this [elsewhere|yesterday|the other day] and want to [check|verify] it.",
    "[I'm|I am] [on the phone|on a call|at the counter] with [a customer|someone|a client] who [wants to know|is asking|needs this].", "My [screen reader|phone|printer] [skipped|cut off|swallowed] [part of this|some of this|half of the page].",
    "[This is|Call it] [an exercise|a little test|a quiz question|a reading exercise|homework].", "I am [studying|revising|practising|cramming] for [an exam|a test|my finals].", "[Imagine|Suppose|Pretend] [I cannot see the page|you are reading to me].",
    "[You are|Act as|Be] [a careful reader|an attentive assistant|a clerk who reads closely|a patient helper].", "[Below|Attached|Enclosed|Above] is [a page|a document|an image of a page|what I have].", "[Look at|See|Refer to|Consult|Turn to] the " + _PAGE + "[| shown| in question| at hand].",
    "[Not urgent|No pressure|It is a detail], but [it matters to me|it would help me a lot|it has been bugging me].", "No [rush|hurry|stress], [take your time|whenever you can|just when you have a moment].", "[This one|The next one|It] is [probably easy|probably simple|perhaps tricky|a bit tricky|child's play].",
    "[A silly|A basic|An odd|A beginner's] question[.|, I know.|, I fear.]", "Let me [come straight to the point|keep this short|be brief|cut to the chase].", "I have read [it|the page] [twice|three times|over and over] and [am still unsure|still don't see it|remain in the dark].",
    "[Excuse the typos|Forgive my brevity|Please excuse the haste], [I am on my phone|I'm on the train|I am between two meetings].", "It is for [a report|a colleague|the minutes|our files|a friend].", "[Someone|A reader|My daughter|A student] [asked me this|came to me with this] and I [had no answer|was at a loss|could not say].",
)

_FOLLOWS_EN = (
    "[Thanks|Thank you|Many thanks|Thanks a lot|Much appreciated|Cheers|Thanks a bunch][.|!]", "[thx|thanks|ty|ta|tia|cheers]", "[Thanks|Thank you] [in advance|for your help|for looking|for checking|for your time|for bearing with me|ever so much].",
    "[Please|Pls|Pretty please][.|!]", "[Just the answer|Only the answer|The answer alone|The bare answer][.|, please.|, thanks.| will do.| is fine.]", "No [explanation|explanations|reasoning|commentary|preamble|introduction] [needed|required|necessary|wanted].",
    "I [don't need|do not want|am not after|didn't ask for] [an explanation|the reasons|any commentary|a long story].", "A [short|brief|concise|quick] [answer|reply] [will do|is enough|is fine|would be best|is all I need].", "[Keep it|Make it] [short|brief|concise|snappy][.|, please.]",
    "[In one line|In a single line|In as few words as possible|Briefly|In brief][, please|, if you can|].", "[Answer|Reply|Respond] [briefly|concisely|in one line|without padding|without frills|straight away].", "[One line|A line|A single line] is [enough|plenty|fine|all I need].",
    "No [essays|novels|speeches|lectures|small talk|waffle|filler][, please|, thanks|].", "[Skip|Spare me|Leave out|Drop] the [reasoning|introduction|pleasantries|waffle].", "[Straight|Right] to the point[, please|, if you would|].", "[Don't|Do not|No need to|You needn't] [explain|elaborate|comment|give reasons|repeat the question].",
    "[Full|Complete|Whole|Long] sentences are not [needed|necessary|required|called for].", "No need for [a full sentence|a long answer|politeness|detail|fine words].", "I [just|only|simply] [need|want] the answer[|, nothing else|, not the reasoning|, not how you got there|, no more than that].",
    "[Copy|Quote|Reproduce] anything you take from the page [exactly|just|precisely] as it [stands|is printed|is written there].", "[Where you quote|If you quote], quote [exactly|faithfully|word for word].", "[Check|Look] [twice|again|carefully|closely] before [answering|you answer|you reply].", "[Please be|Be|Do be] [precise|accurate|exact|careful].",
    "[Don't|Do not|Please don't] [guess|make anything up|invent anything|speculate].", "It [has to|must|needs to|should] be [right|correct|accurate].", "[Accuracy|Precision|Correctness] matters[.| here.| to me.| more than speed.]", "[Take|Do take] your time[.|, though.|, I can wait.]", "The [sooner|faster|quicker|earlier] the better.",
    "[As soon as you can|As quickly as you can|ASAP|At your earliest convenience][, please|].", "[It's|It is] [urgent|rather urgent|pressing|a matter of minutes].", "My [boss|manager|client|teacher|editor] is [waiting|waiting for it|getting impatient|breathing down my neck].", "[I'm|I am] [in a hurry|running late|short of time|pressed for time|due in a meeting].",
    "I [need|want] it for [a report|a memo|my notes|a presentation|a meeting|my homework|an audit].", "It [goes|is going|will go] [straight into|into] [my notes|a slide|the minutes|our records|an e-mail].", "[A lot|Much|Plenty|My bonus] depends on it.", "It [matters|is important|means a lot] to [me|us|a client].",
    "I [couldn't|could not|can't|cannot] [find it|make it out|work it out|see it] [myself|on my own|for the life of me].", "[Search|Look through|Scan|Check] [the whole page|everything|the small print, too|every corner of the page].", "It [should|might|may|could] be [on the page|in there|somewhere in the document|in plain sight].",
    "If [it is|it's] not [there|given|stated|on the page|shown], [say so|just tell me|that's fine|no harm done|never mind].", "[It is|It's] [all right|fine|OK|no problem] if [the page does not say|it is not there|you cannot find it|there is no answer].", "Should [the page not say|it be missing|there be no answer|it not be there], [say so|just tell me|I can live with that].",
    "If you [cannot|can't] [tell|find it|make it out|see it], [say so|be frank|admit it|leave it].", "[If in doubt|When in doubt|If unsure], [say so|look again|check again|read it again].", "[Ignore|Disregard|Leave aside|Forget about] [the rest|everything else|whatever else is on the page].", "The rest [doesn't interest me|is of no interest|does not matter|can wait|is by the by].",
    "Nothing else [matters|is needed|interests me][.| right now.| for now.]", "That's [all|it|all I need|all I want to know][.| for now.| for today.|, thanks.]", "[Go by|Stick to|Rely on|Trust] what the page [says|shows|states].", "[No outside knowledge|Nothing from elsewhere|No web search|No guesswork][, please|].",
    "[I'd|I would|We would] be [grateful|obliged|thankful][.| for your help.| for a quick reply.]", "[I'd|I would|We would] [appreciate|welcome] [your help|a quick answer|a reply].", "[Any help|Help|Your help|A quick look] would be [appreciated|welcome|great].", "[Sorry|Apologies] [for the bother|if this is obvious|if I overlooked it|for the rush|for the short notice].",
    "[Hope|I hope] [that's clear|that makes sense|this isn't too much to ask|you can help|I put that clearly].", "[Can|Could|Would|Will] you [look that up|check that|have a look|see to it][| for me|, please]?", "See if you can [find it|make it out|work it out|tell].", "I [already have|have already got|know] [the rest|everything else].",
    "[Answer|A|Your answer|Reply|Response]:", "[Over to you|Your turn|Go ahead|Off you go|Let's hear it|Fire away][.|!]", "([no explanation|short answer|keep it short|answer only|see the page|urgent])", "([if stated|if the page says|if it can be told|if you can see it|if it is there])", "- [thanks|thank you|many thanks|cheers|all the best][!|]",
    "Your answer [will be|is going to be] [checked|read aloud|filed|copied|compared with ours].", "I will [read it out|pass it on|write it down|copy it|forward it][.| word for word.| straight away.]", "[No formatting|No markdown|No bullet points|No headings|Plain text][, please|].", "[Kind regards|Best wishes|Best regards|Best|All the best][.|,|, Tom|, Maria]",
    "I [have asked|asked] [two people|others|everyone here] [already|before] and [got no answer|nobody knew|they were no help].", "[I promise|I swear], it's the last [one|question|thing I ask].", "[It's been|It has been] [bugging|puzzling|bothering] me [all day|since this morning|for an hour].", "You should be able to [tell|find it|see it|help].", "[Easy one|Simple enough|Tricky one], [I think|I'd say|I guess|I suppose].",
    "[Asking|I ask] because [I lost my notes|I missed it|a colleague needs it|two of us disagree].", "Look it up [on the page|in the document], [please|not elsewhere].",
    "[I'll|We'll] take it from [there|here].", "[Curious|Eager|Keen] to [hear|know|see] [what you find|your answer].", "[Looking forward to|Awaiting|Waiting for] your [answer|reply|response].", "[This|It] is the [last|only] [thing|point] I [need|am missing].", "[Good luck|Best of luck|Have fun][.|!]",
    "[And|Oh, and] [thanks|thank you|no rush|be quick][.|!]", "[Treat|Handle|Regard] this as [urgent|a priority|confidential].", "I [know|realise] it's [hard to read|buried in there|a lot to read].", "[Everyone|The whole team|Half the office] is [waiting|curious|asking].",
)

_LEADS_ZH = (
    "[你好|您好|嗨|哈喽|大家好|老师好|早上好|下午好|晚上好][，|！|。]", "[问题|问|提问|题目|任务|待查|请求|咨询]：", "[问题|任务|题目][一|二|三|1|2|3][：|、]", "【[问题|任务|提问|待办|请教]】",
    "[关于|针对][这一页|这页内容|这份文件|附件][，|，我有个问题：|，想弄清一点：]", "[快问快答|简单问一句|就一个问题|最后一个问题|再来一个|下一题|顺便一问|插一句|多问一句]：", "[不好意思|抱歉|对不起]，[又来麻烦您了。|占用您一点时间。|]", "[打扰了|冒昧打扰|打扰一下|劳驾了][，|。]",
    "[麻烦|劳烦|烦请|有劳][您|你][帮个忙|看一眼|费心看看][：|。]", "[帮帮忙|帮个忙|求助|求帮忙|在线等][，|！|：]", "[请|麻烦][仔细|认真|好好][看一遍|读一读][这一页|原文][。|，再回答：]", "[看图|看页面|看附件|看文件|阅读材料][回答|答题|作答][：|。]",
    "[请只|请仅|只能][根据|凭][页面|文件|图中内容|原文][作答：|回答。]", "以页面[上写的|所载内容|所示]为准[，|。|：]", "[不要猜|别猜|不许瞎猜|别凭印象]，[看清楚再答：|]", "我[正在|在][看|翻|读|核对][这一页|这份文件|手头的材料][，|。]",
    "[领导|客户|老师|同事|审计][刚才|今天|一早][问我这个|问起这件事][，|。]", "[替|帮][同事|朋友|客户|领导|家里老人]问[一句|个问题][：|，]", "我[赶时间|很急|时间不多|马上要开会|这边催得紧][，|。]", "[会议|课|答辩|电话会][马上|五分钟后|一会儿]就要开始了[，|。]",
    "[不着急|不急|慢慢来|您先忙]，[有空再看：|方便时再回：]", "[我有老花眼|我眼神不好|我没戴眼镜|字太小]，[看不清楚|看得吃力]。", "[扫描件|图片|复印件|页面][有点糊|不太清楚|印得很淡]，[请尽量辨认|麻烦多费心|能看多少算多少]。", "[不确定|不清楚|不知道|拿不准][页面上|文件里|这页][有没有|写没写|提没提]，",
    "[也许|可能|说不定|没准][没写|这里没有|找不到|不在这页上]，[但还是想问：|不过还是问一句，|姑且问问：]", "[要是|如果|假如|倘若][页面上有|文件里写了|能找到|看得出来][的话|]，", "[找了|翻了|看了][半天|好几遍|很久][没找到|也没看到|还是没头绪]，", "[我|我们][怕|担心][看错|记错|弄混|看漏]，",
    "[确认|核实|核对|复核|求证]一[下|件事][：|，]", "[为稳妥起见|为保险起见|以防万一|免得弄错|为避免误会]，", "[做|写|准备|整理][报告|汇报材料|会议纪要|发言稿|作业][要用|用得上]，", "[正在|我在][填表|做笔记|录入|备课|复习|写总结]，[卡在这里了：|差这一项：|]",
    "[考考你|小测验|阅读练习|随堂小考|练习题|考一考眼力][：|。]", "[好|好的|那么|嗯|行|那|对了|另外|还有|接下来|话说|首先|最后]，", "[回到|再看|接着看|还是看][这一页|这份文件|刚才那页][，|：]", "[换个|另一个|下一个][问题|话题]：", "[我有|我这儿有|这里有]一[个小问题|件事想弄清楚|事不明][：|。|，]",
    "[有一点|有件事|有一处|有个地方][不明白|没看懂|想弄清楚|吃不准][：|，|。]", "我是[新手|外行|初学者|门外汉]，[多包涵|别见笑|请多指教][：|。]", "[问题可能很傻|可能问得很基础|问得有点笨|也许是个傻问题]，[别介意|请见谅|还是想问][：|。]", "[知道您很忙|我知道时候不早了|明知麻烦您]，[但|可是|不过][还得问一句|想请您看看][：|，]",
    "[先谢了|先谢过|提前谢谢|先道声谢|感谢帮忙][！|，|。]", "[能|可以][帮我个忙|占用您一分钟|请教您一个问题|请您看一眼]吗？", "[有空吗|在吗|在不在|现在方便吗]？", "[我们几个|我和同事|大家|组里][看法不一|各执一词|争了半天]，[请您裁断。|请你来评评：|看看到底怎样：]", "[上面|下面|附件里|这里]是[一页文件|一份材料|页面截图]。",
    "[假设|就当|设想]我[看不到这页|没有这份文件]，[全靠你了|你来替我看][：|。]", "[你是|请你当]一位[细心的读者|认真的助手|耐心的文员]。", "[长话短说|开门见山|直说吧|废话不多说|闲话少说|言归正传][，|：]", "[记录|存档|汇报|备查|写材料|做台账]用[：|，]", "[出于好奇|纯属好奇|随便问问|闲来一问][，|：]",
    "我[在路上|在地铁上|在外面|用的是手机]，[打不开文件|看不了大图|不方便翻看][：|。|，]", "[刚|刚刚|昨天][收到|拿到|打开][这份文件|这一页|一份材料][，|。]", "[电话里|柜台前|群里|会上][有人|有位客户|有同事][在问：|等着答复。|问了这么一句：]", "[这题|这一条|下面这个][应该不难|有点绕|可能很简单|不算急][，|：|。]", "[求教|求问|求解|请指教|求指点][：|！]",
    "[用户|客户|读者|学生|访客][问|提问|来信|留言]：", "[对照|参照|参考|结合][页面|原文|原件|所附文件]，", "[从这页看|单看这一页|就这一页而言|照页面上说的|凭这页内容]，", "[听同事|听人|听客户]提过一嘴，想[核实|核对]一下[：|，]", "[别的|其他的|其余的][先不管|暂且不提|都清楚了|我都有了]，[只差这个：|就问这个：|]",
    "趁[还没下班|还没忘|文件开着|你正看着]，[问一句：|]", "在[你|您][看的|打开的|面前的]这[一页上|份文件里]，", "[急|急急急|紧急|加急|火急][！|：]", "[今天|今晚|中午|下班前|周五前]要[交|用|上报][，|。]", "我[眼花了|看漏了|没看仔细|可能看岔了]，[再请您看看|请您再瞧一眼|请帮我把把关][：|。]",
    "为[写完报告|填完这张单子|了结此事|补齐资料]，", "[注意|提示|说明]：[答案可能不在页上|内容都在页面上|请看清再答]。", "[第一次|头一回|初次]来问，[请多关照。|不太会问：|]", "[OK|ok|Hi|hi|嗯嗯|哎]，", "[小助手|助手|小助理|同学|师傅][，|：|，你好，]", "[忘了|记不清了|一时想不起|没记住]，[帮我看看：|]", "[查一查|瞧一瞧|看一看|找一找][：|，]",
    "[小朋友|孩子|学生]作业里有这么一题[：|，]", "[先|再|多嘴]问一[个|句|件事][：|，]", "[抢答|轮到你了|看你的了|请听题][！|：]", "[手头|眼下|目前][缺|差]一项内容[：|，]", "这一页[信息很多|密密麻麻|内容不少]，[帮我捋一捋|我看花眼了][。|：]", "[按要求|按规定|照例|例行]核对[：|，]",
    "听说你[看得细|眼力好|读得快]，[来请教了|考考你][：|。]", "[今天|这次|本次]的[问题|任务|题目]如下：", "[麻烦|请]用[这一页|这份材料]来[回答：|作答：|答题。]",
)

_FOLLOWS_ZH = (
    "[谢谢|多谢|感谢|谢了|谢啦|非常感谢|万分感谢|感激不尽][！|。|]", "[先谢过|提前致谢|有劳了|辛苦了|麻烦了|拜托了|劳您费心][！|。|~]", "[谢谢|感谢]您[的帮助|抽空|的耐心|费心查看][！|。]", "[只要|只给|直接给][答案|结果]就[行|好|可以]。", "[不用|不必|无需|别|不需要][解释|说明理由|写过程|展开|多说|举例|复述问题]。",
    "[一句话|一行字|三言两语][就行|就够|足矣|即可]。", "[简短|简洁|简明][回答|作答][就好|即可|为宜]。", "[越短越好|越简单越好|言简意赅|别太长|不要长篇大论|点到为止][。|，谢谢。]", "[直接|直截了当地|痛痛快快地]回答[就行|吧|即可]。", "[废话|套话|客套话|开场白|背景介绍][就免了|不要|省掉|可以不写]。",
    "[不要|别|请勿|切勿|千万别][猜|瞎编|臆测|编造|想当然]。", "[务必|请务必|一定要][准确|看准|看仔细|核对清楚]。", "[答错了|弄错了|搞错了][会很麻烦|要担责任|我得重做|影响很大]。", "[引用|摘抄|抄录|引述]原文[时|的话][请|要|须][一字不差|照原样]。", "[没有|没写|找不到|看不出来|没提到][就|的话就][直说|算了|告诉我|不用管]。",
    "[如果|要是|倘若|万一][页面上没有|没写明|文件没提|看不清]，[请直说|也没关系|照实说即可]。", "[没有|找不到|没写]也[没关系|不要紧|无妨|不怪你]。", "[拿不准|不确定|没把握]就[再看一遍|照实说|说明一下|多看两眼]。", "[不急|不着急|慢慢来]，[我等着|看仔细些|不赶时间]。", "[急|很急|挺急的|十万火急|急用][！|。|，在线等。]",
    "[越快越好|尽快|请尽快|马上要用][。|，谢谢。|！]", "[领导|老板|客户|老师|同事|编辑][在等|等着|催着|等回话]呢。", "[领导|客户|对方|老师]催了[几次|半天|一上午]了。", "[马上|一会儿|待会儿|五分钟后]要[开会|交材料|汇报|上课|登机]。", "[写报告|做汇报|填表|存档|备课|写论文][要用|用|用得上]。",
    "[要|得|准备]把[它|答案][写进报告|念给大家听|记下来|转告同事]。", "这[对我|对我们|事]很[重要|要紧|关键]。", "[应该|可能|大概|想必|估计]就在[页面上|这页里|文件中|某个角落|小字里]。", "[小字|脚注|边角]也[看看|别漏掉|请留意]。", "[请|麻烦][再看一遍|仔细找找|多看两眼|通读全页][再答|再回答]。",
    "[请以|要以|一律以][页面|原文|文件]内容为准。", "[不要|别|无需][查别的资料|参考外部资料|上网搜|凭印象]。", "[其他|其余的|别的|旁的][不用管|我不关心|不必说|先放一边|我都有了]。", "[就这些|就这一问|没别的了|仅此而已|问完了][。|，谢谢。]", "[答|A|答案|回复|你的回答]：",
    "（[简答|不用解释|一句话|直接答|急|如有|请看原文|只答所问]）", "【[简答|急|在线等|只要答案]】", "[麻烦|劳驾|烦请][您|你][看一下|查一下|过个目|找一找]。", "[能|可以][帮我|帮忙][看看|查查|找找|确认一下]吗？", "我[找了半天|看了几遍|翻来覆去]也没[找到|看明白|看出来]。", "我[眼神|视力|眼睛][不好|不行|欠佳]，[看不清|只好求助|拜托你了]。",
    "[怕|担心|就怕][看错|记错|弄混|漏掉]，[所以问问|才来问你|想核实一下]。", "[问得|说得|写得][急了点|不清楚|太绕了|笨了些]，[请见谅|多包涵|别介意]。", "[不好意思|抱歉|对不住]，[打扰了|麻烦你了|问得太细|占用您时间了]。", "[如能告知|若能回复|要是肯帮忙]，[不胜感激|就太好了|那真是帮大忙了]。", "[用纯文本|纯文本][即可|就行|便可]。", "[不要|不用|别用][加粗|列表|标题|表情|编号]。",
    "[您|你][给看看|帮着瞧瞧|受累看看]。", "[请讲|请说|请答|请回答|请作答|请赐教|开始吧|说吧|答吧][。|！]", "[等着|坐等|静候|恭候|期待][您|你]的[回复|答复|回答][。|！]", "[回头|稍后|之后][会有人|要请人|我会][核对|复核|检查]。", "[我和同事|大家|组里][说法不一|争执不下|看法不同]。", "这[困扰|难住]了[我|我们][一上午|半天|很久]。",
    "[应该|估计|想来][不难|挺简单|一看就知道|难不倒你]。", "[这是|算是|这真是][最后一个问题|最后一问]了[。|，我保证。]", "[格式|措辞|长短][随意|不限|不讲究]。", "[不用|不必|无需][写成|凑成][整句|完整的句子|长句]。", "[此致敬礼|祝好|顺祝安好|祝工作顺利|祝顺利][。|！|]", "[thx|thanks|3q|感恩|蟹蟹][~|！|]", "[引用|提到]的[名称|字句|符号]请[照抄|照录|保持原样]。",
    "[我|这边]只[关心|想弄清|在意]这[个|一点|一件事]。", "[按|照着|就照][页面|文件|图]上[的来|说的答|写的来]。", "[问遍了|问过|请教过][同事|好几个人|周围的人]，[没人知道|都说不清|没有结果]。", "[回答|答复][请|要|须][简短|简洁|明确|准确]。", "我打不开[原件|大图|文件]，[靠你了|全靠您了|只能问你]。", "我[刚接手|是新来的|第一次看这种文件]，[请多指教|不太懂|多担待]。",
    "[错过了|没赶上|没听清|忘了记]，只好[来问|请你看看|麻烦你]。", "[别|不要|请勿][答非所问|东拉西扯|绕弯子|兜圈子|卖关子]。", "[看清楚|想清楚|核对好|确认无误]再[答|说|回复][。|，不急。]", "[帮我|替我]看[仔细点|清楚点|准一点][。|，谢谢。|，拜托。]", "[收到|看到][后|了][请回复|请回我|说一声]。",
)

LEADS = {"en": (*RUNNING_LEADS, *_STANDING_LEADS), "zh": _LEADS_ZH}
FOLLOWS = {"en": _FOLLOWS_EN, "zh": _FOLLOWS_ZH}
_OPENERS = (
    "a about according across after against all along also am among amount amounts an and any anything are as at based before behind being below "
    "beside besides between both but by calculate can change check choose citing compare compared comparing compute concerning confirm consider "
    "copy correct could count currency decide deduct derive determine did difference divide do does don't during each either enter establish "
    "estimate every exactly explain express expressed extract fetch figure figure's fill find for from get give given go going growth had has have "
    "having he help here how identify if in indicate into is isn't it it's judging just kindly let let's line list locate look looking make match may me "
    "measure measured measuring might much my name neither next no not number of on one only or our out over per percent percentage period pick "
    "please point print provide put quote quotient ratio read reading regarding relative repeat report return right say see select set shall she should show "
    "since so some someone somewhere spell split starting state subtract suppose supposing take taking tell than that that's the their then there there's these thousands "
    "they this those through to total true turn two under unit units until up use using value verify versus via was we were what what's when "
    "where where's which while who who's whose why will with within without work would write year yes yet you your"
)
_OPENING = re.compile(r"(?!May (?!I |we ))([A-Z][a-z]*(?:'[a-z]+)?)(?![\w&.]| [A-Z][a-z])")  # a word, no month and no part of a longer name
_ENDED = re.compile(r"[.?!…。？！～][\"'”’)）」』]*$")
_ASKS = {
    "en": re.compile(
        r"(?i)(?:^|[.,;:-] )(?:\{\w+\},? )?(?:(?:and|so|but|by|in|of|at|to|for|from|on) )?(?:what|how|which|who|whose|whom|when|where|why|is"
        r"|are|am|was|were|did|do|does|has|have|had|can|could|may|will|would|should)\b|=$"
    ),
    "zh": re.compile("什么|多少|多大|多高|几|哪|谁|何|吗|呢|么|是否|是不是|有没有|还是|能否|可否|怎|[=＝]$"),
}
# fmt: on


def framed(template: str, language: str, rng: Random) -> str:
    """A wording with ``{slots}`` and, now and then, a lead before it, a follow after it or both; nothing else changes.

    Where a follow comes after it, a wording without a final sign gets one. After a running lead of English, its capital
    goes, unless it may be that of "I", a name or an abbreviation; a slot at the start stays as it is.
    """
    if rng.random() >= FRAME_PROB:
        return template
    text, drawn, gap = template, rng.random(), "" if language == "zh" else " "
    if drawn >= LEAD_SHARE:
        text = f"{_ended(text, language)}{gap}{vary(rng.choice(FOLLOWS[language]), rng)}"
    if not LEAD_SHARE <= drawn < LEAD_SHARE + FOLLOW_SHARE:
        lead = rng.choice(LEADS[language])
        text = f"{vary(lead, rng)}{gap}{_uncapitalised(text) if lead in RUNNING_LEADS else text}"
    return text


def _ended(text: str, language: str) -> str:
    if _ENDED.search(text):
        return text
    text = text.rstrip(" ,:;-–—，：；、")
    statement, question = (".", "?") if language == "en" else ("。", "？")
    return text + (question if _ASKS[language].search(text) else statement)


def _uncapitalised(text: str) -> str:
    opening = _OPENING.match(text)
    return text[0].lower() + text[1:] if opening and opening[1].lower() in _OPENERS.split() else text
