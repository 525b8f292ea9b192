/**
 * Claims of cron jobs, all below the store's prefix and in no namespace: two builds that run at the same time share them.
 *
 * `KEYS[1]` is a hash of one job: `at`, the last time for which it was run, and while it runs `token` and `until`, on Redis's own
 * clock. A time far ahead is that of a server whose clock is wrong: it is neither granted nor believed.
 */
const PRELUDE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function read(field) return tonumber(redis.call('HGET', KEYS[1], field) or '0') end
local function text(number) return string.format('%.0f', number) end
local soon = now + 60000
`;

/** `ARGV`: token, scheduled time, milliseconds of the claim, milliseconds for which the hash is kept. Returns 1 if granted. */
export const CLAIM_JOB = `${PRELUDE}
local at, scheduled = read('at'), tonumber(ARGV[2])
if scheduled > soon or read('until') > now then return 0 end
if at >= scheduled and at <= soon then return 0 end
redis.call('HSET', KEYS[1], 'at', ARGV[2], 'token', ARGV[1], 'until', text(now + ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
`;

/** `ARGV`: token, milliseconds. Returns 1 if the claim was still this one's. */
export const RENEW_JOB = `${PRELUDE}
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] or read('until') <= now then return 0 end
redis.call('HSET', KEYS[1], 'until', text(now + ARGV[2]))
return 1
`;

/** `ARGV`: token. */
export const RELEASE_JOB = `
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
return redis.call('HDEL', KEYS[1], 'token', 'until')
`;
