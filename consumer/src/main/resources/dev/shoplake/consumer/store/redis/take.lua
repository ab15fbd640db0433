#!lua name=shoplake_consumer

-- Takes the events of one user from one partition, in the order of their offsets.
--
-- KEYS  seen       sorted set: event id -> offset of its first arrival
--       activity   list: interactions, newest arrival first
-- ARGV  committed, seen_limit, seen_seconds, activity_limit, activity_seconds,
--       then for each event: event id, offset, number of interactions, the interactions
-- Gives 0 (first arrival), 1 (replay) or 2 (duplicate) for each event.
--
-- Offsets below `committed` are never read again. Entries below it are trimmed before anything is judged, those from it
-- on never: under one `committed` the same event therefore gets the same answer, however often it is taken.
local function take(keys, args)
  local seen, activity = keys[1], keys[2]
  local committed, seen_limit = args[1], tonumber(args[2])

  local surplus = redis.call('ZCOUNT', seen, '-inf', '(' .. committed) - seen_limit
  if surplus > 0 then
    redis.call('ZREMRANGEBYRANK', seen, 0, surplus - 1)
  end

  local newest = redis.call('ZREVRANGE', seen, 0, 0, 'WITHSCORES')
  local fence = newest[2] and tonumber(newest[2]) or -1
  local answers = {}
  local position = 6
  while position <= #args do
    local id, offset, count = args[position], tonumber(args[position + 1]), tonumber(args[position + 2])
    local first = redis.call('ZSCORE', seen, id)
    if first then
      answers[#answers + 1] = tonumber(first) < offset and 2 or 1
    elseif offset <= fence then
      answers[#answers + 1] = 1
    else
      redis.call('ZADD', seen, args[position + 1], id)
      for entry = position + 3, position + 2 + count do
        redis.call('LPUSH', activity, args[entry])
      end
      fence = offset
      answers[#answers + 1] = 0
    end
    position = position + 3 + count
  end

  redis.call('LTRIM', activity, 0, tonumber(args[4]) - 1)
  redis.call('EXPIRE', seen, args[3])
  redis.call('EXPIRE', activity, args[5])
  return answers
end

redis.register_function('shoplake_take', take)
