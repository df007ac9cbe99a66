package io.roundtable.runtime.courier;

import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A post that keeps what it is given, and answers as it is told. */
final class FakePost implements Post {

    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final Function<Letter, DeliveryResult> answer;

    FakePost(Function<Letter, DeliveryResult> answer) {
        this.answer = answer;
    }

    static FakePost delivering() {
        return new FakePost(_ -> DeliveryResult.of(Outcome.DELIVERED));
    }

    /** One whose receivers never answer. */
    static Post hanging(CountDownLatch begun) {
        return _ -> {
            begun.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts down");
        };
    }

    @Override
    public DeliveryResult send(Letter letter) {
        letters.add(letter);
        return answer.apply(letter);
    }

    List<Letter> letters() {
        return letters;
    }

    List<String> messages() {
        return letters.stream().map(Letter::id).toList();
    }

    static String text(Letter letter) {
        return new String(letter.body(), StandardCharsets.UTF_8);
    }
}
