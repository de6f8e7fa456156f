# ruff: noqa: E501 - lists of phrases
"""What sites say around their articles, by language; ``{name}``, ``{date}``, ``{site}`` ... are filled in."""

from __future__ import annotations

from dataclasses import dataclass

from glyph.data.generators.lookups.words import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """The stock phrases of sites in one language."""

    menu: tuple[str, ...]
    consent: tuple[str, ...]
    buttons: tuple[str, ...]
    share: tuple[str, ...]
    meta: tuple[str, ...]  # who wrote an article, and when
    advert: tuple[str, ...]
    newsletter: tuple[str, ...]
    caption: tuple[str, ...]
    inline: tuple[str, ...]  # between paragraphs, with the headline of another article
    teasers: tuple[str, ...]  # headings over links to other articles
    comments: tuple[str, ...]  # headings over what readers say
    remark: tuple[str, ...]  # who says it
    author: tuple[str, ...]
    tags: tuple[str, ...]
    footer: tuple[str, ...]
    rights: tuple[str, ...]
    subheads: tuple[str, ...]  # beside those made of the article's words


PHRASES: dict[Language, Phrases] = {
    "en": Phrases(
        menu=("Home", "News", "World", "Politics", "Business", "Markets", "Technology", "Science", "Health", "Sport", "Culture", "Books", "Film", "Music", "Travel", "Food", "Opinion", "Video", "Podcasts", "Weather", "Education", "Environment", "Jobs", "Shop", "About", "Contact", "Blog", "Docs", "Pricing", "Support", "Sign in", "Register", "Subscribe", "Log out", "Search", "More"),
        consent=("We use cookies to give you the best experience on our site.", "This site uses cookies. By going on you accept them.", "We and our {n} partners store information on your device. You can change your choice at any time.", "Your privacy matters to us. Read how {site} handles your data."),
        buttons=("Accept all", "Reject", "Manage choices", "OK, got it", "Skip to content", "Menu", "Load more", "Follow", "Save", "Print", "Listen to this article"),
        share=("Share", "Tweet", "Facebook", "Twitter", "LinkedIn", "WhatsApp", "Email", "Copy link", "Pin it", "Reddit", "Share on Facebook", "Send by mail", "{n} shares", "{n} comments"),
        meta=("By {name}", "by {name} and {name}", "{name}, {site}", "Published {date}", "{date}", "Updated: {date}", "Posted on {date} by {name}", "{n} min read", "Last modified on {date} at {time}", "{name} | {date}", "From our correspondent in {name}", "Filed under: {label}", "Words: {name}. Photographs: {name}"),
        advert=("Advertisement", "Sponsored content", "Advertising", "Story continues below", "Promoted by {name}"),
        newsletter=("Sign up for our newsletter and get the best of {site} in your inbox.", "Get the day's headlines every morning.", "Enjoying this? Become a member of {site} from ${n} a month.", "You have {n} free articles left this month.", "Download our app for iOS and Android."),
        caption=("Photo: {name}", "Image credit: {name}/{site}", "{label}, seen on {date}. ({name})", "{text} Photograph: {name}", "Figure {n}. {text}", "{label}"),
        inline=("Read more: {headline}", "See also: {headline}", "Related: {headline}", "Don't miss: {headline}", "{headline}", "Watch: {headline}"),
        teasers=("Related articles", "Most read", "More from {site}", "Trending now", "You may also like", "Recommended for you", "Latest", "Editor's picks", "In pictures", "Around the web", "Top stories"),
        comments=("Comments", "{n} comments", "Join the conversation", "What readers say", "Leave a reply"),
        remark=("{name} says:", "{name}, {date}", "{name} wrote on {date}", "{name} · {n} hours ago"),
        author=("{name} writes about {label} for {site}.", "About the author: {name} has been with {site} since {year}.", "{name} is a reporter in {name}. Follow them on Twitter."),
        tags=("Tags:", "Topics", "Filed under", "Keywords:", "More about"),
        footer=("About us", "Contact", "Terms of use", "Privacy policy", "Cookie settings", "Careers", "Help", "Site map", "Advertise with us", "Corrections", "RSS", "Accessibility", "Press", "Archive", "Back to top", "Imprint"),
        rights=("© {year} {site}. All rights reserved.", "Copyright {year} {site}", "© {site} {year}. Reprinting only with permission.", "Powered by {site}. {site} is not responsible for the content of external sites."),
        subheads=("Background", "What happens next", "Why it matters", "The details", "How it works", "Conclusion", "Getting started", "What we found", "A closer look", "In practice"),
    ),
    "zh": Phrases(
        menu=("首页", "新闻", "国际", "国内", "财经", "股票", "科技", "数码", "体育", "娱乐", "汽车", "房产", "教育", "健康", "文化", "旅游", "美食", "军事", "视频", "图片", "专题", "评论", "博客", "论坛", "下载", "文档", "产品", "价格", "帮助", "登录", "注册", "搜索", "关于", "更多"),
        consent=("本网站使用Cookie来提升您的浏览体验。", "继续浏览即表示您同意我们使用Cookie。", "我们重视您的隐私，详情请见{site}隐私政策。", "为向您提供更好的服务，我们会收集部分使用数据。"),
        buttons=("接受", "拒绝", "设置", "知道了", "菜单", "加载更多", "关注", "收藏", "打印", "听全文", "返回顶部"),
        share=("分享", "微信", "微博", "QQ空间", "朋友圈", "复制链接", "分享到微博", "转发", "点赞{n}", "评论{n}", "邮件", "收藏"),
        meta=("作者：{name}", "记者 {name}", "来源：{site}", "{date}", "发布时间：{date}", "{date} {time} {site}", "责任编辑：{name}", "{site}{date}讯", "阅读{n}", "约{n}分钟", "文/{name}", "本报记者{name} 通讯员{name}"),
        advert=("广告", "推广", "赞助内容", "下文继续", "由{name}提供"),
        newsletter=("订阅{site}，每天早上收到最新消息。", "扫码下载客户端，阅读更方便。", "喜欢这篇文章？每月{n}元成为会员。", "本月您还可免费阅读{n}篇。", "关注我们的公众号。"),
        caption=("图：{name}", "图片来源：{site}", "{label}（资料图）", "{text}{name}摄", "图{n} {text}", "{label}"),
        inline=("延伸阅读：{headline}", "相关报道：{headline}", "另见：{headline}", "{headline}", "视频：{headline}"),
        teasers=("相关阅读", "热门文章", "推荐阅读", "猜你喜欢", "今日热点", "最新文章", "编辑推荐", "排行榜", "{site}更多内容", "精彩图集"),
        comments=("网友评论", "评论（{n}）", "发表评论", "全部评论", "大家都在说"),
        remark=("{name}：", "{name} {date}", "{name} {n}小时前", "网友{name}说："),
        author=("{name}，{site}记者，关注{label}。", "作者简介：{name}自{year}年起为{site}撰稿。", "本文作者{name}，欢迎关注。"),
        tags=("标签：", "关键词：", "话题", "分类"),
        footer=("关于我们", "联系我们", "用户协议", "隐私政策", "广告服务", "招聘信息", "帮助中心", "网站地图", "版权声明", "意见反馈", "友情链接", "举报"),
        rights=("版权所有 © {year} {site}", "© {year} {site} 保留所有权利", "{site}版权所有，未经许可不得转载。", "本站内容仅代表作者观点，与{site}无关。"),
        subheads=("背景", "为什么重要", "具体做法", "接下来", "结论", "现状", "原因分析", "如何使用", "几点说明"),
    ),
}  # fmt: skip
