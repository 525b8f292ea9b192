/**
 * Each script runs alone in Redis, so nothing comes between its look and its change.
 *
 * The sorted set `KEYS[1]` holds what was invalidated (`p` and a path, `t` and a tag), scored by the clock of that
 * invalidation, and the member `floor`: what was rendered before it is refused. The highest score is the clock. All
 * is in one key, so that Redis under memory pressure evicts all of it or nothing: without the set every page is
 * refused, and a new set begins with a floor above every clock that anybody has seen.
 *
 * `ARGV[1]` is the highest clock this process has seen. A set that ends below it is an old copy (a restored snapshot,
 * a replica that lagged) and is thrown away.
 */
const PRELUDE = `
local set, seen = KEYS[1], tonumber(ARGV[1])
local function text(number) return string.format('%.0f', number) end
local function top()
  local last = redis.call('ZREVRANGE', set, 0, 0, 'WITHSCORES')
  return tonumber(last[2] or 0)
end
local function restart()
  local time = redis.call('TIME')
  local floor = math.max(time[1] * 1000000 + time[2], seen + 1000000)
  redis.call('DEL', set)
  redis.call('ZADD', set, text(floor), 'floor')
end
local function ensure()
  if redis.call('TYPE', set).ok ~= 'zset' or not redis.call('ZSCORE', set, 'floor') or top() < seen then restart() end
end
`;

/** `KEYS[2]`: the Redis process that the set was made in; `ARGV[2]`: this one, if known. Returns the clock. */
export const OPEN = `${PRELUDE}
ensure()
if ARGV[2] ~= '' then
  local server = redis.pcall('GET', KEYS[2])
  if server ~= ARGV[2] then
    seen = math.max(seen, top())
    restart()
    redis.call('SET', KEYS[2], ARGV[2])
  end
end
return text(top())
`;

/** Returns the clock. */
export const CLOCK = `${PRELUDE}
ensure()
return text(top())
`;

/**
 * `KEYS[2]`: the page's key; `ARGV[2]`: since; `ARGV[3]`: bytes; `ARGV[4]`: milliseconds left; then the names of
 * the page. Returns 1 if it was stored.
 */
export const WRITE = `${PRELUDE}
ensure()
local since = tonumber(ARGV[2])
if since < tonumber(redis.call('ZSCORE', set, 'floor')) then return 0 end
for index = 5, #ARGV do
  local score = redis.call('ZSCORE', set, ARGV[index])
  if score and tonumber(score) > since then return 0 end
end
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
return 1
`;

/**
 * `ARGV[2]`: what, or nothing for everything; `ARGV[3]`: channel; `ARGV[4]`: message; `ARGV[5]`: message that
 * everything is invalid; `ARGV[6]`: how many names are kept. Returns the clock and how many connections got the
 * message. Where Redis has no memory left for the record, the set is removed, which makes everything invalid.
 */
export const INVALIDATE = `${PRELUDE}
local function record()
  ensure()
  local clock = top() + 1
  if ARGV[2] == '' then
    redis.call('ZADD', set, text(clock), 'floor')
    redis.call('ZREMRANGEBYSCORE', set, '-inf', '(' .. text(clock))
    return clock
  end
  redis.call('ZADD', set, text(clock), ARGV[2])
  while redis.call('ZCARD', set) > tonumber(ARGV[6]) + 1 do
    local oldest = redis.call('ZRANGE', set, 0, 1, 'WITHSCORES')
    redis.call('ZREM', set, oldest[3])
    redis.call('ZADD', set, oldest[4], 'floor')
  end
  return clock
end
local recorded, clock = pcall(record)
if recorded then return {text(clock), redis.call('PUBLISH', ARGV[3], ARGV[4])} end
redis.call('DEL', set)
return {text(seen), redis.call('PUBLISH', ARGV[3], ARGV[5])}
`;

/** `KEYS[1]`: a lock; `ARGV[1]`: the token of who has it. */
export const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;

/**
 * Keeps what outlasts the pages from expiring, and says that a process of this namespace runs. `KEYS[2]` and `KEYS[3]`:
 * as in `redisKeys`; `ARGV[1]` and `ARGV[2]`: milliseconds for the state and for the sign of life.
 */
export const BEAT = `
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return redis.pcall('SET', KEYS[3], '1', 'PX', ARGV[2])
`;
