package io.roundtable.bench.suite;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Made-up talk; the same from the same seed. */
final class Words {
    private static final String[] WORDS = {
        "flight",
        "the",
        "booking",
        "I",
        "would",
        "like",
        "to",
        "change",
        "seat",
        "please",
        "confirm",
        "your",
        "refund",
        "policy",
        "is",
        "available",
        "tomorrow",
        "morning",
        "reservation",
        "number",
        "cannot",
        "find",
        "thank",
        "you",
        "a",
        "bag",
        "of",
        "and",
        "we",
        "have",
        "sent",
        "it",
        "für",
        "naïve",
        "余り"
    };

    private final RandomGenerator random;

    Words(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Some words, about so many characters. */
    String about(int characters) {
        var text = new StringBuilder();
        while (text.length() < characters) {
            text.append(text.isEmpty() ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    /** From 0 on. */
    int below(int bound) {
        return random.nextInt(bound);
    }
}
