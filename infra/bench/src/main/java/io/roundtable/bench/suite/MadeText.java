package io.roundtable.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Text of which a compressor makes about as much as of English: made-up words, a few of them often and most seldom (the
 * n-th with a probability of 1/n or so). Few words at random, or one text again and again, would shrink to nothing. The
 * same from the same seed.
 */
final class MadeText {
    private static final int VOCABULARY = 2_048;
    private static final String LETTERS = "eeeeeetttttaaaaooooiiiinnnnsssshhhrrrddllluucmmwfgypbvk";

    private final List<String> words = new ArrayList<>();
    private final RandomGenerator random;

    MadeText(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int rank = 1; rank <= VOCABULARY; rank++) {
            words.add(word(2 + (31 - Integer.numberOfLeadingZeros(rank)) / 2));
        }
    }

    /** Words, cut to exactly so many characters of ASCII. */
    String ofWords(int characters) {
        var text = new StringBuilder(characters + 32);
        while (text.length() < characters) {
            text.append(words.get((int) Math.pow(VOCABULARY, random.nextDouble()) - 1))
                    .append(' ');
        }
        return text.substring(0, characters);
    }

    /** Letters and digits at random: a compressor makes three quarters of it at best, since they are 64 of 256 bytes. */
    String atRandom(int characters) {
        var text = new StringBuilder(characters);
        while (text.length() < characters) {
            int next = random.nextInt(64);
            text.append(
                    (char) (next < 26 ? 'a' + next : next < 52 ? 'A' + next - 26 : next < 62 ? '0' + next - 52 : '-'));
        }
        return text.toString();
    }

    private String word(int letters) {
        var word = new StringBuilder(letters);
        for (int i = 0; i < letters; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
