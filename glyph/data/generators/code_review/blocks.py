"""Pieces of short algorithms: what programs are composed of, see ``programs.py``.

Each is the parameters it takes, and lines that leave its result in ``$res``. ``$name`` stands for a variable, a ``~``
in front of a line for one that may be left out, and of ``«a|b»`` one is chosen; where a digit leads, ``«1:a|b»``, all
of that digit are chosen alike. Written for this purpose.
"""

from __future__ import annotations

BLOCKS: tuple[tuple[str, str], ...] = (
    ("xs", """
$n = len($xs)
$res = «0|1|-1»
for $i in range(«1, $n|$n|$n - 1»):
    if $xs[$i] «<|>|==|!=|>=» $xs[$i - 1]:
        $res += 1
~    else:
~        $res = max($res, «0|1»)
"""),
    ("xs k", """
$l, $r = 0, len($xs) - 1
$res = -1
while $l «<=|<» $r:
    $mid = «($l + $r) // 2|$l + ($r - $l) // 2»
    if $xs[$mid] == $k:
        $res = $mid
        break
    elif $xs[$mid] «<|>» $k:
        $l = $mid + 1
    else:
        $r = $mid - 1
"""),
    ("xs k", """
$d = {}
$res = []
for $i, $x in enumerate($xs):
    if $k - $x in $d:
        $res«.append([$d[$k - $x], $i])| = [$d[$k - $x], $i]»
    $d[$x] = $i
"""),
    ("s", """
$d = «1:set()|{}|defaultdict(int)»
$l = 0
$res = 0
for $r in range(len($s)):
    while $s[$r] in $d:
        $d«1:.remove($s[$l])|.pop($s[$l])|.pop($s[$l])»
        $l += 1
    $d«1:.add($s[$r])|[$s[$r]] = 1|[$s[$r]] += 1»
    $res = max($res, $r - $l + 1)
"""),
    ("xs", """
$st = []
$res = [«0|-1»] * len($xs)
for $i, $x in enumerate($xs):
    while $st and $xs[$st[-1]] «<|>|<=» $x:
        $j = $st.pop()
        $res[$j] = «$i - $j|$x|$i»
    $st.append($i)
"""),
    ("s", """
$st = []
$d = {')': '(', ']': '[', '}': '{'}
$res = True
for $x in $s:
    if $x in $d:
        if not $st or $st[-1] != $d[$x]:
            $res = False
            break
        $st.pop()
    else:
        $st.append($x)
~if len($st) > 0:
~    $res = False
"""),
    ("k", """
$dp = [0] * ($k + 1)
$dp[0] = 1
~$dp[1] = 1
for $i in range(«1|2», $k + 1):
    for $j in range(«1|0», $i):
        $dp[$i] += $dp[$j] * $dp[$i - $j - 1]
$res = $dp[$k]
"""),
    ("xs k", """
$dp = [float('inf')] * ($k + 1)
$dp[0] = 0
for $x in «$xs|sorted($xs)|set($xs)»:
    for $i in range($x, $k + 1):
        $dp[$i] = min($dp[$i], $dp[$i - $x] + 1)
$res = $dp[$k] if $dp[$k] != float('inf') else -1
"""),
    ("s t", """
$n, $m = len($s), len($t)
$dp = [[0] * ($m + 1) for _ in range($n + 1)]
for $i in range(1, $n + 1):
    for $j in range(1, $m + 1):
        if $s[$i - 1] == $t[$j - 1]:
            $dp[$i][$j] = $dp[$i - 1][$j - 1] + 1
        else:
            $dp[$i][$j] = max($dp[$i - 1][$j], $dp[$i][$j - 1])
$res = $dp[$n][$m]
"""),
    ("grid", """
$n, $m = len($grid), len($grid[0])
$res = 0

def $f($i, $j):
    if $i < 0 or $i >= $n or $j < 0 or $j >= $m or $grid[$i][$j] != «1:1|'1'|'#'»:
        return
    $grid[$i][$j] = «1:0|'0'|'.'»
    $f($i + 1, $j)
    $f($i - 1, $j)
    $f($i, $j + 1)
    $f($i, $j - 1)

for $i in range($n):
    for $j in range($m):
        if $grid[$i][$j] == «1:1|'1'|'#'»:
            $f($i, $j)
            $res += 1
"""),
    ("grid", """
$q = «1:deque([(0, 0, 0)])|[(0, 0, 0)]»
$d = {(0, 0)}
$res = -1
while $q:
    $i, $j, $x = $q.«1:popleft()|pop(0)»
    if $i == len($grid) - 1 and $j == len($grid[0]) - 1:
        $res = $x
        break
    for $u, $v in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        $u, $v = $i + $u, $j + $v
        if 0 <= $u < len($grid) and 0 <= $v < len($grid[0]) and ($u, $v) not in $d:
            $d.add(($u, $v))
            $q.append(($u, $v, $x + 1))
"""),
    ("node", """
$res = []

def $f($u):
    if «not $u|$u is None»:
        return
    $f($u.left)
    $res.append($u.val)
    $f($u.right)

$f($node)
"""),
    ("node", """
$res = 0

def $f($u, $x):
    nonlocal $res
    if $u is None:
        return 0
    $l = $f($u.left, $x + 1)
    $r = $f($u.right, $x + 1)
    $res = max($res, «1:$l + $r|$x|$l + $r + $u.val»)
    return max($l, $r) + «1:1|1|$u.val»

$f($node, 0)
"""),
    ("node", """
$res = []
$q = deque([$node])
while $q:
    $cur = []
    for _ in range(len($q)):
        $u = $q.popleft()
        $cur.append($u.val)
        if $u.left:
            $q.append($u.left)
        if $u.right:
            $q.append($u.right)
    $res«.append($cur)| += $cur|.append(max($cur))|.append(sum($cur))»
"""),
    ("head", """
$res = None
$cur = $head
while $cur:
    $x = $cur.next
    $cur.next = $res
    $res = $cur
    $cur = $x
"""),
    ("head k", """
$res = ListNode(0, $head)
$l = $r = $res
for _ in range($k):
    $r = $r.next
while $r «and|is not None and» $r.next:
    $l = $l.next
    $r = $r.next
~$l.next = $l.next.next
$res = $res.next
"""),
    ("xs k", """
$heap = []
for $x in $xs:
    heapq.heappush($heap, «1:$x|$x|-$x»)
    if len($heap) > $k:
        heapq.heappop($heap)
$res = «1:$heap[0]|sum($heap)|-$heap[0]»
"""),
    ("xs", """
$d = «Counter($xs)|collections.Counter($xs)»
$res = «0|-1|None»
for $x, $y in $d.«items()|most_common()»:
    if $y «> 1|== 1|% 2 == 1|>= len($xs) // 2»:
        $res = «$x|$y»
~        break
"""),
    ("xs", """
$res = $cur = $xs[0]
for $x in $xs[1:]:
    $cur = max($x, $cur «+|*» $x)
    $res = max($res, $cur)
"""),
    ("xs", """
$res = []
$cur = []

def $f($i):
    if $i == len($xs):
        $res.append($cur«[:]|.copy()»)
        return
    $cur.append($xs[$i])
    $f($i + 1)
    $cur.pop()
    $f($i + 1)

$f(0)
"""),
    ("xs k", """
$res = 0
$cur = 0
$d = {0: 1}
for $x in $xs:
    $cur += $x
~    $cur %= $k
    $res += $d.get($cur «- $k|», 0)
    $d[$cur] = $d.get($cur, 0) + 1
"""),
    ("s", """
$l, $r = 0, len($s) - 1
$res = True
while $l < $r:
~    if not $s[$l].isalnum():
~        $l += 1
~        continue
    if $s[$l]«.lower()|» != $s[$r]«.lower()|»:
        $res = False
        break
    $l += 1
    $r -= 1
"""),
    ("s", """
$res = «""|''»
$i = 0
while $i < len($s):
    $j = $i
    while $j < len($s) and $s[$j] == $s[$i]:
        $j += 1
    $res += $s[$i] + str($j - $i)
    $i = $j
"""),
    ("xs ys", """
$i = $j = 0
$res = []
while $i < len($xs) and $j < len($ys):
    if $xs[$i] «<=|<» $ys[$j]:
        $res.append($xs[$i])
        $i += 1
    else:
        $res.append($ys[$j])
        $j += 1
$res«1: += |.extend(»$xs[$i:] + $ys[$j:]«1:|)»
"""),
    ("k", """
$res = 0
while $k > 0:
    $res = $res * «1:10 + $k % 10|2 + $k % 2»
    $k //= «1:10|2»
~if $res > 2 ** 31 - 1:
~    $res = 0
"""),
    ("k", """
$res = [True] * ($k + 1)
$res[0] = $res[1] = False
for $i in range(2, int($k ** 0.5) + 1):
    if $res[$i]:
        for $j in range($i * $i, $k + 1, $i):
            $res[$j] = False
$res = sum($res)
"""),
    ("xs k", """
$memo = {}

def $f($i, $x):
    if $x == 0:
        return «1:1|True»
    if $i >= len($xs) or $x < 0:
        return «1:0|False»
    if ($i, $x) in $memo:
        return $memo[($i, $x)]
    $memo[($i, $x)] = $f($i + 1, $x) «1:+|or» $f($i + 1, $x - $xs[$i])
    return $memo[($i, $x)]

$res = $f(0, $k)
"""),
    ("k grid", """
$graph = defaultdict(list)
$d = [0] * $k
for $u, $v in $grid:
    $graph[$u].append($v)
    $d[$v] += 1
$q = deque([$i for $i in range($k) if $d[$i] == 0])
$res = []
while $q:
    $u = $q.popleft()
    $res.append($u)
    for $v in $graph[$u]:
        $d[$v] -= 1
        if $d[$v] == 0:
            $q.append($v)
~if len($res) != $k:
~    $res = []
"""),
    ("k grid", """
$d = list(range($k))

def $f($x):
    while $d[$x] != $x:
        $d[$x] = $d[$d[$x]]
        $x = $d[$x]
    return $x

$res = $k
for $u, $v in $grid:
    $l, $r = $f($u), $f($v)
    if $l != $r:
        $d[$l] = $r
        $res -= 1
"""),
    ("grid", """
$grid«.sort()|.sort(key=lambda $x: $x[0])|.sort(key=lambda $x: $x[1])»
$res = [$grid[0]]
for $l, $r in $grid[1:]:
    if $l <= $res[-1][1]:
        $res[-1][1] = max($res[-1][1], $r)
    else:
        $res.append([$l, $r])
"""),
    ("s", """
$d = {'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
$res = 0
$cur = 0
for $x in «reversed($s)|$s[::-1]»:
    if $d[$x] >= $cur:
        $res += $d[$x]
    else:
        $res -= $d[$x]
    $cur = $d[$x]
"""),
    ("xs", """
$l, $r = 0, len($xs) - 1
$u = $v = 0
$res = 0
while $l < $r:
    $u = max($u, $xs[$l])
    $v = max($v, $xs[$r])
    if $u < $v:
        $res += $u - $xs[$l]
        $l += 1
    else:
        $res += $v - $xs[$r]
        $r -= 1
"""),
    ("s", """
$cur = $s.«split()|split(" ")|strip().split()»
$res = []
for $x in «$cur|reversed($cur)|$cur[::-1]»:
    if «$x|len($x) > 0|$x != ''»:
        $res.append($x«.lower()|.capitalize()|[::-1]|»)
$res = " ".join($res)
"""),
    ("grid", """
$n = len($grid)
$res = [[0] * $n for _ in range($n)]
for $i in range($n):
    for $j in range(«$n|$i, $n|$i + 1»):
        $res[$j][$n - 1 - $i] = $grid[$i][$j]
~$res = $res[::-1]
"""),
    ("xs", """
$xs.sort()
$res = []
for $i in range(len($xs) - 2):
    if $i > 0 and $xs[$i] == $xs[$i - 1]:
        continue
    $l, $r = $i + 1, len($xs) - 1
    while $l < $r:
        $x = $xs[$i] + $xs[$l] + $xs[$r]
        if $x == 0:
            $res.append([$xs[$i], $xs[$l], $xs[$r]])
            $l += 1
            $r -= 1
        elif $x < 0:
            $l += 1
        else:
            $r -= 1
"""),
    ("k", """
$res = []

def $f($x, $l, $r):
    if len($x) == 2 * $k:
        $res.append($x)
        return
    if $l < $k:
        $f($x + "(", $l + 1, $r)
    if $r < $l:
        $f($x + ")", $l, $r + 1)

$f("", 0, 0)
"""),
    ("xs", """
$l = [1] * len($xs)
$r = [1] * len($xs)
for $i in range(1, len($xs)):
    $l[$i] = $l[$i - 1] * $xs[$i - 1]
for $i in range(len($xs) - 2, -1, -1):
    $r[$i] = $r[$i + 1] * $xs[$i + 1]
$res = [$x * $y for $x, $y in zip($l, $r)]
"""),
    ("s t", """
$d = Counter($t)
$cur = len($t)
$l = 0
$res = ""
for $r, $x in enumerate($s):
    if $d[$x] > 0:
        $cur -= 1
    $d[$x] -= 1
    while $cur == 0:
        if not $res or $r - $l + 1 < len($res):
            $res = $s[$l:$r + 1]
        $d[$s[$l]] += 1
        if $d[$s[$l]] > 0:
            $cur += 1
        $l += 1
"""),
    ("xs k", """
$cur = sum($xs[:$k])
$res = $cur
for $i in range($k, len($xs)):
    $cur += $xs[$i] - $xs[$i - $k]
    $res = «max|min»($res, $cur)
~$res = $res / $k
"""),
    ("xs", """
$res = []
for $x in $xs:
    $i = bisect_left($res, $x)
    if $i == len($res):
        $res.append($x)
    else:
        $res[$i] = $x
$res = len($res)
"""),
)  # fmt: skip
