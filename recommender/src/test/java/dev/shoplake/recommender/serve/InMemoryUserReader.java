package dev.shoplake.recommender.serve;

import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users in memory. */
final class InMemoryUserReader implements UserReader {
    final Map<String, RecommendationList> lists = new HashMap<>();
    final Map<String, List<ActivityEntry>> activities = new HashMap<>();

    @Override
    public Optional<RecommendationList> list(String userId, String modelVersion) {
        return Optional.ofNullable(lists.get(userId + " " + modelVersion));
    }

    @Override
    public List<ActivityEntry> activity(String userId) {
        return activities.getOrDefault(userId, List.of());
    }
}
