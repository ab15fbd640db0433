package dev.shoplake.consumer.deduplicate;

import static dev.shoplake.consumer.read.TestingMessages.CARTS;
import static dev.shoplake.consumer.read.TestingMessages.cart;
import static dev.shoplake.consumer.read.TestingMessages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.consumer.read.SourcePartition;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserBatchTest {
    private static final SourcePartition OTHER = new SourcePartition("add_to_cart", "topic-a", 1);

    @Test
    void splitsByUserAndPartitionAndKeepsTheOrder() {
        var first = accepted(CARTS, 10, "anna");
        var second = accepted(CARTS, 11, "bert");
        var third = accepted(CARTS, 12, "anna");
        var elsewhere = accepted(OTHER, 3, "anna");

        assertThat(UserBatch.split(List.of(first, second, elsewhere, third)))
                .containsExactly(
                        new UserBatch("anna", CARTS, List.of(first, third)),
                        new UserBatch("bert", CARTS, List.of(second)),
                        new UserBatch("anna", OTHER, List.of(elsewhere)));
    }

    @Test
    void makesNothingOfNothing() {
        assertThat(UserBatch.split(List.of())).isEmpty();
    }

    private static AcceptedMessage accepted(SourcePartition source, int offset, String user) {
        var event = cart(offset, user, "mug");
        return new AcceptedMessage(message(source, offset, event), event);
    }
}
