package dev.shoplake.etl.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonFinderTest {
    private final PersonFinder finder = new PersonFinder(Set.of("12", "anna \"the\" cat", "a-visitor-with-a-long-id"));

    @Test
    void anIdIsAWholeValueOrAStringInsideOfJson() {
        assertThat(finder.isIn("12")).isTrue();
        assertThat(finder.isIn("112")).isFalse();
        assertThat(finder.isIn("12.5")).isFalse();
        assertThat(finder.isIn("{\"quantity\":12}")).isFalse();
        assertThat(finder.isIn("{\"order_id\":\"12\",\"items\":[{\"product_id\":\"12\"}]}"))
                .isFalse();
        assertThat(finder.isIn("{\"user_id\":\"12\"}")).isTrue();
        assertThat(finder.isIn("{\"user_id\":12}")).isTrue();
        assertThat(finder.isIn("{\"friends\":[\"anna \\\"the\\\" cat\"]}")).isTrue();
        assertThat(finder.isIn("{\"friends\":[\"anna\"]}")).isFalse();
    }

    @Test
    void figuresOfOurOwnFilesAreNobody() {
        assertThat(finder.isInOwnJson("{\"summary\":{\"added-records\":\"12\"}}"))
                .isFalse();
        assertThat(finder.isInOwnJson("{\"summary\":{\"who\":\"a-visitor-with-a-long-id\"}}"))
                .isTrue();
    }

    @Test
    void aRefusedMessageMayBeAnything() {
        assertThat(finder.isInMessage("12")).isTrue();
        assertThat(finder.isInMessage("{\"user_id\":12,\"product_id\":5}")).isTrue();
        assertThat(finder.isInMessage("{\"product_id\":\"12\"}")).isFalse();
        assertThat(finder.isInMessage("{\"user_id\": a-visitor-with-a-long-id")).isTrue();
        assertThat(finder.isInMessage("{\"user_id\": x-a-visitor-with-a-long-id2"))
                .isFalse();
    }

    @Test
    void boundsKeepTheFirstCharactersAlone() {
        assertThat(finder.isInBound("a-visitor-with-a", 16)).isTrue();
        assertThat(finder.isInBound("a-visitor", 16)).isFalse();
        assertThat(finder.isInBound("12", 16)).isTrue();
    }

    @Test
    void columnsOfOtherThingsNameNobody() {
        assertThat(PersonFinder.isPersonal("customer_id")).isTrue();
        assertThat(PersonFinder.isPersonal("email")).isTrue();
        assertThat(PersonFinder.isPersonal("order_id")).isFalse();
        assertThat(PersonFinder.isPersonal("quantity")).isFalse();
    }

    @Test
    void anEventIsReducedToWhatFactsAreMadeOf() {
        assertThat(
                        StreamErasure.reduced(
                                "{\"user_id\":\"anna\",\"text\":\"mine\",\"items\":[{\"product_id\":\"p\",\"unit_price\":10.250,\"gift\":\"anna\"}]}"))
                .isEqualTo("{\"items\":[{\"product_id\":\"p\",\"unit_price\":10.250}]}");
        assertThat(StreamErasure.reduced("no JSON")).isEqualTo("{}");
    }
}
