#!lua name=shoplake_refresh

-- The marks of active users are whole epoch milliseconds. A mark that is being worked on is half a millisecond less, so that
-- an arrival in the very millisecond of the mark is told from no arrival at all.

local function claim_one(key, user, mark)
  mark = tonumber(mark)
  if mark % 1 == 0 then
    mark = mark - 0.5
    redis.call('ZADD', key, string.format('%.1f', mark), user)
  end
  return string.format('%.1f', mark)
end

-- KEYS[1] marks; ARGV[1] most users, 2 or more. Half of them are those who came last, who may be looking at the page right
-- now; the others those who have waited longest, so that nobody waits for ever. All stay in place; returns user, mark ...
local function claim(keys, args)
  local half = math.floor(tonumber(args[1]) / 2)
  local claimed = {}
  local seen = {}
  for _, range in ipairs({{'ZREVRANGE', half}, {'ZRANGE', tonumber(args[1]) - half}}) do
    local marked = redis.call(range[1], keys[1], 0, range[2] - 1, 'WITHSCORES')
    for i = 1, #marked, 2 do
      if not seen[marked[i]] then
        seen[marked[i]] = true
        table.insert(claimed, marked[i])
        table.insert(claimed, claim_one(keys[1], marked[i], marked[i + 1]))
      end
    end
  end
  return claimed
end

-- KEYS[1] list; ARGV[1] its JSON, ARGV[2] its computed_at without the Z, ARGV[3] seconds to live. Of two refreshers the one
-- that read the activity later wins, whoever writes last; returns whether it was written.
local function write(keys, args)
  local stored = redis.call('GET', keys[1])
  local computed_at = stored and string.match(stored, '"computed_at":"([^"Z]*)Z"')
  if computed_at and computed_at > args[2] then
    return 0
  end
  redis.call('SET', keys[1], args[1], 'EX', tonumber(args[3]))
  return 1
end

-- KEYS[1] marks; ARGV user, mark, user, mark ... as claimed. Takes out those whose mark is still the same; returns how many.
local function release(keys, args)
  local released = 0
  for i = 1, #args, 2 do
    local mark = redis.call('ZSCORE', keys[1], args[i])
    if mark and tonumber(mark) == tonumber(args[i + 1]) then
      released = released + redis.call('ZREM', keys[1], args[i])
    end
  end
  return released
end

redis.register_function('shoplake_refresh_claim', claim)
redis.register_function('shoplake_refresh_write', write)
redis.register_function('shoplake_refresh_release', release)
