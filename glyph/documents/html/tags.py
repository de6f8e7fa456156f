"""HTML's tags by how they are read, and its white space."""

from __future__ import annotations

WS = " \t\n\f\r"


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


RAW_TAGS = _set("script style xmp iframe noembed noframes noscript plaintext textarea title")
DECODED_RAW_TAGS = _set("textarea title")
BLOCK_TAGS = _set("""address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav
    ol optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp""")
SKIPPED_TAGS = _set("""annotation annotation-xml area audio base basefont bgsound col colgroup datalist head link
    meta noembed noframes noscript param script source style template title track""")
NEVER_OPEN_TAGS = RAW_TAGS | _set("""area base basefont bgsound body br col embed frame head hr html image img input
    keygen link meta option param source track wbr""")
FORMATTING_TAGS = _set("a b big code em font i nobr s small strike strong tt u")
TABLE_PARTS = _set("caption colgroup tbody td tfoot th thead tr")
MARKER_TAGS = _set("applet caption marquee object td template th")  # formatting does not pass them
FOREIGN_TAGS = _set("math svg")
INTEGRATION_TAGS = _set("desc foreignobject mi mn mo ms mtext title")  # HTML within foreign elements
BREAKOUT_TAGS = (
    _set("""b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li
    listing menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var""")
)  # end foreign elements
SCOPE_TAGS = MARKER_TAGS | INTEGRATION_TAGS | _set("annotation-xml table")
SPECIAL_TAGS = BLOCK_TAGS | SCOPE_TAGS | _set("button select")
ITEM_STOPS = SPECIAL_TAGS - _set("address div p")
PARAGRAPH_STOPS = SCOPE_TAGS | _set("button")
TEMPLATE_TAGS = _set("template")
TABLE_SCOPE = _set("table template")
BOLD_TAGS = _set("b strong dt summary")
ITALIC_TAGS = _set("i em cite var dfn address")
MONO_TAGS = _set("code kbd samp tt")
VERBATIM_TAGS = _set("listing plaintext pre xmp")
STRUCK_TAGS = _set("del s strike")
EMBEDDED_TAGS = _set("canvas embed iframe img object svg video")
INLINE_TAGS = _set("""a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark meter nobr
    object output picture progress q rp rt ruby s samp select slot small span strike strong sub sup svg textarea time
    tt u var video""")
