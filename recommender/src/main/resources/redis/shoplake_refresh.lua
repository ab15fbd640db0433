#!lua name=shoplake_refresh

-- The marks of active users are whole epoch milliseconds. A mark that is being worked on is half a millisecond less, so that
-- an arrival in the very millisecond of the mark is told from no arrival at all.

-- KEYS[1] marks; ARGV[1] most users. Takes the oldest marks, leaves them in place, returns user, mark, user, mark ...
local function claim(keys, args)
  local marked = redis.call('ZRANGE', keys[1], 0, tonumber(args[1]) - 1, 'WITHSCORES')
  for i = 1, #marked, 2 do
    local mark = tonumber(marked[i + 1])
    if mark % 1 == 0 then
      mark = mark - 0.5
      redis.call('ZADD', keys[1], string.format('%.1f', mark), marked[i])
    end
    marked[i + 1] = string.format('%.1f', mark)
  end
  return marked
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
redis.register_function('shoplake_refresh_release', release)
