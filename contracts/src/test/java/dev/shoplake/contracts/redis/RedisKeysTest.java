package dev.shoplake.contracts.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisKeysTest {
    @Test
    void keepsTheKeysOfOneUserInOneSlotOfACluster() {
        assertThat(RedisKeys.activity("anna")).isEqualTo("activity:{anna}");
        assertThat(RedisKeys.seen("anna", "T0p1c", 2)).isEqualTo("seen:{anna}:T0p1c:2");
        assertThat(RedisKeys.recommendations("anna", "v3")).isEqualTo("recommendations:{anna}:v3");
    }

    @Test
    void namesWhatBelongsToNoUser() {
        assertThat(RedisKeys.model("v3")).isEqualTo("model:v3");
        assertThat(RedisKeys.trendingInCategory("Mugs")).isEqualTo("trending:category:Mugs");
        assertThat(RedisKeys.trendingInCountry("France")).isEqualTo("trending:country:France");
    }
}
