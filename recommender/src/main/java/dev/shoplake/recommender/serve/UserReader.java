package dev.shoplake.recommender.serve;

import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import java.util.List;
import java.util.Optional;

/** What is stored about one user. Where the store cannot be reached, nothing is. */
interface UserReader {
    /** The user's list under a model. */
    Optional<RecommendationList> list(String userId, String modelVersion);

    /** What the user did, any order. */
    List<ActivityEntry> activity(String userId);
}
